"""The milestones of the chosen project in words, beside each other: what the timeline shows, for whoever hears it."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem

from hkdesk.ui.pages.timeline.words import mark_line, mark_lines
from hkdesk.ui.theme import Theme
from hkdesk.wording import tr
from hkdesk.work.queries.milestones import TimelineRow

HEIGHT, GAP = 74, 28
STYLE = """
QListWidget {{ background: {card}; border: 1px solid {border}; border-radius: 10px; padding: 3px; color: {text}; }}
QListWidget::item {{ padding: 2px 8px; border-radius: 6px; }}
QListWidget::item:selected {{ background: {selection}; color: {text}; }}
"""


class MilestoneList(QListWidget):
    """One entry a milestone, in the order of the days; choosing one chooses it on the timeline."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setStyleSheet(
            STYLE.format(**{token: theme[token].name() for token in ("card", "border", "text", "selection")})
        )
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setFixedHeight(HEIGHT)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Milestones of the chosen project"))
        self._shown: object = None

    def show_row(self, row: TimelineRow | None, chosen: int, today: int) -> None:
        """List a project's milestones, one of them chosen."""
        with QSignalBlocker(self):
            if self._shown != (row, today):
                self._shown = (row, today)
                self.clear()
                if row is not None:
                    self._fill(row, today)
                name = tr("Milestones: {project}", project=row.name) if row else tr("Milestones of the chosen project")
                self.setAccessibleName(name)
            self.setCurrentRow(chosen)
            if chosen < 0:
                self.clearSelection()

    def _fill(self, row: TimelineRow, today: int) -> None:
        for mark in row.marks:
            self._add("\n".join(mark_lines(mark, row, today)[:2]), mark_line(mark, row, today))
        if not row.marks:
            self._add(tr("No milestones yet: Enter opens the project, “Apply template…” plans them."), "")

    def _add(self, text: str, said: str) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said or text)
        widest = max(self.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
        item.setSizeHint(QSize(widest + GAP, 48))
        if not said:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)
