"""How a point of an enterprise's time line is said and drawn."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hkdesk.ui.icons import pixmap
from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.paint import paint_text
from hkdesk.wording import day, mark, tr, word
from hkdesk.work.queries.enterprise_timeline import Happened, Strand, TimelineEntry
from hkdesk.work.words import money

ENTRY_ROLE = Qt.ItemDataRole.UserRole
HEIGHT, DATE_WIDTH, LINE_X, TEXT_X = 54, 92, 112, 134
ICONS = {
    Strand.APPEALS: "inbox",
    Strand.PROJECTS: "factory",
    Strand.VISITS: "users",
    Strand.GRANTS: "banknote",
    Strand.QUALIFICATIONS: "badge-info",
    Strand.FILES: "file-text",
    Strand.ENTERPRISE: "building-2",
}
TOKENS = {
    Strand.APPEALS: "accent",
    Strand.PROJECTS: "violet",
    Strand.VISITS: "green",
    Strand.GRANTS: "amber",
    Strand.QUALIFICATIONS: "green",
    Strand.FILES: "sub",
    Strand.ENTERPRISE: "sub",
}
SAID = {
    Happened.RECEIVED: mark("Appeal received"),
    Happened.CLOSED: mark("Appeal closed"),
    Happened.TERMINATED: mark("Project terminated"),
    Happened.VISITED: mark("Visit"),
    Happened.GRANTED: mark("Grant"),
    Happened.RECOGNISED: mark("Recognised"),
    Happened.EXPIRES: mark("Qualification expires"),
    Happened.FILED: mark("File added"),
    Happened.SETTLED: mark("Settled in the park"),
}


def what_happened(entry: TimelineEntry) -> str:
    """What a point is, in words."""
    if entry.step is not None:
        return tr("Project: {step}", step=entry.step)
    return tr(SAID[entry.what])


def details(entry: TimelineEntry) -> str:
    """What else there is to say of it, on one line."""
    parts = [
        entry.number,
        word(entry.category) if entry.category else "",
        word(entry.state) if entry.state and entry.what is Happened.RECEIVED else "",
        money(entry.amount_fen) if entry.amount_fen is not None else "",
        entry.who,
        " ".join(entry.text.split()),
    ]
    return " · ".join(part for part in parts if part)


def said(entry: TimelineEntry) -> str:
    """The whole point in one sentence, for whoever hears it."""
    return ", ".join(part for part in (day(entry.on), what_happened(entry), entry.title, details(entry)) if part)


class PointDelegate(QStyledItemDelegate):
    """A point: its day, the line with its icon, what happened, and to what."""

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._theme, self._today = theme, today
        self._plain, self._bold, self._small = desk_font(10), desk_font(10, bold=True), desk_font(9)
        self._icons: dict[Strand, QPixmap] = {}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(ENTRY_ROLE)
        theme, box = self._theme, QRectF(option.rect)  # type: ignore[attr-defined]
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(box, theme["selection"] if is_selected else theme["card"])
        if is_selected:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme["accent"])
        if isinstance(entry, TimelineEntry):
            self._line(painter, box, entry, is_last=index.row() + 1 == index.model().rowCount())
            self._text(painter, box, entry)
        painter.restore()

    def _line(self, painter: QPainter, box: QRectF, entry: TimelineEntry, *, is_last: bool) -> None:
        theme, x, y = self._theme, box.left() + LINE_X, box.center().y()
        painter.setPen(QPen(theme["border"], 2))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, y if is_last else box.bottom() + 1))
        painter.setPen(QPen(theme["border"], 1))
        painter.setBrush(theme["card"])
        painter.drawEllipse(QPointF(x, y), 13, 13)
        painter.drawPixmap(QPointF(x - 8, y - 8), self._icon(entry.strand))

    def _text(self, painter: QPainter, box: QRectF, entry: TimelineEntry) -> None:
        theme = self._theme
        painter.setFont(self._plain)
        painter.setPen(theme["sub"])
        paint_text(painter, QRectF(box.left() + 12, box.top(), DATE_WIDTH - 12, box.height()), day(entry.on))
        coming = tr("in the future") if entry.on > self._today else ""
        more = " · ".join(part for part in (coming, details(entry)) if part)
        upper = QRectF(box.left() + TEXT_X, box.top() + (7 if more else 16), box.width() - TEXT_X - 12, 21)
        what = what_happened(entry)
        painter.setPen(theme[TOKENS[entry.strand]])
        paint_text(painter, upper, what)
        used = QFontMetricsF(self._plain).horizontalAdvance(what) + 12
        painter.setPen(theme["text"])
        painter.setFont(self._bold)
        paint_text(painter, upper.adjusted(used, 0, 0, 0), entry.title)
        painter.setFont(self._small)
        painter.setPen(theme["sub"])
        paint_text(painter, upper.translated(0, 20), more)

    def _icon(self, strand: Strand) -> QPixmap:
        if strand not in self._icons:
            self._icons[strand] = pixmap(ICONS[strand], self._theme[TOKENS[strand]], 16)
        return self._icons[strand]
