"""Charts on paper: vectors, in their place, and found by whoever searches the file."""

import subprocess

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter

from hkdesk.documents.charts.drawing import chart_height, chart_shapes
from hkdesk.documents.charts.shapes import Anchor, Box, Pen, Polyline, Text, Tone
from hkdesk.documents.model import ChartKind, PageKind
from hkdesk.printing.charts import chart_pieces, draw_shapes
from hkdesk.printing.fonts import Fonts
from hkdesk.printing.lines import Lines
from hkdesk.printing.pieces import Setter
from hkdesk.printing.sheet import UNITS_PER_INCH, set_paper, sheet_for
from hkdesk.wording import use_language
from tests.documents.test_charts import chart
from tests.printing.test_pdf import ledger

pytestmark = pytest.mark.usefixtures("qapp")
MONTHS = [f"{n + 1}月" for n in range(12)]


def pdf_of_pieces(make, path, language="zh_CN"):
    """A page with pieces only, and the pieces."""
    use_language(language)
    document = ledger([], page=PageKind.FORM, language=language)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(UNITS_PER_INCH)
    set_paper(document, writer)
    sheet = sheet_for(document, writer.pageLayout())
    pieces = make(Setter(sheet, Lines(Fonts(language))))
    painter = QPainter(writer)
    y = sheet.top
    for piece in pieces:
        y += piece.gap
        piece.draw(painter, sheet.left, y)
        y += piece.height
    painter.end()
    path.write_bytes(bytes(buffer.data().data()))
    return pieces, sheet


def painted(shapes, width, height, scale=4):
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_shapes(painter, shapes, 0, 0, scale, Fonts("zh_CN"))
    painter.end()
    return image


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_charts_are_vectors_and_their_words_are_text(tmp_path, language):
    drawn = [
        chart(kind, MONTHS, ("Received", range(12)), ("Closed", range(5, 17)), note="a note")
        for kind in (ChartKind.FUNNEL, ChartKind.BARS, ChartKind.CURVE)
    ]
    path = tmp_path / "c.pdf"
    pieces, _ = pdf_of_pieces(lambda setter: [p for one in drawn for p in chart_pieces(one, setter)], path, language)
    listed = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True).stdout
    assert len(listed.splitlines()) == 2  # the heading alone
    assert b"/Subtype /Image" not in path.read_bytes()
    said = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert said.count("Received") == said.count("Closed") == 2
    assert said.count("a note") == 3
    assert [piece.keeps_next for piece in pieces] == [True, True, False] * 3


def test_a_chart_takes_the_height_that_it_says(tmp_path):
    drawn = chart(ChartKind.BARS, MONTHS, ("x", range(12)))
    pieces, sheet = pdf_of_pieces(lambda setter: chart_pieces(drawn, setter), tmp_path / "c.pdf")
    assert pieces[1].height == pytest.approx(chart_height(drawn, sheet.text_width / 20) * 20)
    assert sum(piece.height for piece in pieces) < sheet.text_height / 2


def test_every_kind_of_shape_leaves_its_ink_where_it_belongs():
    shapes = (
        Box(10, 10, 20, 20, Tone.ACCENT, Pen(Tone.INK, 1)),
        Polyline(((50, 20), (90, 20)), Pen(Tone.INK, 2, (4, 4))),
        Text(100, 60, "园区", 20, Anchor.RIGHT, Tone.INK),
    )
    image = painted(shapes, 120, 80)
    at = lambda x, y: image.pixelColor(round(x * 4), round(y * 4)).name()  # noqa: E731
    assert at(20, 20) == "#1664d9"
    assert at(5, 5) == "#ffffff"
    assert (at(52, 20), at(56, 20)) == ("#1d2430", "#ffffff")
    ink = [x for x in range(480) for y in range(200, 280) if image.pixelColor(x, y).lightness() < 128]
    assert min(ink) >= 60 * 4
    assert max(ink) <= 100 * 4


def test_a_text_wider_than_its_estimate_is_drawn_narrower():
    image = painted((Text(0, 20, "WWWWWWWWWW@@", 10),), 200, 40)
    ink = [x for x in range(800) for y in range(160) if image.pixelColor(x, y).lightness() < 200]
    assert max(ink) <= Text(0, 20, "WWWWWWWWWW@@", 10).width * 4 + 4


def test_shapes_grow_with_the_scale():
    shapes = chart_shapes(chart(ChartKind.BARS, "abc", ("x", [1, 2, 3])), 200, 100)
    small, large = painted(shapes, 200, 100, 1), painted(shapes, 200, 100, 4)
    half = [sum(image.pixelColor(x, y).name() == "#1664d9" for x in range(image.width()) for y in range(image.height()))
            for image in (small, large)]  # fmt: skip
    assert half[1] / half[0] == pytest.approx(16, rel=0.15)
