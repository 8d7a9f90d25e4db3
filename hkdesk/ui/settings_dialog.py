"""The settings: sections at the left, the chosen one at the right; one file a section (ui/sections)."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.ui.context import Context
from hkdesk.ui.sections.clocks import ClocksSection
from hkdesk.ui.sections.documents import DocumentsSection
from hkdesk.ui.sections.gates import GatesSection
from hkdesk.ui.sections.ledgers import LedgersSection
from hkdesk.ui.sections.own_days import OwnDaysSection
from hkdesk.ui.sections.section import Section
from hkdesk.ui.sections.templates import TemplatesSection
from hkdesk.ui.widgets.confirm import ask
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import refusal, tr

SECTIONS: tuple[Callable[[Context], Section], ...] = (
    GatesSection,
    TemplatesSection,
    ClocksSection,
    OwnDaysSection,
    DocumentsSection,
    LedgersSection,
)


class SettingsDialog(QDialog):
    """What the park sets for itself; saved together, by Ctrl+Enter or its button."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowTitle(tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sections = [make(context) for make in SECTIONS]
        layout = column(self, margin=20, gap=12)
        middle = row(gap=16)
        self.list = self._make_list()
        middle.addWidget(self.list)
        self._stack = QStackedWidget()
        for section in self.sections:
            self._stack.addWidget(section)
        middle.addWidget(self._stack, 1)
        layout.addLayout(middle, 1)
        self._said = label("", "error", wraps=True)
        self._said.hide()
        layout.addWidget(self._said)
        layout.addLayout(self._make_foot())
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.activated.connect(self.save)
        self.list.setCurrentRow(0)
        self.resize(1120, 640)

    def save(self) -> None:
        """Keep what was changed, section by section, and close."""
        self._said.hide()
        if self.context.is_read_only:
            return
        section = next((s for s in self.sections if s.is_touched), None)
        if section is None:
            self.accept()
            return
        self.save_button.setEnabled(False)
        left = [s for s in self.sections if s.is_touched and s is not section]
        self._save(section, left)

    def reject(self) -> None:
        """Close without saving; asks first where much was typed."""
        if any(s.asks_before_leaving and s.is_touched for s in self.sections) and not self.context.is_read_only:
            said = tr("What was typed into the settings has not been saved.")
            ask(self, self.windowTitle(), said, tr("Leave it"), super().reject, self._stack.currentWidget().setFocus)
            return
        super().reject()

    def _save(self, section: Section, left: list[Section]) -> None:
        def done() -> None:
            if left:
                self._save(left[0], left[1:])
                return
            self.context.messages.say(tr("The settings have been saved; Ctrl+Z takes them back."))
            self.accept()

        def refused(error: DeskError) -> None:
            self.save_button.setEnabled(True)
            self._stack.setCurrentWidget(section)
            self._said.setText(refusal(error))
            self._said.show()

        section.save(done, refused)

    def _make_list(self) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(tr("Sections of the settings"))
        made.setFixedWidth(170)
        for section in self.sections:
            item = QListWidgetItem(section.title)
            item.setSizeHint(QSize(0, 36))  # the style's padding is not counted by itself
            made.addItem(item)
        made.currentRowChanged.connect(lambda at: self._stack.setCurrentIndex(at))
        return made

    def _make_foot(self) -> QHBoxLayout:
        foot = row()
        self.reset_button = button(tr("As the rules have it"))
        self.reset_button.setEnabled(not self.context.is_read_only)
        self.reset_button.clicked.connect(lambda: self.sections[self._stack.currentIndex()].reset())
        foot.addWidget(self.reset_button)
        foot.addStretch(1)
        foot.addWidget(label(tr("Ctrl+Enter save   Esc close"), "keys"))
        cancel = button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save_button = button(tr("Save"), "primary")
        self.save_button.setEnabled(not self.context.is_read_only)
        self.save_button.clicked.connect(self.save)
        foot.addWidget(cancel)
        foot.addWidget(self.save_button)
        return foot
