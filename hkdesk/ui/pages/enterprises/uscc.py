"""A credit code is checked while it is typed; the sentence stands beneath, the likely correction is one press away."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.domain.identity import check_uscc
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.ui.widgets.text import button
from hkdesk.wording import tr

PAUSE_MS, LENGTH = 150, 18


class UsccWatch(QObject):
    """Watches the credit code of a form: a whole one is checked after a pause, a short one when it is left."""

    def __init__(self, dialog: FormDialog) -> None:
        super().__init__(dialog)
        self._form = dialog.form
        self.take = button("", "link")
        self.take.hide()
        self.take.clicked.connect(self._take)
        self._suggestion = ""
        self._form.add_beneath("uscc", self.take)
        editor = self._form.editor("uscc")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._check)
        if isinstance(editor, QLineEdit):
            QWidget.setTabOrder(editor, self.take)
            editor.textChanged.connect(self._on_typed)
            editor.editingFinished.connect(self._check)

    def _on_typed(self, typed: str) -> None:
        if len(typed.strip()) >= LENGTH:
            self._pause.start()
        else:
            self._say(None)

    def _check(self) -> None:
        self._pause.stop()
        typed = self._form.values()["uscc"]
        try:
            if typed.strip():
                check_uscc(typed)
        except DeskError as error:
            self._say(error)
        else:
            self._say(None)

    def _say(self, error: DeskError | None) -> None:
        self._form.say_wrong("uscc", error)
        self._suggestion = str(error.values.get("suggestion", "")) if error else ""
        said = tr("Take {code}", code=self._suggestion) if self._suggestion else ""
        self.take.setText(said)
        self.take.setAccessibleName(said)
        self.take.setVisible(bool(said))

    def _take(self) -> None:
        self._form.set_value("uscc", self._suggestion)
        self._form.editor("uscc").setFocus()
        self._check()
