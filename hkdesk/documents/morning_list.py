"""The morning list: what waits today, on one page to take along."""

from datetime import date

from hkdesk.documents.due_lists import SHAPES
from hkdesk.documents.model import Align, Block, Cell, CellKind, Column, Document, Paragraph, Signature, Table
from hkdesk.documents.phrases import sentences
from hkdesk.wording import day, language_in_use, long_day, mark, tr, tr_n, weekday, word
from hkdesk.work.queries.today import Part, Today, TodayLine, TodayPart
from hkdesk.work.words import DASH

MOST_ROWS = 24  # of a part; where there are several, each gives up rows for the page to hold all
TITLES = {
    Part.OVERDUE: mark("Overdue"),
    Part.DUE_TODAY: mark("Due today"),
    Part.TO_ANSWER: mark("First answer due"),
    Part.TO_VISIT: mark("Return visits"),
    Part.MILESTONES: mark("Week's milestones"),
    Part.UNREPORTED: mark("Unreported"),
    Part.VISITS_DUE: mark("Visits due"),
}


def morning_list(found: Today, place: str, officer: str, prepared_by: str, is_practice: bool) -> Document:
    """The list of a day.

    Args:
        found: what waits.
        place: the park, or the parks.
        officer: whose matters they are; empty for everybody's.
        prepared_by: the officer at the desk.
        is_practice: whether the desk is one for practice.
    """
    on = f"{long_day(found.today)} {weekday(found.today)}"
    return Document(
        title=tr("Morning list"),
        subtitle=" · ".join(
            part for part in (place, on, tr("matters of {name}", name=officer) if officer else "") if part
        ),
        language=language_in_use(),
        park=place,
        period=on,
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=found.today,
        blocks=(
            Paragraph(_lead(found)),
            *(block for part in found.parts if part.count for block in _table(part, found.today)),
            Signature(tr("Prepared by: {name}", name=prepared_by or DASH), long_day(found.today)),
        ),
    )


def _lead(found: Today) -> str:
    counted = [f"{tr(TITLES[part.part])} {part.count:,}" for part in found.parts if part.count]
    rest = "" if found.is_workday else tr("Today is a day off: working days go on counting tomorrow or later.")
    return sentences(rest, tr("In sum: {counted}.", counted=counted) if counted else tr("Nothing waits today."))


def _table(part: TodayPart, today: date) -> tuple[Block, ...]:
    lines, unlisted = part.lines, part.count - len(part.lines)
    is_project = part.part in (Part.MILESTONES, Part.UNREPORTED)
    table = Table(
        title=f"{tr(TITLES[part.part])} ({part.count:,})",
        columns=(
            Column(tr("Light"), Align.CENTRE, CellKind.CODE, weight=0.9),
            Column(tr("Project") if is_project else tr("Enterprise"), weight=2.6),
            Column(tr("Milestone") if part.part is Part.MILESTONES else tr("Matter"), weight=2.8),
            Column(tr("Responsible unit") if is_project else tr("Handler"), weight=1.8),
            Column(tr("Last report") if part.part is Part.UNREPORTED else tr("Day"), Align.CENTRE, CellKind.DATE),
        ),
        rows=tuple(_row(line) for line in lines),
        cut_notes=tuple(_more(unlisted + cut) for cut in range(len(lines) + 1)),
        most_lines=1,
    )
    return (table,)


def _row(line: TodayLine) -> tuple[Cell, ...]:
    title = word(line.milestone) if line.milestone is not None else line.title
    if line.part is Part.UNREPORTED:
        title, on = "", f"{line.on:%Y-%m}" if line.on else DASH
    else:
        on = day(line.on) if line.on else DASH
    texts = (SHAPES[line.light], line.who, title or DASH, line.by or DASH)
    return (*(Cell(text, text) for text in texts), Cell(on, line.on))


def _more(n: int) -> str:
    return tr_n("{n} more is not listed here.", "{n} more are not listed here.", n) if n else ""
