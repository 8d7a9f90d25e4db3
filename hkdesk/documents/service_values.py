"""What documents say of the appeals of a period, each figure beside that of the same time of the year before."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from hkdesk.documents.model import Align, Cell, CellKind, Column, Table
from hkdesk.documents.period_words import change, known
from hkdesk.documents.phrases import closed_up, count_cell, money_cell, rate_cell, source, with_note
from hkdesk.documents.prose import Count, Value
from hkdesk.domain.money import MoneyUnit
from hkdesk.wording import say, tr, tr_n, word
from hkdesk.work.queries.cited_requests import CitedRequest
from hkdesk.work.queries.request_sums import Sums
from hkdesk.work.words import DASH, money

FEW = 10


def appeal_values(now: Sums, last_year: Sums, cited: Sequence[CitedRequest]) -> dict[str, Value]:
    """The values that a template can use of appeals.

    Args:
        cited: those of the period that stand in an article.
    """
    rates = now.rates
    return {
        "received": Count(now.received),
        "received_last_year": Count(last_year.received),
        "received_change": change(now.received, last_year.received, FEW),
        "replied": Count(now.replied),
        "closed": Count(now.closed),
        "on_time_rate": known(now.on_time_rate),
        "median_days": "" if now.median is None else days_text(now.median),
        "return_visits": Count(now.visits),
        "response_rate": known(rates.response),
        "solved_rate": known(rates.solved),
        "satisfied_rate": known(rates.satisfied),
        "overall": "" if rates.overall is None else f"{rates.overall:.1f}",
        "outcomes": outcomes_in_words(now),
        "financing": _sum(now.financing_fen),
        "subsidies": _sum(now.subsidy_fen),
        "retained": _sum(now.retained_investment_fen),
        "workers": Count(now.workers),
        "cited_appeals": _from_articles(cited),
        "has_appeals": bool(now.received or now.replied or now.visits or now.closed),
    }


def _from_articles(cited: Sequence[CitedRequest]) -> str:
    """Which of the recorded appeals are those that an article tells, where, and how firmly their day stands."""
    if not cited:
        return ""
    said = []
    for c in cited:
        day = source([c.day_locator], c.day_standing) if c.day_standing else ""
        parts = (source([c.locator], c.standing), tr("its day: {source}", source=day) if day else "")
        said.append(with_note(c.title, tr("; ").join(part for part in parts if part)))
    return tr_n(
        "Of the recorded appeals {n} is told by the articles: {appeals}.",
        "Of the recorded appeals {n} are told by the articles: {appeals}.",
        len(said),
        appeals=say(said),
    )


def outcomes_in_words(sums: Sums) -> str:
    """What closed appeals have brought, as far as there is any: financing, subsidies, workers, investment."""
    said = (
        tr("financing of {sum} arranged", sum=_sum(sums.financing_fen)) if sums.financing_fen else "",
        tr("subsidies of {sum} paid", sum=_sum(sums.subsidy_fen)) if sums.subsidy_fen else "",
        tr_n("{n} worker secured", "{n} workers secured", sums.workers) if sums.workers else "",
        tr("investment of {sum} retained", sum=_sum(sums.retained_investment_fen))
        if sums.retained_investment_fen
        else "",
    )
    found = [part for part in said if part]
    return say(found) if found else ""


def appeal_table(columns: Sequence[tuple[str, Sums]]) -> Table:
    """The figures of appeals line by line, a column a period."""
    lines: tuple[tuple[str, Callable[[Sums], Cell]], ...] = (
        (tr("Received"), lambda s: count_cell(s.received)),
        (tr("Replied"), lambda s: count_cell(s.replied)),
        (tr("Closed"), lambda s: count_cell(s.closed)),
        (tr("On time"), lambda s: rate_cell(s.on_time_rate)),
        (tr("Median days"), lambda s: Cell(days_text(s.median), s.median)),
        (tr("Return visits made"), lambda s: count_cell(s.visits)),
        (tr("Response"), lambda s: rate_cell(s.rates.response)),
        (tr("Solved"), lambda s: rate_cell(s.rates.solved)),
        (tr("Satisfied"), lambda s: rate_cell(s.rates.satisfied)),
        (tr("Overall mark"), lambda s: mark_cell(s.rates.overall)),
    )
    return Table(
        title=tr("Appeals of enterprises"),
        columns=(
            Column(tr("Figure"), weight=1.3),
            *(Column(name, Align.RIGHT, CellKind.NUMBER) for name, _ in columns),
        ),
        rows=tuple((Cell(name, name), *(give(sums) for _, sums in columns)) for name, give in lines),
    )


def outcome_table(title: str, name: str, lines: Sequence[tuple[str, Sums]], total: Sums | None = None) -> Table:
    """What closed appeals have brought, a line for each name.

    Args:
        name: what the lines are of.
    """
    wan = word(MoneyUnit.WAN)
    return Table(
        title=title,
        columns=(
            Column(name, weight=1.5),
            Column(tr("Closed"), Align.RIGHT, CellKind.NUMBER, weight=0.7),
            Column(tr("Financing"), Align.RIGHT, CellKind.MONEY, unit=wan),
            Column(tr("Subsidies paid"), Align.RIGHT, CellKind.MONEY, unit=wan),
            Column(tr("Investment retained"), Align.RIGHT, CellKind.MONEY, unit=wan),
            Column(tr("Workers secured"), Align.RIGHT, CellKind.NUMBER, weight=0.8),
        ),
        rows=tuple(_outcome(said, sums) for said, sums in lines),
        total=None if total is None else _outcome(tr("Total"), total),
    )


def _outcome(name: str, sums: Sums) -> tuple[Cell, ...]:
    return (
        Cell(name, name),
        count_cell(sums.closed),
        money_cell(sums.financing_fen or None),  # nobody recorded any
        money_cell(sums.subsidy_fen or None),
        money_cell(sums.retained_investment_fen or None),
        count_cell(sums.workers) if sums.workers else Cell(DASH, None),
    )


def days_text(days: Decimal | None) -> str:
    """A median: whole, or with its half."""
    return DASH if days is None else f"{days:f}".removesuffix(".0")


def mark_cell(mark: Decimal | None) -> Cell:
    """A mark out of 100."""
    return Cell(DASH, None) if mark is None else Cell(f"{mark:.1f}", round(mark, 2))


def _sum(fen: int) -> str:
    return closed_up(money(fen)) if fen else ""
