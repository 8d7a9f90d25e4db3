"""The figures of a year of appeals, each beside the plainest SQL that gives the same sums, by the plain driver.

The plainest is what one would write first: one query a fact and dimension, day by day where days are gathered. It reads
the same indexes and gives the sums of both years by month, category and provider, without the enterprises.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from hkdesk.domain.periods import Period, PeriodKind, period_around, up_to, year_before
from hkdesk.work.desk import Desk
from hkdesk.work.queries.parks import parks
from hkdesk.work.queries.request_facts import Asked
from hkdesk.work.queries.request_figures import request_figures
from tests.bench.measure import timed

ROUNDS = 3
RECEIVED = "count(*)", "received_on", ""
REPLIED = "count(*), count(due_on), sum(replied_on <= due_on)", "replied_on", ""
DAYS = "julianday(replied_on) - julianday(received_on), count(*)", "replied_on", ""
VISITED = (
    "count(*), sum(was_contacted), sum(was_solved), sum(satisfaction = 'satisfied'), "
    "sum(satisfaction = 'basically_satisfied')",
    "return_visited_on",
    "",
)
CLOSED = (
    "count(*), sum(financing_fen), sum(subsidy_fen), sum(retained_investment_fen), sum(workers), sum(jobs_at_risk)",
    "closed_on",
    "AND state = 'closed'",
)


@dataclass(frozen=True)
class Timed:
    """Seconds: until the year's own figures are there, until all is; and the plain driver's for the same sums."""

    year: float
    whole: float
    raw: float


def measure(desk: Desk, *, is_one_park: bool) -> Timed:
    """The figures of the year that runs, of one park or of all."""
    park = desk.read(parks)[0].id if is_one_park else None
    asked = Asked(period_around(PeriodKind.YEAR, desk.today), park)
    ours = [_steps(desk, asked) for _ in range(ROUNDS + 1)][1:]
    period = up_to(asked.period, desk.today)
    with closing(sqlite3.connect(desk.database)) as plain:
        plain.execute("PRAGMA cache_size=-4000")
        plain.execute("PRAGMA temp_store=MEMORY")
        raw = [timed(lambda: list(_plain(plain, period, park and park.bytes))) for _ in range(ROUNDS + 1)][1:]
    return Timed(min(year for year, _ in ours), min(whole for _, whole in ours), min(raw))


def _steps(desk: Desk, asked: Asked) -> tuple[float, float]:
    """Seconds until the months of the year are counted, and until everything is."""
    months = len(list(up_to(asked.period, desk.today).months))
    before, year = time.perf_counter(), 0.0
    for part in desk.stream(request_figures, asked, desk.today):
        if part.done == months + 1:
            year = time.perf_counter() - before
    return year, time.perf_counter() - before


def _plain(plain: sqlite3.Connection, period: Period, park: bytes | None) -> Iterator[list[tuple[object, ...]]]:
    here = "" if park is None else "AND park_id = ?"
    about = {period: "category, lead_provider_id", year_before(period): ""}
    for over, columns in about.items():
        for sums, day, where in (RECEIVED, REPLIED, DAYS, VISITED, CLOSED):
            keys = [f"substr({day}, 1, 7)", *([columns] if columns else [])]
            group = [*keys, DAYS[0].split(", ")[0]] if sums == DAYS[0] else keys
            wanted = (
                f"SELECT {', '.join(keys)}, {sums} FROM service_request "
                f"WHERE {day} BETWEEN ? AND ? {where} {here} GROUP BY {', '.join(group)}"
            )
            asked: list[object] = [over.first.isoformat(), over.last.isoformat()]
            yield plain.execute(wanted, asked if park is None else [*asked, park]).fetchall()
