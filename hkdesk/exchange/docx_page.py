"""The page and the styles of a Word document (RULES.md, Print: GB/T 9704-2012, and the landscape ledger)."""

import re
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from hkdesk.documents.model import Document, PageKind
from hkdesk.exchange.docx_parts import add_field, holding, made, twips
from hkdesk.wording import tr

LINE_POINTS = 28.95  # 22 lines in 225 mm
PAGE_NUMBER_POINTS = 14
FORM_POINTS, FORM_LINE = 12, 1.5  # of a form's text; the pitch over the size
TEXT_POINTS = 156 * 72 / 25.4  # the text's width
MOST_HEAD_POINTS, LEAST_HEAD_POINTS = 40.0, 18.0
RED = "C00000"
RULE_EIGHTHS, RULE_SPACE_POINTS = 12, 11  # 1.5 pt thick, 4 mm beneath the number
LETTERHEAD, NUMBER = "Letterhead", "Document Number"
TITLE, SUBTITLE, TEXT, HEADING, CAPTION = "Title", "Subtitle", "Body Text", "Heading {level}", "Caption"
CELL, STRONG_CELL, NOTE, SIGNATURE, HEADER, FOOTER = "Table Text", "Table Head", "Note", "Signature", "Header", "Footer"
FIGURE, CHART_TEXT, FIGURE_CAPTION = "Figure", "Chart Text", "Figure Caption"
CONTENTS_TITLE, CONTENTS = "Contents Title", "toc {level}"
DEEPEST = 2  # level of heading that has a style
_XIAOBIAOSONG, _FANGSONG, _HEI, _KAI, _SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
_LATIN = "Times New Roman"
_PAGE, _PAGES = "\ue000", "\ue001"  # stand for the fields while the words are put together
_FIELDS = {_PAGE: "PAGE", _PAGES: "NUMPAGES"}


@dataclass(frozen=True)
class Look:
    """How a style looks.

    Args:
        line: its exact pitch in points; 0 for what its font needs.
        indent: of the first line, in characters.
        left, right: the indents from the sides, in characters.
        outline: its level in the outline, from 1; 0 for none.
    """

    font: str
    points: float
    line: float = 0.0
    align: str = "left"
    indent: int = 0
    right: int = 0
    left: int = 0
    before: float = 0.0
    after: float = 0.0
    outline: int = 0
    keeps_next: bool = False
    color: str = "000000"
    has_rule: bool = False


def looks(document: Document) -> dict[str, Look]:
    """The styles of a document by name, as its kind of page asks for."""
    return _letterhead_looks(document) | _page_looks(document)


def _letterhead_looks(document: Document) -> dict[str, Look]:
    """The office above the title, as large as fits on a line, and the number with the rule beneath it."""
    head = document.letterhead
    if head is None:
        return {}
    color = RED if head.is_red else "000000"
    characters = max(sum(1.0 if char >= "\u2e80" else 0.55 for char in head.unit), 1.0)
    points = max(min(TEXT_POINTS / characters, MOST_HEAD_POINTS), LEAST_HEAD_POINTS)
    return {
        LETTERHEAD: Look(_XIAOBIAOSONG, points, align="center", after=LINE_POINTS, keeps_next=True, color=color),
        NUMBER: Look(_FANGSONG, 16, LINE_POINTS, "center", after=LINE_POINTS, keeps_next=True, has_rule=head.is_red),
    }


def _page_looks(document: Document) -> dict[str, Look]:
    indent = 2 if document.language.startswith("zh") else 0
    match document.page:
        case PageKind.OFFICIAL:
            return _portrait_looks(16, LINE_POINTS, indent, caption=12)
        case PageKind.FORM:
            return _portrait_looks(FORM_POINTS, FORM_POINTS * FORM_LINE, indent, caption=9.5)
    return _ledger_looks()


def _portrait_looks(points: float, line: float, indent: int, caption: float) -> dict[str, Look]:
    """The styles of prose, and of a form, whose text is set smaller (printing/sheet.py has the same sizes)."""
    of_title = max(line, 22 * 1.3)
    return {
        TITLE: Look(_XIAOBIAOSONG, 22, of_title, "center", after=line / 2, keeps_next=True),
        SUBTITLE: Look(_FANGSONG, points, line, "center", keeps_next=True),
        TEXT: Look(_FANGSONG, points, line, "both", indent),
        HEADING.format(level=1): Look(_HEI, points, line, "left", indent, outline=1, keeps_next=True),
        HEADING.format(level=2): Look(_KAI, points, line, "left", indent, outline=2, keeps_next=True),
        CAPTION: Look(_HEI, caption, before=6, after=3, keeps_next=True),
        CELL: Look(_FANGSONG, 10.5),
        STRONG_CELL: Look(_HEI, 10.5),
        NOTE: Look(_FANGSONG, 9, before=2),
        SIGNATURE: Look(_FANGSONG, points, line, "right", right=2),
        **_figure_looks(9),
        **_contents_looks(points, line),
        HEADER: Look(_HEI, 10.5, align="center"),
        FOOTER: Look(_SONG, PAGE_NUMBER_POINTS, PAGE_NUMBER_POINTS),
    }


