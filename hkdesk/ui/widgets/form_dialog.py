"""A form in a window of its own: Ctrl+Enter saves, Esc asks only if something was typed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMessageBox, QScrollArea, QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.ui.widgets.form import Field, Form
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import tr

if TYPE_CHECKING:
    from hkdesk.ui.drafts import DraftOf

Save = Callable[["FormDialog"], None]


class FormDialog(QDialog):
    """Asks for a record's fields and hands them to `save`, which closes it when they are taken.

    Args:
        spare: pixels more for notes that come beneath the fields.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        fields: Sequence[Field],
        save: Save,
        *,
        save_word: str = "",
        hint: str = "",
        spare: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._save = save
        self._drafts: DraftOf | None = None
        self.form = Form(fields)
        self.form.submitted.connect(self.submit)
        layout = column(self, margin=20, gap=12)
        layout.addWidget(label(title, "heading"))
        if hint:
            layout.addWidget(label(hint, "sub", wraps=True))
        area = QScrollArea()
        area.setWidgetResizable(True)
        inside = QWidget()
        self.body = column(inside, gap=12)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.addWidget(area, 1)
        foot = row()
        foot.addWidget(label(tr("Enter next field   Ctrl+Enter save   Esc close"), "keys"))
        foot.addStretch(1)
        self.cancel_button, self.save_button = button(tr("Cancel")), button(save_word or tr("Save"), "primary")
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.submit)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.save_button)
        layout.addLayout(foot)
        self.foot = foot
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # on the buttons too, where the form does not hear them
            QShortcut(QKeySequence(keys), self).activated.connect(self.save_button.click)
        self._fit(inside, spare)

    def submit(self) -> None:
        """Hand over what was typed."""
        self.form.clear_errors()
        self.save_button.setEnabled(False)
        self._save(self)

    def taken(self) -> None:
        """What was typed has been saved."""
        if self._drafts is not None:
            self._drafts.drop()
        self.accept()

    def refused(self, error: DeskError) -> None:
        """Show why it was not; everything typed stays."""
        self.save_button.setEnabled(True)
        self.form.show_refusal(error)

    def reject(self) -> None:
        """Close; what was typed stays as a draft, or is asked about where there is none."""
        is_kept = self._drafts is not None and self._drafts.close()
        if not is_kept and self.form.is_touched and not self._is_given_up():
            return
        super().reject()

    def keep_draft(self, draft: "DraftOf") -> None:
        """From now on what is typed outlives this window, and the desk."""
        self._drafts = draft

    def _is_given_up(self) -> bool:
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.windowTitle())
        box.setText(tr("What you typed has not been saved. Give it up?"))
        give_up = box.addButton(tr("Give up"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(tr("Go on typing"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is give_up

    def _fit(self, inside: QWidget, spare: int = 0) -> None:
        """As tall as the form and what may be said in it, but never taller than the screen."""
        wanted = inside.sizeHint().height() + 190 + spare
        screen = QGuiApplication.primaryScreen().availableGeometry().height()
        self.resize(680, min(wanted, screen - 60))
