"""Photographs on paper: side by side, no larger in a file than the eye can use, their captions beneath."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageReader, QPainter, QPen

from hkdesk.documents.model import Align, Photo, Photos
from hkdesk.documents.photos import (
    BETWEEN_POINTS,
    DOTS_PER_INCH,
    FORMATS,
    HIGHEST_MM,
    IN_A_ROW,
    cannot_be_shown,
    room_beside,
)
from hkdesk.printing.fonts import UNITS_PER_POINT
from hkdesk.printing.pieces import NOTE_LINE, Draw, Piece, Setter
from hkdesk.printing.sheet import UNITS_PER_INCH, UNITS_PER_MM

BETWEEN = BETWEEN_POINTS * UNITS_PER_POINT
GAP = 6.0 * UNITS_PER_POINT  # above a row, and between a picture and its caption half of that
HIGHEST = HIGHEST_MM * UNITS_PER_MM
UNREADABLE = QSize(4, 3)  # the proportions of the frame in place of one
CAPTION_LINES = 3
_FRAME = QPen(QColor("#8C96A3"), 12)


@dataclass(frozen=True)
class _Placed:
    """A photograph in its row: from the left of the text, how large, and the lines of its caption."""

    photo: Photo
    x: float
    width: float
    height: float
    middle: float
    lines: tuple[str, ...]


def photo_pieces(photos: Photos, setter: Setter) -> list[Piece]:
    """A piece for each row of photographs, none of them decoded before it is painted."""
    found = photos.photos
    return [_row(found[place : place + IN_A_ROW], setter) for place in range(0, len(found), IN_A_ROW)]


def _row(photos: Sequence[Photo], setter: Setter) -> Piece:
    whole, style = setter.sheet.text_width, setter.sheet.note
    room = room_beside(whole / UNITS_PER_POINT, len(photos)) * UNITS_PER_POINT
    left = 0.0 if len(photos) > 1 else (whole - room) / 2
    placed = []
    for number, photo in enumerate(photos):
        size = _size(photo).scaled(QSize(int(room), int(HIGHEST)), Qt.AspectRatioMode.KeepAspectRatio)
        middle = left + number * (room + BETWEEN) + room / 2
        lines = setter.lines.broken(photo.caption, style, room, CAPTION_LINES) if photo.caption else ()
        placed.append(_Placed(photo, middle - size.width() / 2, size.width(), size.height(), middle, lines))
    highest = max(each.height for each in placed)
    pitch = style.points * UNITS_PER_POINT * NOTE_LINE
    height = highest + GAP / 2 + pitch * max(len(each.lines) for each in placed)
    captions = [
        (each.middle - room / 2, setter.drawing(each.lines, style, Align.CENTRE, room, pitch=pitch)) for each in placed
    ]

    def draw(painter: QPainter, x: float, y: float) -> None:
        for each, (right, caption) in zip(placed, captions, strict=True):
            _draw(painter, QRectF(x + each.x, y + highest - each.height, each.width, each.height), each.photo, setter)
            caption(painter, x + right, y + highest + GAP / 2)

    return Piece(height, draw, gap=GAP)


def _draw(painter: QPainter, box: QRectF, photo: Photo, setter: Setter) -> None:
    image = _image(photo, box)
    if not image.isNull():
        painter.drawImage(box, image)
        return
    painter.save()
    painter.setPen(_FRAME)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    painter.restore()
    style = setter.sheet.note
    lines = setter.lines.balanced(cannot_be_shown(), style, box.width() * 0.9)
    pitch = style.points * UNITS_PER_POINT * NOTE_LINE
    said: Draw = setter.drawing(lines, style, Align.CENTRE, box.width(), pitch=pitch)
    said(painter, box.x(), box.center().y() - pitch * len(lines) / 2)


def _reader(photo: Photo) -> QImageReader | None:
    """A reader of a photograph; None for a file that is none."""
    reader = QImageReader(str(photo.path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)  # as it was held when it was taken
    return reader if bytes(reader.format().data()).decode() in FORMATS else None


def _is_turned(reader: QImageReader) -> bool:
    return bool(reader.transformation().value & QImageIOHandler.Transformation.TransformationRotate90.value)


def _size(photo: Photo) -> QSize:
    reader = _reader(photo)
    size = reader.size() if reader is not None else QSize()
    if reader is None or size.isEmpty():
        return UNREADABLE
    return size.transposed() if _is_turned(reader) else size


def _image(photo: Photo, box: QRectF) -> QImage:
    """A photograph decoded as large as it is printed; null where that fails."""
    reader = _reader(photo)
    if reader is None:
        return QImage()
    by = DOTS_PER_INCH / UNITS_PER_INCH
    most = QSize(max(round(box.width() * by), 1), max(round(box.height() * by), 1))
    if _is_turned(reader):
        most = most.transposed()
    if reader.size().width() > most.width():
        reader.setScaledSize(most)
    image = reader.read()
    if image.isNull() or not image.hasAlphaChannel():
        return image
    opaque = QImage(image.size(), QImage.Format.Format_RGB32)  # what is see-through is kept without loss, and large
    opaque.fill(QColor("white"))
    painter = QPainter(opaque)
    painter.drawImage(QPointF(0, 0), image)
    painter.end()
    return opaque
