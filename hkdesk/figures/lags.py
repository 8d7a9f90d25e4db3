"""The projects that are furthest behind their plan of the year."""

from decimal import Decimal

from hkdesk.domain.money import FEN_PER_WAN
from hkdesk.wording import percent, tr, word
from hkdesk.work.queries.progress import Lag
from hkdesk.work.words import money


def lag_header() -> tuple[str, ...]:
    """The columns of the table."""
    return (
        tr("Project"),
        tr("Stage"),
        tr("Plan of the year"),
        tr("Completed"),
        tr("Of plan"),
        tr("Behind schedule"),
        tr("Light"),
    )


def lag_row(lag: Lag) -> tuple[str, ...]:
    """A project's line."""
    return (
        lag.name,
        word(lag.stage),
        money(lag.plan_fen),
        money(lag.completed_fen),
        percent(lag.completion, 1),
        points(lag.lead_points),
        word(lag.light),
    )


def lag_values(lag: Lag) -> tuple[object, ...]:
    """The same as figures: money in wan CNY, the share in percent, the lag in percentage points."""
    share = None if lag.completion is None else lag.completion * 100
    plan, done = (Decimal(fen) / FEN_PER_WAN for fen in (lag.plan_fen, lag.completed_fen))
    return lag.name, word(lag.stage), plan, done, share, lag.lead_points, word(lag.light)


def points(lead: Decimal | None) -> str:
    """Percentage points ahead (+) or behind (−), to two decimals."""
    if lead is None:
        return "—"
    return tr("{points} pp", points=f"{lead:+.2f}".replace("-", "\N{MINUS SIGN}"))
