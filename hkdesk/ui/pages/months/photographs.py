"""The photographs of a project's monthly report."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.widgets.attachments import Attachments
from hkdesk.ui.widgets.text import column, label
from hkdesk.wording import tr


class Photographs(QDialog):
    """Adds, shows and takes off the pictures of one report; Esc closes it."""

    def __init__(self, parent: QWidget, context: Context, report_id: UUID, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Photographs"))
        self.resize(520, 420)
        layout = column(self, margin=20, gap=10)
        layout.addWidget(label(title, "heading", wraps=True))
        self.files = Attachments(context, "ProgressReport", pictures_only=True)
        self.files.show_record(report_id)
        layout.addWidget(self.files, 1)
