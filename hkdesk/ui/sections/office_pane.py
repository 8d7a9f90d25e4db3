"""Settings, documents: what heads and signs those of a park."""

from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.sections.section import frame
from hkdesk.ui.widgets.choice_field import ChoiceField
from hkdesk.ui.widgets.text import card, column, label
from hkdesk.wording import field_name, tr
from hkdesk.work.queries.office import TEXTS, OfficeSettings

Typed = dict[str, str | bool]
WIDTH = 520


class OfficePane(QWidget):
    """The fields of one park at a time; what was typed of the others stays."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._typed: dict[UUID | None, Typed] = {}
        self._kept: dict[UUID | None, Typed] = {}
        layout = column(self, gap=10)
        said = tr("Each park has its own; documents of all parks together have theirs. What is empty is not printed.")
        layout.addWidget(label(said, "sub", wraps=True))
        self.parks = ChoiceField()
        self.parks.setAccessibleName(tr("Park"))
        for park in context.parks:
            self.parks.addItem(park.name, park.id)
        self.parks.addItem(tr("All parks together"), None)
        self.parks.setMaximumWidth(WIDTH)
        layout.addWidget(self.parks)
        self.fields: dict[str, QLineEdit] = {}
        self.errors = {name: label("", "error", wraps=True) for name in TEXTS}
        layout.addWidget(self._make_fields())
        layout.addStretch(1)
        self._shown: UUID | None = self.parks.currentData()
        self.parks.currentIndexChanged.connect(lambda _: self._turn())

    @property
    def changed(self) -> dict[UUID | None, Typed]:
        """What differs from what is kept, by park."""
        return {park: typed for park, typed in self._all().items() if typed != self._kept.get(park, _blank())}

    def fill(self, found: dict[UUID | None, OfficeSettings], park: UUID | None) -> None:
        """Show what is kept, that of a park first."""
        self._kept = {key: _typed(office) for key, office in found.items()}
        self._typed = {}
        self._shown = park
        self.parks.setCurrentIndex(max(self.parks.findData(park), 0))
        self._put()

    def clear(self) -> None:
        """Empty the fields of the park that is shown."""
        for field in self.fields.values():
            field.clear()
        self.red.setChecked(False)

    def mark(self, wrong: dict[str, str]) -> None:
        """Frame what was refused, with its sentence beneath it."""
        for name, field in self.fields.items():
            said = wrong.get(name, "")
            frame(field, said)
            self.errors[name].setText(said)
            self.errors[name].setVisible(bool(said))

    def _make_fields(self) -> QWidget:
        sheet = card()
        sheet.setMaximumWidth(WIDTH)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setVerticalSpacing(5)
        hints = {
            "letterhead": tr("as it is printed at the head; empty: the issuing unit"),
            "document_number": tr("such as {number}; empty: none", number="洪高新发〔2026〕1号"),
            "signed_by": tr("at the foot, above the day; empty: the issuing unit"),
        }
        down = 0
        for name in TEXTS:
            grid.addWidget(label(field_name(name)), down, 0)
            field = QLineEdit()
            field.setAccessibleName(field_name(name))
            field.setPlaceholderText(hints.get(name, ""))
            grid.addWidget(field, down + 1, 0)
            grid.addWidget(self.errors[name], down + 2, 0)
            self.errors[name].hide()
            self.fields[name] = field
            down += 3
        self.red = QCheckBox(tr("Red header: the letterhead and a rule beneath it are printed in red"))
        grid.addWidget(self.red, down, 0)
        return sheet

    def _turn(self) -> None:
        """Keep what was typed of the park that was shown, and show the next."""
        self._typed[self._shown] = self._now()
        self._shown = self.parks.currentData()
        self._put()

    def _put(self) -> None:
        typed = self._typed.get(self._shown, self._kept.get(self._shown, _blank()))
        for name, field in self.fields.items():
            field.setText(str(typed[name]))
        self.red.setChecked(bool(typed["has_red_header"]))
        self.mark({})

    def _all(self) -> dict[UUID | None, Typed]:
        return {**self._typed, self._shown: self._now()}

    def _now(self) -> Typed:
        return {
            **{name: field.text().strip() for name, field in self.fields.items()},
            "has_red_header": self.red.isChecked(),
        }


def _typed(office: OfficeSettings) -> Typed:
    return {**{name: str(getattr(office, name)) for name in TEXTS}, "has_red_header": office.has_red_header}


def _blank() -> Typed:
    return _typed(OfficeSettings())
