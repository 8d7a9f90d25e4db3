"""The card of a project (项目卡): what it is, how far it has come, and what it looks like."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from hkdesk.documents.cards import MOST_LINES, MOST_TEXT_LINES, field_pairs, field_text, identity_blocks, listed
from hkdesk.documents.forms import Pair, day_cell, day_column, light_text, long_texts, texts
from hkdesk.documents.model import (
    Align,
    Block,
    Cell,
    CellKind,
    Chart,
    ChartKind,
    ChartSeries,
    Column,
    Document,
    Heading,
    Paragraph,
    Photo,
    Photos,
    Signature,
    Table,
)
from hkdesk.documents.phrases import with_source
from hkdesk.domain.lights import Light
from hkdesk.domain.milestones import is_late
from hkdesk.domain.money import FEN_PER_WAN, MoneyUnit, wan_text
from hkdesk.wording import day, field_name, language_in_use, long_day, long_month, month, percent, tr, word
from hkdesk.work.files import path_of
from hkdesk.work.queries.project_card import PhotoRow, ProjectCard, ReportRow
from hkdesk.work.queries.projects import MilestoneRow
from hkdesk.work.words import DASH

_SAID = ("project_code", "enterprise_id", "builder", "industry", "nature", "key_level", "key_year")
_PEOPLE = ("responsible_unit", "lead_officer_id")
_AMOUNTS = ("total_investment_fen", "plan_of_year_fen")
_DAYS = ("signed_on", "landed_on", "started_on", "trial_production_on", "in_production_on")
_PLANNED = ("planned_start_on", "planned_production_on")
_RARE = ("first_shipment_on", "terminated_on")  # shown where there are any


def project_card(
    card: ProjectCard, today: date, attachments: Path | None, prepared_by: str, is_practice: bool
) -> Document:
    """The card as it stands on a day.

    Args:
        attachments: the folder of attached files; None leaves the photographs out.
    """
    on = long_day(today)
    return Document(
        title=tr("Project card"),
        subtitle=str(card.record.values["name"]),
        language=language_in_use(),
        park=card.record.names.get("park_id", ""),
        period=tr("As of {day}", day=on),
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=today,
        blocks=(
            *identity_blocks(card.record, _identity(card), ("note",)),
            Heading(1, tr("1. Milestones")),
            *_milestones(card.milestones, today),
            Heading(1, tr("2. Investment of {year} (10,000 yuan)", year=card.year)),
            *_investment(card),
            Heading(1, tr("3. Problems and next steps")),
            *_problems(card.last),
            *(_photographs(card, attachments) if attachments is not None else ()),
            Signature(tr("Prepared by: {name}", name=prepared_by or DASH), on),
        ),
    )


def _identity(card: ProjectCard) -> list[Pair]:
    record, row = card.record, card.row
    stage = f"{word(row.step or row.stage)} {light_text(row.light)}"
    capacity = " ".join(
        part for part in (field_text(record, "capacity_per_year"), record.values["capacity_unit"]) if part
    )
    return [
        (field_name("stage"), stage),
        *field_pairs(record, _SAID),
        *field_pairs(record, _AMOUNTS),
        (tr("% of plan"), percent(row.completion, 1)),
        (field_name("capacity_per_year"), capacity),
        *field_pairs(record, _PEOPLE),
        *field_pairs(record, _DAYS),
        *field_pairs(record, _PLANNED),
        *field_pairs(record, [field for field in _RARE if record.values[field]]),
    ]


def _milestones(rows: Sequence[MilestoneRow], today: date) -> tuple[Block, ...]:
    table = listed(
        "",
        (
            Column(tr("Milestone"), weight=2),
            day_column(field_name("planned_on")),
            day_column(field_name("done_on")),
            Column(tr("Light"), Align.CENTRE, CellKind.CODE),
            Column(field_name("note"), weight=2),
        ),
        [
            (
                *texts(with_source(word(row.kind), [row.locator], row.standing)),
                day_cell(row.planned_on),
                day_cell(row.done_on),
                *texts(_how(row, today), row.note),
            )
            for row in rows
        ],
        tr("No milestone is on record."),
    )
    if not any(row.planned_on or row.done_on for row in rows):
        return table
    return _line(rows), *table


def _how(row: MilestoneRow, today: date) -> str:
    if row.done_on is not None:
        return light_text(Light.GREEN)
    if is_late(row.planned_on, row.done_on, today):
        return light_text(Light.RED)
    return DASH


def _line(rows: Sequence[MilestoneRow]) -> Chart:
    """Planned and reached on one line of time."""
    return Chart(
        ChartKind.MILESTONES,
        tr("Milestones"),
        tuple(word(row.kind) for row in rows),
        (
            ChartSeries(field_name("planned_on"), tuple(day_cell(row.planned_on) for row in rows)),
            ChartSeries(field_name("done_on"), tuple(day_cell(row.done_on) for row in rows)),
        ),
    )


def _investment(card: ProjectCard) -> tuple[Block, ...]:
    if not card.reports:
        return (Paragraph(tr("Nothing was reported of {year} yet.", year=card.year)),)
    so_far = _so_far(card.reports)
    columns = (
        Column(tr("Month"), Align.CENTRE, CellKind.CODE),
        *(_amount(field_name(f)) for f in ("construction_fen", "equipment_fen", "land_fen")),
        _amount(tr("This month")),
        _amount(tr("This year so far")),
        _amount(field_name("funds_in_place_fen")),
        Column(field_name("physical_progress"), weight=2),
    )
    months = tuple(_month(r, sum_) for r, sum_ in zip(card.reports, so_far, strict=True))
    table = Table("", columns, months, most_lines=MOST_LINES)
    return _curve(card, so_far), table


def _amount(title: str) -> Column:
    return Column(title, Align.RIGHT, CellKind.NUMBER, unit=word(MoneyUnit.WAN))


def _so_far(reports: Sequence[ReportRow]) -> list[int]:
    sums: list[int] = []
    for report in reports:
        sums.append((sums[-1] if sums else 0) + (report.invested_fen or 0))
    return sums


def _month(report: ReportRow, so_far: int) -> tuple[Cell, ...]:
    percents = f"{report.progress_percent}%" if report.progress_percent is not None else ""
    return (
        *texts(month(report.month)),
        *map(_wan, (report.construction_fen, report.equipment_fen, report.land_fen, report.invested_fen, so_far)),
        _wan(report.funds_in_place_fen),
        *texts(report.physical_progress or percents),
    )


def _wan(fen: int | None) -> Cell:
    return Cell(DASH) if fen is None else Cell(wan_text(fen), Decimal(fen) / FEN_PER_WAN)


def _curve(card: ProjectCard, so_far: Sequence[int]) -> Chart:
    """Month by month up to the last one reported, one without a report being empty."""
    by_month = {r.month.month: (r.invested_fen, sum_) for r, sum_ in zip(card.reports, so_far, strict=True)}
    months = range(1, max(by_month) + 1)
    found = [by_month.get(n, (None, None)) for n in months]
    return Chart(
        ChartKind.CURVE,
        tr("Investment by month"),
        tuple(month(date(card.year, n, 1)) for n in months),
        (
            ChartSeries(tr("This month"), tuple(_wan(invested) for invested, _ in found)),
            ChartSeries(tr("This year so far"), tuple(_wan(sum_) for _, sum_ in found)),
        ),
        unit=word(MoneyUnit.WAN),
    )


def _problems(last: ReportRow | None) -> tuple[Block, ...]:
    """What the latest report says, and of which month it is."""
    if last is None:
        return (Paragraph(tr("No report is on record.")),)
    step = " ".join(part for part in (last.next_step, day(last.next_step_on) if last.next_step_on else "") if part)
    said = (
        (tr("Report of"), long_month(last.month)),
        (field_name("physical_progress"), last.physical_progress),
        (field_name("problems"), last.problems),
        (tr("Next step and its day"), step),
    )
    return (long_texts(said, MOST_TEXT_LINES),)


def _photographs(card: ProjectCard, attachments: Path) -> tuple[Block, ...]:
    if not card.photos:
        return ()
    photos = tuple(Photo(path_of(attachments, photo.sha256), _caption(photo)) for photo in card.photos)
    more = tr("The latest {shown} of {n} photographs.", shown=len(photos), n=card.photo_count)
    is_cut = card.photo_count > len(photos)
    return Heading(1, tr("4. Photographs")), Photos(photos), *((Paragraph(more),) if is_cut else ())


def _caption(photo: PhotoRow) -> str:
    """Its name without the ending, and of which month or day it is."""
    name = photo.name.rpartition(".")[0] or photo.name
    if photo.month is not None:
        return tr("{name}, report of {month}", name=name, month=long_month(photo.month))
    return tr("{name}, added {on}", name=name, on=photo.added_at.astimezone().date())
