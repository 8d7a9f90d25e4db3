"""The dispatch table of a month: every column of RULES.md, its units in the headers, on A3 across."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from hkdesk.documents.due_lists import SHAPES
from hkdesk.documents.model import (
    Align,
    Cell,
    CellKind,
    Column,
    Document,
    PageKind,
    Signature,
    Table,
)
from hkdesk.documents.phrases import rate_cell
from hkdesk.domain.codes import KeyLevel, Nature
from hkdesk.domain.money import FEN_PER_WAN, FEN_PER_YI
from hkdesk.wording import day, language_in_use, long_day, long_month, tr, word
from hkdesk.work.queries.dispatch import Dispatch, DispatchRow
from hkdesk.work.words import DASH


def dispatch_table(found: Dispatch, place: str, today: date, prepared_by: str, is_practice: bool) -> Document:
    """The table of a month.

    Args:
        place: the park, or the parks.
        today: the day on which it is printed.
    """
    month = long_month(found.month)
    return Document(
        title=tr("{place}: dispatch table of key projects", place=place),
        subtitle=_lead(found),
        language=language_in_use(),
        park=place,
        period=month,
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=today,
        blocks=(
            *((_table(found.rows),) if found.rows else ()),
            Signature(tr("Prepared by: {name}", name=prepared_by or DASH), long_day(today)),
        ),
        page=PageKind.LEDGER_A3,
    )


def _lead(found: Dispatch) -> str:
    if not found.rows:
        return tr("No project was under way in this month.")
    return tr(
        "{n} projects, {reported} of them with a report of the month; those that have most to report first.",
        n=len(found.rows),
        reported=found.reported,
    )


def _table(rows: Sequence[DispatchRow]) -> Table:
    return Table(
        title="",
        columns=_columns(),
        rows=tuple(_row(n, row) for n, row in enumerate(rows, 1)),
        total=_total(rows),
    )


def _columns() -> tuple[Column, ...]:
    wan, yi = tr("(10,000 yuan)"), tr("(100 million yuan)")
    return (
        Column(tr("No."), Align.RIGHT, CellKind.NUMBER, weight=0.4),
        Column(tr("Project"), weight=2.4),
        Column(tr("Project code"), weight=1.9),
        Column(tr("Builder"), weight=1.7),
        Column(tr("Responsible unit"), weight=1.2),
        Column(tr("Key level"), weight=0.8, choices=tuple(word(code) for code in KeyLevel)),
        Column(tr("Kind"), weight=0.9),
        Column(tr("Nature"), weight=0.7, choices=tuple(word(code) for code in Nature)),
        Column(tr("Total investment {unit}", unit=yi), Align.RIGHT, CellKind.NUMBER, weight=0.8),
        Column(tr("Plan of the year {unit}", unit=wan), Align.RIGHT, CellKind.NUMBER, weight=0.9),
        Column(tr("Started"), Align.CENTRE, weight=0.5),
        Column(tr("This month {unit}", unit=wan), Align.RIGHT, CellKind.NUMBER, weight=0.8),
        Column(tr("This year: all {unit}", unit=wan), Align.RIGHT, CellKind.NUMBER, weight=0.9),
        Column(tr("This year: construction {unit}", unit=wan), Align.RIGHT, CellKind.NUMBER, weight=0.9),
        Column(tr("This year: equipment {unit}", unit=wan), Align.RIGHT, CellKind.NUMBER, weight=0.9),
        Column(tr("This year: land {unit}", unit=wan), Align.RIGHT, CellKind.NUMBER, weight=0.8),
        Column(tr("% of plan"), Align.RIGHT, CellKind.NUMBER, weight=0.6),
        Column(tr("Physical progress"), weight=1.4),
        Column(tr("Funds in place {unit}", unit=wan), Align.RIGHT, CellKind.NUMBER, weight=0.9),
        Column(tr("Chain"), weight=0.9),
        Column(tr("Park"), weight=0.9),
        Column(tr("Problems"), weight=1.8),
        Column(tr("Next step and its day"), weight=1.8),
        Column(tr("Lead officer"), weight=0.8),
        Column(tr("Light"), Align.CENTRE, weight=0.6),
    )


def _row(n: int, row: DispatchRow) -> tuple[Cell, ...]:
    following = " ".join(part for part in (row.next_step, day(row.next_step_on) if row.next_step_on else "") if part)
    return (
        Cell(str(n), n),
        *_texts(row.name, row.project_code, row.builder, row.responsible_unit),
        *_texts(word(row.key_level) if row.key_level else "", row.industry, word(row.nature) if row.nature else ""),
        _yi(row.total_fen),
        _wan(row.plan_fen),
        *_texts(tr("yes") if row.is_started else tr("no")),
        _wan(row.month_fen),
        _wan(row.year_fen),
        _wan(row.construction_fen),
        _wan(row.equipment_fen),
        _wan(row.land_fen),
        rate_cell(row.completion),
        *_texts(row.physical),
        _wan(row.funds_fen),
        *_texts(row.chain, row.park, row.problems, following, row.lead_officer),
        *_texts(f"{SHAPES[row.light]} {word(row.light)}"),
    )


def _total(rows: Sequence[DispatchRow]) -> tuple[Cell, ...]:
    plan = sum(r.plan_fen or 0 for r in rows)
    planned = sum(r.year_fen for r in rows if r.plan_fen)
    share = Decimal(planned) / plan if plan else None
    blank = Cell("", "")
    return (
        blank,
        Cell(tr("In all"), tr("In all")),
        *(blank,) * 6,
        _yi(sum(r.total_fen or 0 for r in rows)),
        _wan(plan),
        Cell(str(sum(r.is_started for r in rows)), str(sum(r.is_started for r in rows))),
        _wan(sum(r.month_fen or 0 for r in rows)),
        _wan(sum(r.year_fen for r in rows)),
        _wan(sum(r.construction_fen for r in rows)),
        _wan(sum(r.equipment_fen for r in rows)),
        _wan(sum(r.land_fen for r in rows)),
        rate_cell(share),
        blank,
        _wan(sum(r.funds_fen or 0 for r in rows)),
        *(blank,) * 6,
    )


def _wan(fen: int | None) -> Cell:
    return _amount(fen, FEN_PER_WAN, 0)


def _yi(fen: int | None) -> Cell:
    return _amount(fen, FEN_PER_YI, 2)


def _amount(fen: int | None, unit: int, digits: int) -> Cell:
    if fen is None:
        return Cell(DASH, None)
    value = Decimal(fen) / unit
    text = f"{value:,.{digits}f}"
    if digits == 0 and value != value.to_integral_value():
        text = f"{value:,.2f}"  # no sum is rounded away
    return Cell(text, value)


def _texts(*said: str) -> tuple[Cell, ...]:
    return tuple(Cell(text or DASH, text) for text in said)
