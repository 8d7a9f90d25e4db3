"""The tables of the figures of appeals: by enterprise and provider, outcomes with their sums, the bulletin."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hkdesk.domain.codes import Unit
from hkdesk.domain.money import FEN_PER_WAN
from hkdesk.domain.request import Category
from hkdesk.figures.measures import days_text, provider_name, providers_in_order
from hkdesk.wording import percent, tr, word
from hkdesk.work.queries.request_bulletin import BulletinLine
from hkdesk.work.queries.request_figures import RequestFigures
from hkdesk.work.queries.request_sums import Sums
from hkdesk.work.words import money


class By(StrEnum):
    """What the outcomes are summed by."""

    CATEGORY = "category"
    PROVIDER = "provider"
    MONTH = "month"


@dataclass(frozen=True)
class Table:
    """A table as it is read, and as a spreadsheet calculates with it.

    Args:
        sums: how many of the last rows are sums of those above.
    """

    header: tuple[str, ...]
    rows: list[tuple[str, ...]]
    values: list[tuple[object, ...]]
    sums: int = 0


_QUALITY: Sequence[tuple[Callable[[], str], Callable[[Sums], str], Callable[[Sums], object]]] = (
    (lambda: tr("Received"), lambda s: f"{s.received:,}", lambda s: s.received),
    (lambda: tr("Replied"), lambda s: f"{s.replied:,}", lambda s: s.replied),
    (lambda: tr("On time"), lambda s: percent(s.on_time_rate, 1), lambda s: _percent(s.on_time_rate)),
    (lambda: tr("Median days"), lambda s: days_text(s.median), lambda s: s.median),
    (lambda: tr("Return visits"), lambda s: f"{s.visits:,}", lambda s: s.visits),
    (lambda: tr("Response"), lambda s: percent(s.rates.response, 1), lambda s: _percent(s.rates.response)),
    (lambda: tr("Solved"), lambda s: percent(s.rates.solved, 1), lambda s: _percent(s.rates.solved)),
    (lambda: tr("Satisfied"), lambda s: percent(s.rates.satisfied, 1), lambda s: _percent(s.rates.satisfied)),
    (lambda: tr("Overall mark"), lambda s: mark_text(s.rates.overall), lambda s: _round(s.rates.overall)),
)
_OUTCOMES: Sequence[tuple[Callable[[], str], Callable[[Sums], str], Callable[[Sums], object]]] = (
    (lambda: tr("Closed"), lambda s: f"{s.closed:,}", lambda s: s.closed),
    (lambda: tr("Financing"), lambda s: _money(s.financing_fen), lambda s: _wan(s.financing_fen)),
    (lambda: tr("Subsidy"), lambda s: _money(s.subsidy_fen), lambda s: _wan(s.subsidy_fen)),
    (
        lambda: tr("Retained investment"),
        lambda s: _money(s.retained_investment_fen),
        lambda s: _wan(s.retained_investment_fen),
    ),
    (lambda: tr("Workers"), lambda s: _count(s.workers), lambda s: s.workers),
    (lambda: tr("Jobs at risk"), lambda s: _count(s.jobs_at_risk), lambda s: s.jobs_at_risk),
)


def enterprise_table(view: RequestFigures) -> Table:
    """The enterprises with most appeals."""
    return _table(tr("Enterprise"), _QUALITY, ((e.name, e.sums) for e in view.enterprises))


def provider_table(view: RequestFigures) -> Table:
    """Every provider, those with most appeals first."""
    named = ((provider_name(view, key), sums) for key, sums in providers_in_order(view))
    return _table(tr("Provider"), _QUALITY, named)


def outcome_table(view: RequestFigures, by: By) -> Table:
    """What the appeals closed in the period have brought, the sum and that of the year before beneath."""
    match by:
        case By.CATEGORY:
            title = tr("Category")
            named = [(word(c), view.by_category[c]) for c in Category if c in view.by_category]
        case By.PROVIDER:
            title = tr("Provider")
            named = [(provider_name(view, key), sums) for key, sums in providers_in_order(view)]
        case By.MONTH:
            title = tr("Month")
            named = [(f"{first:%Y-%m}", sums) for first, sums in view.months.items()]
    lines = [(name, sums) for name, sums in named if sums.closed]
    lines.append((tr("Sum"), view.total))
    if view.last is not None:
        lines.append((tr("The year before"), view.last))
    return _table(title, _OUTCOMES, lines, 1 if view.last is None else 2)


def bulletin_table(lines: Sequence[BulletinLine], *, names_park: bool) -> Table:
    """The published figures beside what is recorded of the same half-year."""
    header = (tr("Published figure"), tr("Period"), tr("Bulletin"), tr("Recorded"), tr("Recorded of it"), tr("Source"))
    rows: list[tuple[str, ...]] = []
    values: list[tuple[object, ...]] = []
    for line in lines:
        name = f"{line.park} {line.name}" if names_park else line.name
        period = f"{line.period.first} – {line.period.last}"
        share = None if not line.published else Decimal(line.recorded) / line.published
        said = money if line.unit is Unit.CNY else _plain
        rows.append((name, period, said(line.published), said(line.recorded), percent(share, 1), line.locator))
        made = _wan if line.unit is Unit.CNY else Decimal
        values.append((name, period, made(line.published), made(line.recorded), _percent(share), line.locator))
    return Table(header, rows, values)


def mark_text(mark: Decimal | None) -> str:
    """A mark out of 100."""
    return "—" if mark is None else f"{mark:.1f}"


def _table(title: str, columns: Sequence[tuple], named: Iterable[tuple[str, Sums]], sums: int = 0) -> Table:  # type: ignore[type-arg]
    lines = list(named)
    return Table(
        (title, *(name() for name, _, _ in columns)),
        [(name, *(say(s) for _, say, _ in columns)) for name, s in lines],
        [(name, *(give(s) for _, _, give in columns)) for name, s in lines],
        sums,
    )


def _percent(part: Decimal | None) -> Decimal | None:
    return None if part is None else round(part * 100, 2)


def _round(mark: Decimal | None) -> Decimal | None:
    return None if mark is None else round(mark, 2)


def _wan(fen: int) -> Decimal:
    return Decimal(fen) / FEN_PER_WAN


def _money(fen: int) -> str:
    return money(fen) if fen else "—"


def _count(people: int) -> str:
    return f"{people:,}" if people else "—"


def _plain(count: int) -> str:
    return f"{count:,}"
