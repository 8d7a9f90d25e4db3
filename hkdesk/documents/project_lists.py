"""The lists that a review goes through: signed and not started, started and not in production, the longest first."""

from collections.abc import Sequence
from datetime import date

from hkdesk.documents.due_lists import SHAPES
from hkdesk.documents.model import Align, Cell, CellKind, Column, Document, PageKind, Paragraph, Signature, Table
from hkdesk.documents.phrases import closed_up, money_cell
from hkdesk.domain.stage import Stage
from hkdesk.wording import day, language_in_use, long_day, tr, tr_n, word
from hkdesk.work.queries.projects import ProjectRow
from hkdesk.work.words import DASH, money

MOST_ROWS = 5000


def stage_list(
    stage: Stage, rows: Sequence[ProjectRow], today: date, place: str, prepared_by: str, is_practice: bool
) -> Document:
    """The projects of a stage that have not gone on.

    Args:
        stage: signed, or started.
        rows: its projects, those that have been there longest first.
        place: the park, or the parks.
    """
    on = long_day(today)
    title = tr("Signed, not started") if stage is Stage.SIGNED else tr("Started, not in production")
    return Document(
        title=title,
        subtitle=tr("{place} · as of {on}; the longest there first", place=place, on=on),
        language=language_in_use(),
        park=place,
        period=tr("As of {day}", day=on),
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=today,
        blocks=(
            Paragraph(_lead(rows)),
            *((_table(stage, rows),) if rows else ()),
            Signature(tr("Prepared by: {name}", name=prepared_by or DASH), on),
        ),
        page=PageKind.LEDGER_LANDSCAPE,
    )


def _lead(rows: Sequence[ProjectRow]) -> str:
    if not rows:
        return tr("There is no such project.")
    invested = sum(r.total_investment_fen or 0 for r in rows)
    said = tr_n("{n} project, total investment {money}.", "{n} projects, total investment {money}.", len(rows),
                money=closed_up(money(invested)))  # fmt: skip
    unknown = sum(r.total_investment_fen is None for r in rows)
    return said + (tr_n(" Of {n} it is not known.", " Of {n} it is not known.", unknown) if unknown else "")


def _table(stage: Stage, rows: Sequence[ProjectRow]) -> Table:
    planned = tr("Planned start") if stage is Stage.SIGNED else tr("% of plan")
    return Table(
        title="",
        columns=(
            Column(tr("Light"), Align.CENTRE, CellKind.CODE, weight=0.7),
            Column(tr("Project"), weight=3),
            Column(tr("Enterprise"), weight=2.2),
            Column(tr("Responsible unit"), weight=1.5),
            Column(tr("Lead officer"), weight=0.9),
            Column(tr("Total investment"), Align.RIGHT, CellKind.MONEY, weight=1.1, unit=tr("10,000 yuan")),
            Column(tr("Since"), Align.CENTRE, CellKind.DATE, weight=1),
            Column(tr("Days"), Align.RIGHT, CellKind.NUMBER, weight=0.6),
            Column(planned, Align.CENTRE, weight=1),
        ),
        rows=tuple(_row(stage, row) for row in rows),
    )


def _row(stage: Stage, row: ProjectRow) -> tuple[Cell, ...]:
    if stage is Stage.SIGNED:
        last = day(row.planned_start_on) if row.planned_start_on else DASH
    else:
        last = f"{row.completion * 100:.1f}%" if row.completion is not None else DASH
    texts = (
        f"{SHAPES[row.light]} {word(row.light)}",
        row.name,
        row.enterprise or row.builder or DASH,
        row.responsible_unit or DASH,
        row.lead_officer or DASH,
    )
    return (
        *(Cell(text, text) for text in texts),
        money_cell(row.total_investment_fen),
        Cell(day(row.since) if row.since else DASH, row.since),
        Cell(f"{row.days_in_stage:,}" if row.days_in_stage is not None else DASH, row.days_in_stage),
        Cell(last, last),
    )
