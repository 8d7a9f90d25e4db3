"""A phone: masked until somebody asks for it, and the log keeps who did (RULES.md, Identity)."""

from uuid import UUID

from PySide6.QtWidgets import QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.widgets.text import button, label, row, tip
from hkdesk.wording import tr
from hkdesk.work.commands.contacts import reveal_phone


class Phone(QWidget):
    """The masked phone of a record, with a button that shows it in full."""

    def __init__(self, context: Context, kind: str, name: str = "") -> None:
        super().__init__()
        self._context, self._kind = context, kind
        self._key: UUID | None = None
        self._name = name
        line = row(self, gap=6)
        self.text = label("", selectable=True)
        self.show_button = button(tr("Show"), "link")
        self.show_button.setToolTip(tip(tr("Showing a phone is written into the log.")))
        self.show_button.clicked.connect(self.reveal)
        line.addWidget(self.text)
        line.addWidget(self.show_button)
        line.addStretch(1)

    def show_phone(self, key: UUID | None, masked: str, name: str = "") -> None:
        """Show a record's masked phone; a name before it says whose it is."""
        self._key, self._name = key, name
        self._say(masked)
        self.show_button.setVisible(bool(masked) and not self._context.is_read_only)
        self.show_button.setAccessibleName(tr("Show the phone of {name}", name=name) if name else tr("Show the phone"))

    def reveal(self) -> None:
        """Have it shown in full; a record chosen meanwhile keeps its own."""
        key = self._key
        if key is None:
            return

        def show(phone: str) -> None:
            if self._key == key:
                self._say(phone)
                self.show_button.hide()
                self._context.messages.say(tr("The history notes that you had this phone shown."))

        self._context.runner.run(reveal_phone, self._kind, key, owner=self, then=show)

    def _say(self, phone: str) -> None:
        self.text.setText("  ".join(part for part in (self._name, phone) if part))
