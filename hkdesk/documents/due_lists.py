"""What is due: appeals and milestones, as lists that give up their last rows for a page to hold them."""

from collections.abc import Iterable, Sequence
from datetime import date

from hkdesk.documents.model import Align, Block, Cell, CellKind, Column, Paragraph, Table
from hkdesk.documents.phrases import sentences, with_source
from hkdesk.domain.lights import Light
from hkdesk.wording import day, tr, tr_n, word
from hkdesk.work.queries.overview import MilestoneDue, Overview
from hkdesk.work.queries.requests import WAITING, RequestRow
from hkdesk.work.words import DASH

SHAPES = {Light.RED: "▲", Light.YELLOW: "◆", Light.GREEN: "●", Light.GREY: "○"}
MOST_LINES = 2


def due_blocks(view: Overview) -> list[Block]:
    """The appeals and the milestones that are due; a sentence where there are none."""
    none_open = tr("No open appeal has a day on which it is due.")
    none_planned = tr("No milestone is late or near enough to be reminded of.")
    if not view.due and not view.milestones:
        return [Paragraph(sentences(none_open, none_planned))]
    return [
        _appeals(view) if view.due else Paragraph(none_open),
        _milestones(view.milestones, view.today) if view.milestones else Paragraph(none_planned),
    ]


def _appeals(view: Overview) -> Table:
    unlisted = max(view.requests.of(*WAITING) - len(view.due), 0)
    return Table(
        title=tr("Appeals, the first due first"),
        columns=(
            Column(tr("Number"), kind=CellKind.CODE),
            Column(tr("Enterprise"), weight=2.9),
            Column(tr("Appeal"), weight=2.9),
            Column(tr("Handler"), weight=1.8),
            Column(tr("Due"), Align.CENTRE, CellKind.DATE),
            Column(tr("Light"), Align.CENTRE, CellKind.CODE),
        ),
        rows=tuple(_appeal(row) for row in view.due),
        cut_notes=tuple(
            _below_appeals(view.due[: len(view.due) - cut], unlisted + cut) for cut in range(len(view.due) + 1)
        ),
        most_lines=MOST_LINES,
    )


def _appeal(row: RequestRow) -> tuple[Cell, ...]:
    due = day(row.due_on) + ("" if row.due_is_certain else "*")
    return (
        *_texts(row.number, row.enterprise, with_source(row.title, [row.locator], row.standing), row.provider or DASH),
        Cell(due, row.due_on if row.due_is_certain else due),
        *_texts(f"{SHAPES[row.light]} {word(row.light)}"),
    )


def _below_appeals(listed: Sequence[RequestRow], unlisted: int) -> str:
    """What a list of appeals does not say: that a deadline may move, and how many are not on it."""
    uncertain = tr("* The holidays of that year are not published yet: only weekends are counted out.")
    more = tr_n("{n} more open appeal is not listed here.", "{n} more open appeals are not listed here.", unlisted)
    said = ("" if all(row.due_is_certain for row in listed) else uncertain, more if unlisted else "")
    return "\n".join(sentence for sentence in said if sentence)


def _milestones(due: list[MilestoneDue], today: date) -> Table:
    return Table(
        title=tr("Milestones that are late or near"),
        columns=(
            Column(tr("Project"), weight=4),
            Column(tr("Milestone"), weight=2),
            Column(tr("Planned"), Align.CENTRE, CellKind.DATE),
            Column(tr("Light"), Align.CENTRE, CellKind.CODE),
        ),
        rows=tuple(_milestone(milestone, today) for milestone in due),
        cut_notes=tuple(_more_milestones(cut) for cut in range(len(due) + 1)),
        most_lines=MOST_LINES,
    )


def _milestone(due: MilestoneDue, today: date) -> tuple[Cell, ...]:
    is_late = due.planned_on < today
    shape, said = (SHAPES[Light.RED], tr("late")) if is_late else (SHAPES[Light.YELLOW], tr("coming"))
    return (
        *_texts(due.project, word(due.kind)),
        Cell(day(due.planned_on), due.planned_on),
        *_texts(f"{shape} {said}"),
    )


def _more_milestones(n: int) -> str:
    # What the overview holds is itself the first of them only.
    said = tr_n("At least {n} more milestone is not listed here.", "At least {n} more are not listed here.", n)
    return said if n else ""


def _texts(*said: str) -> Iterable[Cell]:
    return tuple(Cell(text, text) for text in said)
