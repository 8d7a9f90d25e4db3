"""The park summary: one page for the leader of a park."""

from collections.abc import Iterable, Sequence

from hkdesk.documents.due_lists import due_blocks
from hkdesk.documents.model import Align, Cell, CellKind, Column, Document, Heading, Paragraph, Signature, Table
from hkdesk.documents.phrases import closed_up, count_cell, money_cell, quantity_text, sentences
from hkdesk.documents.published import published, published_rows, sources
from hkdesk.domain.codes import Unit
from hkdesk.domain.money import MoneyUnit
from hkdesk.domain.request import RequestState
from hkdesk.domain.stage import BOARD, Stage
from hkdesk.wording import language_in_use, long_day, say, tr, tr_n, word
from hkdesk.work.queries.overview import Overview
from hkdesk.work.queries.parks import Bulletin
from hkdesk.work.queries.projects import StageFigures
from hkdesk.work.queries.requests import OPEN_STATES, RequestCounts
from hkdesk.work.words import DASH, money

PROJECT_CODES = (
    "key_projects",
    "key_projects_in_production",
    "key_projects_started",
    "key_projects_total_investment",
    "fixed_asset_investment",
)
OUTCOME_CODES = ("requests_resolved", "financing_arranged", "subsidies_paid", "workers_secured")
IN_HAND = (RequestState.ACCEPTED, RequestState.ASSIGNED, RequestState.IN_PROGRESS, RequestState.ESCALATED)
HALTED = (RequestState.RETURNED, RequestState.SUSPENDED)
TO_VISIT = (RequestState.REPLIED, RequestState.RETURN_VISIT)


def park_summary(view: Overview, park_name: str | Sequence[str], prepared_by: str, is_practice: bool) -> Document:
    """The summary of a park as it stands on the overview's day.

    Args:
        view: the park's figures.
        park_name: the park; or all parks whose figures the overview adds together, which the page then says.
        prepared_by: the officer.
        is_practice: whether the desk is one for practice.
    """
    names = (park_name,) if isinstance(park_name, str) else tuple(park_name)
    park, day = say(names), long_day(view.today)
    title = tr("{park}, summary of operations", park=park)
    if len(names) > 1:
        title = tr("{park}, summary of operations, {n} parks together", park=park, n=len(names))
    return Document(
        title=title,
        subtitle=tr("As of {day}", day=day),
        language=language_in_use(),
        park=park,
        period=tr("As of {day}", day=day),
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=view.today,
        blocks=(
            Paragraph(_lead(view, park, len(names))),
            Heading(1, tr("1. Projects by stage")),
            _projects(view),
            Heading(1, tr("2. Appeals and what came of them")),
            _appeals(view.requests),
            _outcomes(view),
            Heading(1, tr("3. What is due")),
            *due_blocks(view),
            Signature(tr("Prepared by: {name}", name=prepared_by or DASH), day),
        ),
    )


def _lead(view: Overview, park: str, parks: int) -> str:
    stages, requests = view.stages, view.requests
    everything = _sum(stages[stage] for stage in BOARD)
    together = tr("All sums on this page are those of {n} parks added together.", n=parks)
    projects = tr(
        "Projects on record in {park}: {n} ({signed} signed, {started} started, {producing} in production); "
        "total investment {investment}.",
        park=park,
        n=f"{everything.count:,}",
        signed=f"{stages[Stage.SIGNED].count:,}",
        started=f"{stages[Stage.STARTED].count:,}",
        producing=f"{stages[Stage.IN_PRODUCTION].count:,}",
        investment=_investment(everything),
    )
    appeals = tr(
        "Appeals received: {n}, of which {closed} closed and {open} open; overdue: {overdue}.",
        n=f"{requests.total:,}",
        closed=f"{requests.of(RequestState.CLOSED):,}",
        open=f"{requests.of(*OPEN_STATES):,}",
        overdue=f"{requests.overdue:,}",
    )
    return sentences(together if parks > 1 else "", projects, appeals)


def _sum(figures: Iterable[StageFigures]) -> StageFigures:
    found = list(figures)
    return StageFigures(
        sum(f.count for f in found), sum(f.investment_fen for f in found), sum(f.without_investment for f in found)
    )


def _known(figures: StageFigures) -> int | None:
    """The known investment; None where projects are there but none of their investments is known."""
    return None if 0 < figures.count == figures.without_investment else figures.investment_fen


