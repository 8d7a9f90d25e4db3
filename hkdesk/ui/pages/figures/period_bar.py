"""Which appeals are counted: the period, the category, the provider, and what the charts show."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from hkdesk.domain.errors import FieldErrors
from hkdesk.domain.periods import PeriodKind, free_period, period_around, period_beside
from hkdesk.domain.request import Category
from hkdesk.figures.measures import measure_title
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.widgets.flow import FlowLayout
from hkdesk.ui.widgets.text import button, column, label
from hkdesk.wording import refusal, tr, word
from hkdesk.work.queries.request_facts import Asked
from hkdesk.work.queries.request_sums import Measure
from hkdesk.work.words import name_of_period

EVERY, NOBODY = "every", "nobody"


class PeriodBar(QWidget):
    """Everything by keys: Tab walks over it, Alt+←/→ goes from period to period.

    Signals:
        asked(): other appeals are wanted.
        measure_chosen(): the charts show something else of the same appeals.
    """

    asked = Signal()
    measure_chosen = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.period = period_around(PeriodKind.YEAR, context.today)
        layout = column(self, gap=4)
        self._flow = FlowLayout()
        layout.addLayout(self._flow)
        self.kind = self._choice(tr("Length of the period"), [(k.value, word(k)) for k in PeriodKind])
        self.kind.setCurrentIndex(list(PeriodKind).index(PeriodKind.YEAR))
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.back = self._step("chevron-left", tr("The period before"), "Alt+Left", -1)
        self._title = label("", "heading")
        self._title.setFixedHeight(self.kind.sizeHint().height())
        self._flow.addWidget(self._title)
        self.next = self._step("chevron-right", tr("The period after"), "Alt+Right", 1)
        self.first, self.last = self._day(tr("From")), self._day(tr("Until"))
        self.category = self._choice(
            tr("Category"), [(EVERY, tr("every category")), *((c.value, word(c)) for c in Category)]
        )
        self.provider = self._choice(tr("Provider"), [(EVERY, tr("every provider")), (NOBODY, tr("nobody assigned"))])
        self.provider.setMaximumWidth(220)
        for chosen in (self.category, self.provider):
            chosen.currentIndexChanged.connect(lambda _: self.asked.emit())
        self.shows = self._choice(
            tr("What the charts show"), [(m.value, tr("shows: {what}", what=measure_title(m))) for m in Measure]
        )
        self.shows.currentIndexChanged.connect(lambda _: self.measure_chosen.emit())
        self._wrong = label("", "error", wraps=True)
        self._wrong.hide()
        layout.addWidget(self._wrong)
        self._show_period()

    @property
    def measure(self) -> Measure:
        return Measure(self.shows.currentData())

    def wanted(self) -> Asked:
        """What is asked for."""
        category, provider = self.category.currentData(), self.provider.currentData()
        who: UUID | str | None = None if provider == EVERY else ""
        return Asked(
            self.period,
            self._context.park_id,
            None if category == EVERY else Category(category),
            who if provider in (EVERY, NOBODY) else UUID(provider),
        )

    def offer_providers(self, names: Mapping[UUID, str]) -> None:
        """The providers of the park in view; the chosen one stays chosen while it is among them."""
        there = [self.provider.itemData(n) for n in range(2, self.provider.count())]
        ranked = sorted(names.items(), key=lambda one: one[1])
        if there == [str(key) for key, _ in ranked]:
            return
        chosen = self.provider.currentData()
        self.provider.blockSignals(True)
        while self.provider.count() > 2:
            self.provider.removeItem(2)
        for key, name in ranked:
            self.provider.addItem(name, str(key))
        self.provider.setCurrentIndex(max(0, self.provider.findData(chosen)))
        self.provider.blockSignals(False)

    def forget_provider(self) -> None:
        """Another park is looked at: its providers are others."""
        self.provider.blockSignals(True)
        self.provider.setCurrentIndex(0)
        self.provider.blockSignals(False)

    def _on_kind(self) -> None:
        kind = PeriodKind(self.kind.currentData())
        if kind is not PeriodKind.FREE:
            middle = min(self.period.last, self._context.today)
            self.period = period_around(kind, max(self.period.first, middle))
            self.asked.emit()
        self._show_period()

    def _go(self, steps: int) -> None:
        kind = PeriodKind(self.kind.currentData())
        if kind is PeriodKind.FREE:
            return
        there = period_beside(kind, self.period, steps)
        if there.first <= self._context.today:
            self.period = there
            self._show_period()
            self.asked.emit()

    def _show_period(self) -> None:
        kind = PeriodKind(self.kind.currentData())
        is_free = kind is PeriodKind.FREE
        self._wrong.hide()
        for day, text in ((self.first, self.period.first), (self.last, self.period.last)):
            day.setVisible(is_free)
            day.setText(text.isoformat())
        for widget in (self.back, self._title, self.next):
            widget.setVisible(not is_free)
        if not is_free:
            self._title.setText(name_of_period(self.period))
            self.next.setEnabled(period_beside(kind, self.period, 1).first <= self._context.today)
        self._flow.invalidate()

    def _take_days(self) -> None:
        days: dict[str, date | None] = {}
        for name, field in (("first", self.first), ("last", self.last)):
            try:
                days[name] = date.fromisoformat(field.text().strip())
            except ValueError:
                self._refuse(tr("“{text}” is no day such as 2026-03-05.", text=field.text()), field)
                return
        try:
            period = free_period(days["first"], days["last"])
        except FieldErrors as error:
            self._refuse(refusal(error), self.last)
            return
        self._wrong.hide()
        for field in (self.first, self.last):
            field.setAccessibleDescription("")
        if period != self.period:
            self.period = period
            self.asked.emit()

    def _refuse(self, sentence: str, field: QLineEdit) -> None:
        self._wrong.setText(sentence)
        self._wrong.show()
        field.setAccessibleDescription(sentence)

    def _choice(self, name: str, choices: list[tuple[str, str]]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setToolTip(name)
        for code, said in choices:
            made.addItem(said, code)
        self._flow.addWidget(made)
        return made

    def _day(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setPlaceholderText(name)
        made.setFixedWidth(112)
        made.editingFinished.connect(self._take_days)
        self._flow.addWidget(made)
        return made

    def _step(self, picture: str, name: str, keys: str, steps: int) -> QPushButton:
        made = button("", accessible=name)
        made.setIcon(icon(picture, self._context.theme["sub"]))
        made.setToolTip(f"{name} ({keys})")
        made.clicked.connect(lambda: self._go(steps))
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(made.click)
        self._flow.addWidget(made)
        return made
