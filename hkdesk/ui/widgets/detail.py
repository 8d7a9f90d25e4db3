"""The parts of a detail: key–value grid, time line, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.mark import Mark
from hkdesk.ui.widgets.text import column, label, row
from hkdesk.wording import command_name, field_name, kind_name, language_in_use, moment, tr
from hkdesk.work.changes import HistoryEntry
from hkdesk.work.queries.records import CitationRow, RecordView
from hkdesk.work.words import shown_text


@dataclass(frozen=True)
class Fact:
    """A line of the grid: what it is, what it says, and where that comes from."""

    name: str
    text: str
    citation: CitationRow | None = None


def facts_of(record: RecordView, fields: Sequence[str], skip_empty: bool = True) -> list[Fact]:
    """The facts of some fields of a record, in their order; the empty ones are left out."""
    facts = []
    for field in fields:
        value = record.values.get(field)
        text = record.names.get(field) or shown_text(field, value)
        if skip_empty and value in (None, ""):
            continue
        facts.append(Fact(field_name(field), text, record.citations.get(field)))
    return facts


def name_width() -> int:
    """The width of the names at the left, in pixels."""
    return 84 if language_in_use() == "zh_CN" else 108


class FactGrid(QWidget):
    """Facts, name at the left, value at the right with its mark."""

    def __init__(self, facts: Sequence[Fact], theme: Theme, width: int = 0) -> None:
        super().__init__()
        width = width or name_width()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for at, fact in enumerate(facts):
            name = label(fact.name, "sub", wraps=True)
            name.setFixedWidth(width)
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            value = label(fact.text, wraps=True, selectable=True)
            if fact.citation is None:
                grid.addWidget(value, at, 1)
                continue
            line = row(gap=4)
            line.addWidget(value, 1)
            c = fact.citation
            line.addWidget(Mark(c.locator, c.standing, c.note, theme), 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(line, at, 1)


@dataclass(frozen=True)
class Point:
    """A point on a time line; one still to come is drawn hollow."""

    title: str
    line: str
    is_done: bool = True


class TimeLine(QWidget):
    """Points below each other on a line."""

    LEFT, DOT = 22, 6.0

    def __init__(self, points: Sequence[Point], theme: Theme) -> None:
        super().__init__()
        self._points, self._theme = tuple(points), theme
        self._title, self._small = desk_font(10), desk_font(9)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("; ".join(f"{p.title}, {p.line}" for p in points))
        self._heights: list[float] = []
        self._lay_out(292)

    def sizeHint(self) -> QSize:
        return QSize(200, int(sum(self._heights)) + 4)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._lay_out(self.width())
        self.setFixedHeight(int(sum(self._heights)) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, x, room = 0.0, 7.0, self.width() - self.LEFT
        for n, (point, height) in enumerate(zip(self._points, self._heights, strict=True)):
            y = top + 10
            if n + 1 < len(self._points):
                painter.setPen(QPen(self._theme["border"], 2))
                painter.drawLine(QPointF(x, y + 9), QPointF(x, top + height + 2))
            painter.setPen(QPen(self._theme["accent" if point.is_done else "strong"], 2))
            painter.setBrush(self._theme["accent"] if point.is_done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(x, y), self.DOT - 1, self.DOT - 1)
            painter.setPen(self._theme["text" if point.is_done else "sub"])
            painter.setFont(self._title)
            at = QRectF(self.LEFT, top, room, height)
            used = _draw_wrapped(painter, at, point.title)
            painter.setPen(self._theme["sub"])
            painter.setFont(self._small)
            _draw_wrapped(painter, at.adjusted(0, used, 0, 0), point.line)
            top += height
        painter.end()

    def _lay_out(self, width: int) -> None:
        room = max(60, width - self.LEFT)
        self._heights = [
            _height(p.title, self._title, room) + _height(p.line, self._small, room) + 12 for p in self._points
        ]


def _lines(text: str, font: Any, room: float) -> list[tuple[str, float]]:
    """A text's lines in a room, each with its height."""
    height = QFontMetricsF(font).lineSpacing()
    found: list[tuple[str, float]] = []
    for part in text.split("\n"):
        if not part:
            continue
        layout = QTextLayout(part, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            found.append((_slice(part, line.textStart(), line.textLength()), height))
        layout.endLayout()
    return found


def _slice(text: str, start: int, length: int) -> str:
    """A part of a text by Qt's count, which is in UTF-16 units."""
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")


def _height(text: str, font: Any, room: float) -> float:
    return sum(h for _, h in _lines(text, font, room))


def _draw_wrapped(painter: QPainter, box: QRectF, text: str) -> float:
    used = 0.0
    for said, height in _lines(text, painter.font(), box.width()):
        painter.drawText(
            QRectF(box.left(), box.top() + used, box.width() + 8, height),
            Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine,
            said,
        )
        used += height
    return used


class History(QWidget):
    """What has happened to a record, read from the change log."""

    def __init__(self, entries: Sequence[HistoryEntry], names: dict[UUID, str], kind: str) -> None:
        super().__init__()
        layout = column(self, gap=12)
        if not entries:
            layout.addWidget(label(tr("Nothing has been changed since this was entered."), "sub", wraps=True))
        for entry in entries:
            layout.addWidget(self._entry(entry, names, kind))
        layout.addStretch(1)

    @staticmethod
    def _entry(entry: HistoryEntry, names: dict[UUID, str], kind: str) -> QWidget:
        made = QWidget()
        layout = column(made, gap=3)
        what = command_name(entry.command)
        if entry.kind != kind:
            what = f"{what} · {kind_name(entry.kind)}"
        layout.addWidget(label(what, wraps=True))
        who = tr("seeds") if entry.actor == "seeds" else (entry.actor or tr("unnamed officer"))
        layout.addWidget(label(f"{moment(entry.at)} · {who}", "keys", wraps=True))
        if entry.op == "update":
            for field, old, new in entry.fields:
                layout.addWidget(label(_change(field, old, new, names), "sub", wraps=True))
        elif entry.op == "delete":
            layout.addWidget(label(tr("deleted"), "sub"))
        return made


def _change(field: str, old: Any, new: Any, names: dict[UUID, str]) -> str:
    return tr(
        "{field}: {old} → {new}", field=field_name(field), old=_named(field, old, names), new=_named(field, new, names)
    )


def _named(field: str, value: Any, names: dict[UUID, str]) -> str:
    if isinstance(value, UUID):
        return names.get(value, "…" + value.hex[-6:])
    return shown_text(field, value) if value not in (None, "") else "—"
