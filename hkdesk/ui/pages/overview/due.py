"""The list of what is due: appeals and milestones, the latest first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hkdesk.domain.lights import Light
from hkdesk.ui.context import Context
from hkdesk.ui.theme import Theme
from hkdesk.ui.widgets.paint import paint_light
from hkdesk.ui.widgets.pill import Pill
from hkdesk.ui.widgets.text import button, column, label
from hkdesk.wording import day, tr, tr_n, word
from hkdesk.work.queries.overview import Overview

SHOWN, LINE = 12, 27


@dataclass(frozen=True)
class Due:
    """Something that is due."""

    kind: str
    id: UUID
    text: str
    who: str
    on: date
    left: int
    light: Light


def due_lines(view: Overview) -> list[Due]:
    """Appeals and milestones together, by their day."""
    found = [
        Due("ServiceRequest", r.id, f"{r.enterprise} · {r.title}", r.provider or "", r.due_on, r.workdays_left, r.light)
        for r in view.due
        if r.due_on is not None and r.workdays_left is not None
    ]
    for m in view.milestones:
        late = m.planned_on < view.today
        found.append(
            Due(
                "Project",
                m.project_id,
                f"{m.project} · {word(m.kind)}",
                tr("Milestone"),
                m.planned_on,
                (m.planned_on - view.today).days,
                Light.RED if late else Light.GREEN,
            )
        )
    return sorted(found, key=lambda d: d.on)[:SHOWN]


class DueList(QWidget):
    """As many lines as there is room for, none of them cut."""

    def __init__(self, lines: list[Due], context: Context) -> None:
        super().__init__()
        layout = column(self, gap=0)
        self._lines = [DueLine(line, context) for line in lines]
        for line in self._lines:
            layout.addWidget(line)
        layout.addStretch(1)
        self.setMinimumHeight(2 * LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.height() // LINE
        for n, line in enumerate(self._lines):
            line.setVisible(n < room)


class DueLine(QWidget):
    """One of them; a click opens it."""

    def __init__(self, due: Due, context: Context) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(8)
        self.setFixedHeight(LINE)
        layout.addWidget(_LightSpot(due.light, context.theme))
        link = button("", "link", accessible=due.text)
        link.setText(" ".join(due.text.split()).replace("&", "&&"))
        link.setMinimumWidth(80)
        link.setSizePolicy(link.sizePolicy().Policy.Ignored, link.sizePolicy().Policy.Fixed)
        link.clicked.connect(lambda: context.bus.record_wanted.emit(due.kind, due.id))
        layout.addWidget(link, 1)
        layout.addWidget(label(due.who, "sub"))
        layout.addWidget(label(day(due.on), "sub"))
        layout.addWidget(_days_pill(due, context.theme))


def _days_pill(due: Due, theme: Theme) -> Pill:
    days = due.left
    if days < 0:
        return Pill(tr_n("{n} day late", "{n} days late", -days), theme["red"], theme["red_tint"])
    if days == 0:
        return Pill(tr("today"), theme["amber"], theme["amber_tint"])
    token = "amber" if due.light is Light.YELLOW else "green"
    return Pill(tr_n("in {n} day", "in {n} days", days), theme[token], theme[f"{token}_tint"])


class _LightSpot(QWidget):
    def __init__(self, light: Light, theme: Theme) -> None:
        super().__init__()
        self._light, self._theme = light, theme
        self.setAccessibleName(word(light))
        self.setFixedSize(18, 22)

    def sizeHint(self) -> QSize:
        return QSize(18, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_light(painter, QPointF(9, 11), self._light, self._theme)
        painter.end()
