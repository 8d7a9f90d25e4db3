"""The head of a ledger that is being taken in: which file and sheet, of which kind, for which park; columns or rows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QWidget

from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.ui.context import Context
from hkdesk.ui.importing.incoming import Incoming
from hkdesk.ui.importing.pipeline import Understood
from hkdesk.ui.widgets.choice_field import ChoiceField
from hkdesk.ui.widgets.text import button, column, label, row, tab_button
from hkdesk.wording import capital, tr


class Head(QWidget):
    """What is taken in, and what it is taken for.

    Signals:
        view_chosen(str): "columns" or "rows" is to be looked at.
        file_wanted(): another file.
    """

    view_chosen = Signal(str)
    file_wanted = Signal()

    def __init__(self, context: Context, incoming: Incoming) -> None:
        super().__init__()
        self._context, self._incoming = context, incoming
        layout = column(self, gap=8)
        first = row(gap=10)
        self._file = label(tr("Take a ledger in"), "heading")
        first.addWidget(self._file)
        first.addStretch(1)
        self.other = button(tr("Another file…"))
        self.other.clicked.connect(self.file_wanted)
        first.addWidget(self.other)
        layout.addLayout(first)
        self._second = QWidget()
        second = row(self._second, gap=8)
        self._views = QButtonGroup(self)
        for name, text in (("columns", tr("Columns and fields")), ("rows", tr("Row by row"))):
            tab = tab_button(text)
            tab.setProperty("view", name)
            self._views.addButton(tab)
            second.addWidget(tab)
        self._views.buttonClicked.connect(lambda tab: self.view_chosen.emit(tab.property("view")))
        second.addStretch(1)
        self.sheet, self.kind, self.park = ChoiceField(), ChoiceField(), ChoiceField()
        self._sheet_label = label(tr("Sheet"), "sub")
        for said, field in (
            (self._sheet_label, self.sheet),
            (label(tr("Taken for a"), "sub"), self.kind),
            (label(tr("New ones go to"), "sub"), self.park),
        ):
            field.setAccessibleName(said.text())
            second.addWidget(said)
            second.addWidget(field)
        for kind in KINDS.values():
            self.kind.addItem(capital(tr(kind.title)), kind.name)
        for park in context.parks:
            self.park.addItem(park.name, park.id)
        self.park.setCurrentIndex(max(0, self.park.findData(context.entry_park.id if context.entry_park else None)))
        self.sheet.setMaximumWidth(220)
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # sheets come after it is shown
        self.sheet.activated.connect(lambda _: self._choose(self.sheet, "sheet"))
        self.kind.activated.connect(lambda _: self._choose(self.kind, "kind"))
        self.park.activated.connect(lambda _: incoming.choose_park(self.park.currentData()))
        layout.addWidget(self._second)
        self._second.hide()
        self.other.hide()

    def show_known(self, known: Understood) -> None:
        """Show what it is."""
        self._file.setText(self._incoming.name)
        self._second.show()
        self.other.show()
        names = [sheet.name for sheet in known.book.sheets]
        if [self.sheet.itemText(n) for n in range(self.sheet.count())] != names:
            self.sheet.clear()
            self.sheet.addItems(names)
            for n, name in enumerate(names):
                self.sheet.setItemData(n, name)
        self.sheet.setCurrentText(known.mapping.sheet)
        for widget in (self.sheet, self._sheet_label):
            widget.setVisible(len(names) > 1)
        self.kind.setCurrentIndex(self.kind.findData(known.mapping.kind))

    def show_view(self, name: str) -> None:
        """Say which of the two is looked at."""
        for tab in self._views.buttons():
            tab.setChecked(tab.property("view") == name)

    def _choose(self, field: QComboBox, what: str) -> None:
        self._incoming.choose(**{what: field.currentData()})