def _investment(figures: StageFigures) -> str:
    known = _known(figures)
    if known is None:
        return tr("not known for any of them")
    said = closed_up(money(known))
    if not figures.without_investment:
        return said
    return tr_n(
        "{sum} (without {n} project whose investment is not known)",
        "{sum} (without {n} projects whose investment is not known)",
        figures.without_investment,
        sum=said,
    )


def _projects(view: Overview) -> Table:
    terminated = view.stages[Stage.TERMINATED]
    also = tr_n(
        "Besides, {n} terminated project is on record, with an investment of {sum}; it is not counted here.",
        "Besides, {n} terminated projects are on record, with an investment of {sum}; they are not counted here.",
        terminated.count,
        sum=_investment(terminated),
    )
    notes = (published(b for b in view.bulletins if b.code in PROJECT_CODES), also if terminated.count else "")
    return Table(
        title="",
        columns=(
            Column(tr("Stage"), Align.CENTRE),
            Column(tr("Projects"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("Total investment"), Align.RIGHT, CellKind.MONEY, unit=word(MoneyUnit.WAN)),
            Column(tr("Investment not known"), Align.RIGHT, CellKind.NUMBER),
        ),
        rows=tuple(_stage(word(stage), view.stages[stage]) for stage in BOARD),
        total=_stage(tr("Total"), _sum(view.stages[stage] for stage in BOARD)),
        note="\n".join(note for note in notes if note),
    )


def _stage(name: str, figures: StageFigures) -> tuple[Cell, ...]:
    return (
        Cell(name, name),
        count_cell(figures.count),
        money_cell(_known(figures)),
        count_cell(figures.without_investment),
    )


def _appeals(counts: RequestCounts) -> Table:
    """The groups add up to the total; those that are rare are shown where there are any."""
    groups = [
        (tr("To accept"), counts.of(RequestState.REGISTERED)),
        (tr("In hand"), counts.of(*IN_HAND)),
        (tr("Returned or suspended"), counts.of(*HALTED)),
        (tr("To visit"), counts.of(*TO_VISIT)),
        (tr("Closed"), counts.of(RequestState.CLOSED)),
        (tr("Not accepted"), counts.of(RequestState.NOT_ACCEPTED)),
        (tr("Total"), counts.total),
        (tr("Of these overdue"), counts.overdue),
    ]
    rare = (tr("Returned or suspended"), tr("Not accepted"))
    shown = [(name, n) for name, n in groups if n or name not in rare]
    return Table(
        title="",
        columns=tuple(Column(name, Align.CENTRE, CellKind.NUMBER) for name, _ in shown),
        rows=(tuple(count_cell(n) for _, n in shown),),
    )


def _outcomes(view: Overview) -> Table:
    found = view.outcomes
    money_column = [
        Column(title, Align.RIGHT, CellKind.MONEY, unit=word(MoneyUnit.WAN))
        for title in (tr("Financing"), tr("Subsidies paid"), tr("Investment retained"))
    ]
    label = tr("Recorded here, all time")
    recorded = (
        Cell(label, label),
        Cell(quantity_text(found.closed * 1000, None, Unit.REQUEST), found.closed),
        money_cell(found.financing_fen),
        money_cell(found.subsidy_fen),
        Cell(quantity_text(found.workers * 1000, None, Unit.PERSON), found.workers),
        money_cell(found.retained_investment_fen),
    )
    bulletins = [b for b in view.bulletins if b.code in OUTCOME_CODES]
    return Table(
        title="",
        columns=(
            Column(tr("Outcomes of closed appeals"), weight=2.2),
            Column(tr("Closed"), Align.RIGHT, CellKind.NUMBER),
            *money_column[:2],
            Column(tr("Workers secured"), Align.RIGHT, CellKind.NUMBER),
            money_column[2],
        ),
        rows=(recorded, *((*row, Cell(DASH)) for row in published_rows(bulletins, OUTCOME_CODES))),
        note=_outcome_note(bulletins),
    )


def _outcome_note(bulletins: Sequence[Bulletin]) -> str:
    """Where the published figures stand, and that the two rows are not of the same time."""
    if not bulletins:
        return ""
    same_time = sum(b.recorded or 0 for b in bulletins if b.code == "requests_resolved")
    return tr(
        "Source: {sources}. Closed appeals of the bulletin's period that are recorded here: {n}.",
        sources=sources(bulletins),
        n=f"{same_time:,}",
    )
