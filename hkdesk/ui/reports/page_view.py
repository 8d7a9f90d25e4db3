"""Pages as they will be printed, one below the other; only those in view are drawn."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from hkdesk.ui.reports.page_maker import PageMaker
from hkdesk.ui.theme import Theme
from hkdesk.wording import tr

GAP, MARGIN = 14, 16
KEPT = 12  # pictures of pages
SMALLEST, LARGEST, STEP = 0.25, 4.0, 1.25
A4 = (210.0, 297.0)


class PageView(QAbstractScrollArea):
    """The pages that a maker makes, by the width of the view or larger.

    Signals:
        turned(int): another page is in the middle, the first being 0.
    """

    turned = Signal(int)

    def __init__(self, maker: PageMaker, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maker, self._theme = maker, theme
        self._size_mm = A4
        self.count = 0
        self.zoom = 1.0
        self._is_whole_page = False
        self._current = -1
        self._images: dict[int, QImage] = {}
        self._is_whole = False
        self._early: set[int] = set()  # painted before it was known of how many pages they are one
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Pages"))
        # A bar that came and went would make the pages wider and narrower in turn.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        maker.described.connect(self._on_described)
        maker.counted.connect(self._on_counted)
        maker.painted.connect(self._on_painted)

    @property
    def current(self) -> int:
        """The page in the middle of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max(0, min((middle - MARGIN) // self._step(), self.count - 1))

    def clear(self) -> None:
        """Forget the pages: others are on their way."""
        self._images.clear()
        self._early.clear()
        self.count, self._is_whole = 0, False
        self.viewport().update()

    def set_zoom(self, zoom: float, *, whole_page: bool = False) -> None:
        """Show pages so much wider than the view; or each whole."""
        page = self.current
        self.zoom, self._is_whole_page = max(SMALLEST, min(zoom, LARGEST)), whole_page
        self._images.clear()
        self._set_bars()
        self.go_to(page)
        self.viewport().update()

    def go_to(self, page: int) -> None:
        """Bring a page to the top of the view."""
        self.verticalScrollBar().setValue(MARGIN // 2 + max(0, min(page, self.count - 1)) * self._step())

    def resizeEvent(self, event: QResizeEvent) -> None:
        page = self.current
        super().resizeEvent(event)
        self._images.clear()
        self._set_bars()
        self.go_to(page)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()
        self._tell_page()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (STEP if event.angleDelta().y() > 0 else 1 / STEP))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Right | Qt.Key.Key_Space:
                self.go_to(self.current + 1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Left | Qt.Key.Key_Backspace:
                self.go_to(self.current - 1)
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(self.count - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.set_zoom(self.zoom * STEP)
            case Qt.Key.Key_Minus:
                self.set_zoom(self.zoom / STEP)
            case Qt.Key.Key_0:
                self.set_zoom(1.0)
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme["lane"])
        missing = []
        for number in self._in_view():
            box = self._box(number)
            image = self._images.get(number)
            if image is None or image.width() != self._pixels() or (self._is_whole and number in self._early):
                missing.append(number)
            if image is None:
                painter.fillRect(box, Qt.GlobalColor.white)
            else:
                painter.drawImage(box, image)
            painter.setPen(QPen(self._theme["strong"], 1))
            painter.drawRect(box)
        painter.end()
        if missing and self._pixels() > 1:
            self._maker.want(missing, self._pixels())

    def _on_described(self, _document: object, width_mm: float, height_mm: float) -> None:
        self._size_mm = (width_mm, height_mm)
        self._images.clear()
        self._on_counted(1, False)  # the first page is on its way while the others are counted

    def _on_counted(self, count: int, is_whole: bool) -> None:
        if count != self.count or is_whole != self._is_whole:
            self.count, self._is_whole = count, is_whole
            self._set_bars()
            self._tell_page()
            self.viewport().update()

    def _on_painted(self, number: int, image: QImage) -> None:
        image.setDevicePixelRatio(1)
        self._images[number] = image
        self._early.discard(number)
        if not self._is_whole:
            self._early.add(number)
        while len(self._images) > KEPT:
            # The page that lies furthest from the one in view.
            self._images.pop(max(self._images, key=lambda n: abs(n - self.current)))
        if number >= self.count and not self._is_whole:
            self._on_counted(number + 1, False)
        self.viewport().update()

    def _tell_page(self) -> None:
        if self.current != self._current or self.count:
            self._current = self.current
            self.turned.emit(self._current)

    def _width(self) -> int:
        room = max(self.viewport().width() - 2 * MARGIN, 40)
        if self._is_whole_page:
            high = max(self.viewport().height() - 2 * MARGIN, 40)
            room = min(room, round(high * self._size_mm[0] / self._size_mm[1]))
        return max(round(room * self.zoom), 20)

    def _pixels(self) -> int:
        return round(self._width() * self.devicePixelRatioF())

    def _height(self) -> int:
        return round(self._width() * self._size_mm[1] / self._size_mm[0])

    def _step(self) -> int:
        return self._height() + GAP

    def _box(self, number: int) -> QRect:
        left = max((self.viewport().width() - self._width()) // 2, MARGIN) - self.horizontalScrollBar().value()
        top = MARGIN + number * self._step() - self.verticalScrollBar().value()
        return QRect(left, top, self._width(), self._height())

    def _in_view(self) -> range:
        top = self.verticalScrollBar().value() - MARGIN
        first = max(top // self._step(), 0)
        last = (top + self.viewport().height()) // self._step()
        return range(first, min(last + 1, self.count))

    def _set_bars(self) -> None:
        high = 2 * MARGIN + self.count * self._step() - GAP
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(high - self.viewport().height(), 0))
        down.setPageStep(self.viewport().height())
        down.setSingleStep(60)
        across.setRange(0, max(self._width() + 2 * MARGIN - self.viewport().width(), 0))
        across.setPageStep(self.viewport().width())
