"""Sets a document on pages: the same pages for preview, PDF and printer."""

from dataclasses import dataclass

from hkdesk.documents.model import Document, Heading, Paragraph, Signature, Table
from hkdesk.printing.fonts import Fonts
from hkdesk.printing.lines import Lines
from hkdesk.printing.pieces import Piece, Setter
from hkdesk.printing.sheet import Sheet
from hkdesk.printing.tables import table_pieces


@dataclass(frozen=True)
class Placed:
    """A piece at its height below the top of the text."""

    piece: Piece
    y: float


Page = list[Placed]


def set_pages(document: Document, sheet: Sheet, fonts: Fonts) -> list[Page]:
    """The pages of a document; one with lists that may be cut is set on one page, smaller and cut as far as it must."""
    lines = Lines(fonts)
    pages = _paginate(_pieces(document, Setter(sheet, lines), {}), sheet.text_height)
    cuts = {place: 0 for place, block in enumerate(document.blocks) if isinstance(block, Table) and block.cut_notes}
    if not cuts or len(pages) == 1:
        return pages
    setter = Setter(sheet.tight(), lines)
    while True:
        pages = _paginate(_pieces(document, setter, cuts), sheet.text_height)
        left = {place: _rows(document, place) - cut for place, cut in cuts.items()}
        # The list that has more left gives; of two alike the later one.
        longest = max(left, key=lambda place: (left[place], place))
        if len(pages) == 1 or left[longest] <= 1:
            return pages
        cuts[longest] += 1


def _rows(document: Document, place: int) -> int:
    block = document.blocks[place]
    return len(block.rows) if isinstance(block, Table) else 0


def _pieces(document: Document, setter: Setter, cuts: dict[int, int]) -> list[Piece]:
    pieces = [setter.title(document.title)]
    left, right = (document.subtitle, document.period) if setter.sheet.is_ledger else (document.subtitle, "")
    if left or right:
        pieces.append(setter.under_title(left, right))
    for place, block in enumerate(document.blocks):
        match block:
            case Heading():
                pieces.append(setter.heading(block))
            case Paragraph():
                pieces.extend(setter.paragraph(block))
            case Table():
                pieces.extend(table_pieces(block, setter, cuts.get(place, 0)))
            case Signature():
                pieces.append(setter.signature(block))
    return pieces


def _paginate(pieces: list[Piece], height: float) -> list[Page]:
    pages: list[Page] = [[]]
    y = 0.0
    for place, piece in enumerate(pieces):
        if pages[-1] and y + piece.gap + _needed(pieces, place) > height:
            pages.append([])
            y = 0.0
            if piece.header is not None:
                pages[-1].append(Placed(piece.header, y))
                y += piece.header.height
        elif pages[-1]:
            y += piece.gap
        pages[-1].append(Placed(piece, y))
        y += piece.height
    return pages


def _needed(pieces: list[Piece], place: int) -> float:
    """The height of a piece and of those that must stand on the same page after it."""
    needed = pieces[place].height
    while pieces[place].keeps_next and place + 1 < len(pieces):
        place += 1
        needed += pieces[place].gap + pieces[place].height
    return needed