def _ledger_looks() -> dict[str, Look]:
    return {
        TITLE: Look(_XIAOBIAOSONG, 20, align="center", after=4, keeps_next=True),
        SUBTITLE: Look(_FANGSONG, 10.5, keeps_next=True),
        TEXT: Look(_FANGSONG, 10.5, after=3),
        HEADING.format(level=1): Look(_HEI, 12, before=6, after=3, outline=1, keeps_next=True),
        HEADING.format(level=2): Look(_KAI, 12, before=6, after=3, outline=2, keeps_next=True),
        CAPTION: Look(_HEI, 10, before=6, after=3, keeps_next=True),
        CELL: Look(_FANGSONG, 9),
        STRONG_CELL: Look(_HEI, 9),
        NOTE: Look(_FANGSONG, 8.5, before=2),
        SIGNATURE: Look(_FANGSONG, 10.5, align="right"),
        **_figure_looks(8.5),
        **_contents_looks(10.5, 0),
        HEADER: Look(_HEI, 10.5, align="center"),
        FOOTER: Look(_SONG, 9, align="center"),
    }


def _figure_looks(caption: float) -> dict[str, Look]:
    return {
        FIGURE: Look(_FANGSONG, 10.5, align="center", before=2, keeps_next=True),
        FIGURE_CAPTION: Look(_FANGSONG, caption, align="center", after=6),
        CHART_TEXT: Look(_HEI, 8),
    }


def _contents_looks(points: float, line: float) -> dict[str, Look]:
    return {
        CONTENTS_TITLE: Look(_HEI, points, line, "center", keeps_next=True),
        CONTENTS.format(level=1): Look(_FANGSONG, points, line),
        CONTENTS.format(level=2): Look(_FANGSONG, points, line, left=2),
    }


def set_styles(word: WordFile, document: Document) -> None:
    """Give a new Word file the styles of a document; the ones that Word knows keep their names."""
    latin = "" if document.language.startswith("zh") else _LATIN
    for name, look in looks(document).items():
        if name not in word.styles:
            word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc "))
        element = word.styles[name].element
        for child in [*element.findall(qn("w:pPr")), *element.findall(qn("w:rPr"))]:
            element.remove(child)
        element.append(_paragraph_look(look))
        element.append(_run_look(look, latin))


def set_page(word: WordFile, document: Document) -> None:
    """Set paper, margins, grid, the practice band and the page numbers."""
    section = word.sections[0]
    is_ledger = document.page.is_ledger
    sides = (420, 297) if document.page is PageKind.LEDGER_A3 else (297, 210) if is_ledger else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if is_ledger else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sides[0]), Mm(sides[1])
    top, left, right, bottom = (18, 12, 12, 18) if is_ledger else (37, 28, 26, 35)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = Mm(9 if is_ledger else 20)
    # The page number's top is 7 mm below the text.
    section.footer_distance = Mm(9) if is_ledger else Mm(35 - 7 - PAGE_NUMBER_POINTS * 25.4 / 72)
    for grid in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 (python-docx has no other way to the grid)
        section._sectPr.remove(grid)  # noqa: SLF001
    if document.page is PageKind.OFFICIAL:
        section._sectPr.append(made("w:docGrid", type="lines", linePitch=twips(LINE_POINTS)))  # noqa: SLF001
    word.settings.odd_and_even_pages_header_footer = not is_ledger
    headers = [section.header] if is_ledger else [section.header, section.even_page_header]
    for header in headers:
        header.paragraphs[0].style = HEADER
        header.paragraphs[0].text = document.band
    if is_ledger:
        _footer(section.footer, tr("Page {page} of {pages}", page=_PAGE, pages=_PAGES), "center")
    else:
        _footer(section.footer, f"— {_PAGE} —", "right")
        _footer(section.even_page_footer, f"— {_PAGE} —", "left")


def _footer(footer: Any, said: str, align: str) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.style = FOOTER
    look = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    if align in ("left", "right"):  # one character in from the edge
        one = {f"{align}Chars": 100, align: twips(PAGE_NUMBER_POINTS)}
        look.append(made("w:ind", **one))
    look.append(made("w:jc", val=align))
    for part in re.split(f"([{_PAGE}{_PAGES}])", said):
        if part in _FIELDS:
            add_field(paragraph, _FIELDS[part])
        elif part:
            paragraph.add_run(part)


def _paragraph_look(look: Look) -> Any:
    children = [made("w:keepNext")] if look.keeps_next else []
    children.append(made("w:widowControl"))
    if look.has_rule:
        rule = made("w:bottom", val="single", sz=RULE_EIGHTHS, space=RULE_SPACE_POINTS, color=RED)
        children.append(holding("w:pBdr", [rule]))
    if not look.line:
        children.append(made("w:snapToGrid", val=0))
    spacing: dict[str, Any] = {"before": twips(look.before), "after": twips(look.after)}
    spacing |= {"line": twips(look.line), "lineRule": "exact"} if look.line else {"line": 240, "lineRule": "auto"}
    children.append(made("w:spacing", **spacing))
    children.append(
        made(
            "w:ind",
            leftChars=look.left * 100,
            left=twips(look.left * look.points),
            rightChars=look.right * 100,
            right=twips(look.right * look.points),
            firstLineChars=look.indent * 100,
            firstLine=twips(look.indent * look.points),
        )
    )
    children.append(made("w:jc", val=look.align))
    if look.outline:
        children.append(made("w:outlineLvl", val=look.outline - 1))
    return holding("w:pPr", children)


def _run_look(look: Look, latin: str) -> Any:
    size = round(look.points * 2)
    return holding(
        "w:rPr",
        [
            made("w:rFonts", ascii=latin or look.font, hAnsi=latin or look.font, eastAsia=look.font, cs=_LATIN),
            made("w:color", val=look.color),
            made("w:sz", val=size),
            made("w:szCs", val=size),
            # Latin text is English in a Chinese document too, or numbers and codes are broken anywhere.
            made("w:lang", val="en-US", eastAsia="zh-CN"),
        ],
    )
