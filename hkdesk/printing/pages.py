"""Sets a document on pages: the same pages for preview, PDF and printer, each made when it is asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil

from hkdesk.documents.model import Chart, Document, Heading, Paragraph, Photos, Signature, Table
from hkdesk.printing.charts import chart_pieces
from hkdesk.printing.fonts import Fonts
from hkdesk.printing.letterhead import letterhead_piece
from hkdesk.printing.lines import Lines
from hkdesk.printing.photos import photo_pieces
from hkdesk.printing.pieces import Piece, Setter
from hkdesk.printing.sheet import Sheet, tight
from hkdesk.printing.tables import TablePieces

Place = tuple[int, int]  # a part of the document, and a piece of it
Step = Callable[[], None]


@dataclass(frozen=True)
class Placed:
    """A piece at its height below the top of the text."""

    piece: Piece
    y: float


Page = list[Placed]


class Pages:
    """The pages of a document, of which only the beginnings are kept: a ledger may have thousands.

    Args:
        document: one with lists that may be cut is set on one page, smaller and cut as far as it must.
    """

    def __init__(self, document: Document, sheet: Sheet, fonts: Fonts) -> None:
        self.document, self.sheet = document, sheet
        self._lines = Lines(fonts)
        self._parts = _parts(document, Setter(sheet, self._lines), {})
        self._starts: list[Place | None] = [(0, 0)]
        cuts = {n: 0 for n, block in enumerate(document.blocks) if isinstance(block, Table) and block.cut_notes}
        if cuts and self.has(1):
            self._fit_on_one(cuts)

    def has(self, number: int) -> bool:
        """Whether there is a page of this number, the first being 0; all before it are set for that."""
        while len(self._starts) <= number and self._starts[-1] is not None:
            self._starts.append(self._filled(self._starts[-1])[1])
        return number < len(self._starts) and self._starts[number] is not None

    def count(self, step: Step = lambda: None) -> int:
        """How many pages there are; `step` is called after each that is set, and may raise to give up."""
        while self.has(len(self._starts)):
            step()
        return len(self._starts) - (self._starts[-1] is None)

    @property
    def known(self) -> int:
        """The pages that are set so far."""
        return len(self._starts) - (self._starts[-1] is None)

    @property
    def is_whole(self) -> bool:
        """Whether all pages are set."""
        return self._starts[-1] is None

    def page(self, number: int) -> Page:
        """A page.

        Raises:
            IndexError: where there is none of this number.
        """
        if not self.has(number):
            raise IndexError(number)
        start = self._starts[number]
        return self._filled(start)[0] if start is not None else []

    def _fit_on_one(self, cuts: dict[int, int]) -> None:
        self.sheet = tight(self.sheet)
        setter = Setter(self.sheet, self._lines)
        while True:
            self._parts, self._starts = _parts(self.document, setter, cuts), [(0, 0)]
            left = {n: _rows(self.document, n) - cut for n, cut in cuts.items()}
            # The list that has more left gives; of two alike the later one.
            longest = max(left, key=lambda n: (left[n], n))
            if not self.has(1) or left[longest] <= 1:
                return
            cuts[longest] += 1

    def _filled(self, start: Place) -> tuple[Page, Place | None]:
        """A page from a place on, and the place that the next one begins at."""
        page: Page = []
        y = 0.0
        for place, piece in self._from(start):
            if not page and piece.header is not None:
                page.append(Placed(piece.header, y))
                y += piece.header.height
            elif page:
                top = y + piece.gap
                if piece.snaps and self.sheet.grid:
                    top = ceil(top / self.sheet.grid - 0.01) * self.sheet.grid
                if top + self._needed(place, piece) > self.sheet.text_height + 0.5:
                    return page, place
                y = top
            page.append(Placed(piece, y))
            y += piece.height
        return page, None

    def _needed(self, place: Place, piece: Piece) -> float:
        """The height of a piece and of those that must stand on the same page after it."""
        needed = piece.height
        for _, following in self._from(place, skipped=1):
            if not piece.keeps_next and not following.keeps_before:
                break
            needed += following.gap + following.height
            piece = following
            if needed > self.sheet.text_height:
                return 0  # no page holds them together: they are parted
        return needed

    def _from(self, start: Place, skipped: int = 0) -> Iterator[tuple[Place, Piece]]:
        part, first = start[0], start[1] + skipped
        while part < len(self._parts):
            pieces = self._parts[part]
            for n in count(first):
                # How many there are is not asked of a table: that would read a long ledger whole.
                if not (pieces.has(n) if isinstance(pieces, TablePieces) else n < len(pieces)):
                    break
                yield (part, n), pieces[n]
            part, first = part + 1, 0


def _rows(document: Document, place: int) -> int:
    block = document.blocks[place]
    return len(block.rows) if isinstance(block, Table) else 0


def _parts(document: Document, setter: Setter, cuts: dict[int, int]) -> list[Sequence[Piece]]:
    head = [setter.title(document.title)]
    if document.letterhead is not None:
        head.insert(0, letterhead_piece(document.letterhead, setter.sheet, setter.fonts))
    left, right = (document.subtitle, document.period) if setter.sheet.is_ledger else (document.subtitle, "")
    if left or right:
        head.extend(setter.under_title(left, right))
    parts: list[Sequence[Piece]] = [head]
    for place, block in enumerate(document.blocks):
        match block:
            case Heading():
                parts.append(setter.heading(block))
            case Paragraph():
                parts.append(setter.paragraph(block))
            case Table():
                above = document.blocks[place - 1] if place else None
                is_form = isinstance(above, Table) and not (block.has_header and above.has_header)
                is_joined = is_form and isinstance(above, Table) and not above.note_without(0)
                parts.append(TablePieces(block, setter, cuts.get(place, 0), is_joined=is_joined))
            case Signature():
                parts.append(setter.signature(block))
            case Chart():
                parts.append(chart_pieces(block, setter))
            case Photos():
                parts.append(photo_pieces(block, setter))
    return parts
