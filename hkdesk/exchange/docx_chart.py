"""A chart of a Word document: a group of Word's own shapes, which stay sharp and can be taken apart.

Its markup is what Word 2010 and later write for a group in a line of text: wpg and wps shapes as the choice, with what
the chart says in words for a program that knows neither.
"""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml

from hkdesk.documents.charts.drawing import chart_height, chart_shapes
from hkdesk.documents.charts.measure import LINE
from hkdesk.documents.charts.shapes import (
    Anchor,
    Area,
    Box,
    Pen,
    Point,
    Polygon,
    Polyline,
    Shape,
    Strokes,
    Text,
    Tone,
)
from hkdesk.documents.charts.words import chart_words
from hkdesk.documents.model import Chart
from hkdesk.exchange.docx_text import clean

EMU = 12700  # in a point
MARGIN = 4.0  # points around the chart, for texts that a font sets wider than was estimated
SLACK = 0.3  # of a text's width, for the same
ALT_CHARACTERS = 4000
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("w", _W),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("wpg", _GROUP),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
    )
)
_SIDES = {Anchor.LEFT: "left", Anchor.CENTRE: "center", Anchor.RIGHT: "right"}
_RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def chart_element(chart: Chart, width: float, first_id: int, style_id: str) -> Any:
    """The drawing of a chart, to be put into a run.

    Args:
        width: of the text, in points.
        first_id: this and those above it are no shape's of the document.
        style_id: Word's own name of the style of the chart's texts.
    """
    inner = width - 2 * MARGIN
    height = chart_height(chart, inner)
    shapes = chart_shapes(chart, inner, height)
    ids = count(first_id)
    words = clean(chart_words(chart))
    size = f'cx="{_emu(width)}" cy="{_emu(height + 2 * MARGIN)}"'
    about = f'id="{next(ids)}" name="Chart {first_id}" descr={quoteattr(words[:ALT_CHARACTERS])}'
    drawn = "".join(_drawn(shape, next(ids), style_id, inner) for shape in shapes if _is_seen(shape))
    start = f'x="{_emu(-MARGIN)}" y="{_emu(-MARGIN)}"'
    return parse_xml(
        f'<mc:AlternateContent {_NAMESPACES}><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {about}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff {start}/><a:chExt {size}/></a:xfrm></wpg:grpSpPr>'
        f"{drawn}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:t>{escape(words)}</w:t></mc:Fallback></mc:AlternateContent>"
    )


def _is_seen(shape: Shape) -> bool:
    return not isinstance(shape, Text) or bool(clean(shape.text).strip())


def _drawn(shape: Shape, number: int, style_id: str, width: float) -> str:
    match shape:
        case Text():
            return _text(shape, number, style_id, width)
        case Box(x, y, wide, high, fill, pen):
            return _shape(number, (x, y, x + wide, y + high), _RECTANGLE + _fill(fill) + _line(pen))
        case Strokes(lines, pen):
            return _freeform(number, lines, None, pen, is_closed=False)
        case Polyline(points, pen):
            return _freeform(number, (points,), None, pen, is_closed=False)
        case Polygon(points, fill, pen):
            return _freeform(number, (points,), fill, pen, is_closed=True)


def _shape(number: int, area: Area, look: str, text: str = "", body: str = "<wps:bodyPr/>") -> str:
    left, top, right, bottom = area
    kind = '<wps:cNvSpPr txBox="1"/>' if text else "<wps:cNvSpPr/>"
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Shape {number}"/>{kind}<wps:spPr>'
        f'<a:xfrm><a:off x="{_emu(left)}" y="{_emu(top)}"/>'
        f'<a:ext cx="{_emu(right - left)}" cy="{_emu(bottom - top)}"/></a:xfrm>{look}</wps:spPr>{text}{body}</wps:wsp>'
    )


def _freeform(
    number: int, paths: Sequence[Sequence[Point]], fill: Tone | None, pen: Pen | None, *, is_closed: bool
) -> str:
    """Lines or an area of any form; many lines that belong together are one shape."""
    xs = [x for path in paths for x, _ in path]
    ys = [y for path in paths for _, y in path]
    left, top = min(xs, default=0.0), min(ys, default=0.0)
    right, bottom = max(xs, default=0.0), max(ys, default=0.0)
    steps = "".join(_path(path, left, top, is_closed=is_closed) for path in paths)
    filled = "" if fill is not None else ' fill="none"'
    look = (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{_emu(right - left)}" h="{_emu(bottom - top)}"{filled}>{steps}</a:path></a:pathLst></a:custGeom>'
    )
    return _shape(number, (left, top, right, bottom), look + _fill(fill) + _line(pen))


def _path(points: Iterable[Point], left: float, top: float, *, is_closed: bool) -> str:
    said = [f'<a:pt x="{_emu(x - left)}" y="{_emu(y - top)}"/>' for x, y in points]
    begun = f"<a:moveTo>{said[0]}</a:moveTo>"
    return begun + "".join(f"<a:lnTo>{point}</a:lnTo>" for point in said[1:]) + ("<a:close/>" if is_closed else "")


def _text(text: Text, number: int, style_id: str, width: float) -> str:
    """A text box with room for a font that is wider; its line is of a set height, or Word may hide it."""
    left, top, right, bottom = text.area
    more = text.width * SLACK + 2
    left = max(left - (0 if text.anchor is Anchor.LEFT else more), -MARGIN)
    right = min(right + (0 if text.anchor is Anchor.RIGHT else more), width + MARGIN)
    if text.anchor is Anchor.CENTRE:
        half = min(text.x - left, right - text.x)
        left, right = text.x - half, text.x + half
    line, size = round(text.size * LINE * 20), round(text.size * 2)
    bold = "<w:b/>" if text.is_strong else ""
    content = (
        f'<wps:txbx><w:txbxContent><w:p><w:pPr><w:pStyle w:val="{style_id}"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/><w:jc w:val="{_SIDES[text.anchor]}"/>'
        f'</w:pPr><w:r><w:rPr>{bold}<w:color w:val="{text.tone.value}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'</w:rPr><w:t xml:space="preserve">{escape(clean(text.text))}</w:t></w:r></w:p></w:txbxContent></wps:txbx>'
    )
    body = (
        '<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr" anchorCtr="0">'
        "<a:noAutofit/></wps:bodyPr>"
    )
    look = f"{_RECTANGLE}<a:noFill/><a:ln><a:noFill/></a:ln>"
    return _shape(number, (left, top - 1, right, bottom + 1), look, content, body)


def _fill(tone: Tone | None) -> str:
    return "<a:noFill/>" if tone is None else f'<a:solidFill><a:srgbClr val="{tone.value}"/></a:solidFill>'


def _line(pen: Pen | None) -> str:
    if pen is None:
        return "<a:ln><a:noFill/></a:ln>"
    dash = f'<a:prstDash val="{_dash(pen)}"/>' if pen.dash else ""
    return f'<a:ln w="{_emu(pen.width)}" cap="flat">{_fill(pen.tone)}{dash}<a:miter lim="800000"/></a:ln>'


def _dash(pen: Pen) -> str:
    """The one of Word's own dashes that is most like a pen's."""
    if len(pen.dash) > 2:
        return "dashDot"
    return "dash" if pen.dash[0] > 2 * pen.width else "sysDot"


def _emu(points: float) -> int:
    return round(points * EMU)
