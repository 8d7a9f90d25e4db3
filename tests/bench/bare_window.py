"""The floor: a bare PySide6 window with a table. Prints the seconds to its first paint and its memory in MB."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from tests.bench.measure import memory_mb, since_start


class Watch(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.done)
        return False

    def done(self) -> None:
        shown = since_start(started)
        QTimer.singleShot(300, lambda: (print(shown, memory_mb()), app.quit()))


started = float(sys.argv[1])
app = QApplication(sys.argv[:1])
window = QMainWindow()
table = QTableView()
model = QStandardItemModel(50, 8)
for row in range(50):
    for column in range(8):
        model.setItem(row, column, QStandardItem(f"{row} {column}"))
table.setModel(model)
window.setCentralWidget(table)
window.resize(1440, 900)
watch = Watch()
window.installEventFilter(watch)
window.show()
app.exec()
