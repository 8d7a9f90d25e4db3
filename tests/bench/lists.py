"""The first rows of every view of the appeals ledger, and Today, each beside the plainest SQL for the same rows."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import product

from hkdesk.work.desk import Desk
from hkdesk.work.queries import ledger
from hkdesk.work.queries.ledger import KEYS_AT_FIRST, View
from hkdesk.work.queries.parks import parks
from hkdesk.work.queries.requests import LEDGER, WAITING
from hkdesk.work.queries.today import today_parts
from tests.bench.measure import timed

TIMES = 3
WAITS = ", ".join(f"'{state}'" for state in WAITING)
RAW_TODAY = (  # what is late and how much of it, the first due first: the longest of the day's parts
    f"SELECT r.id FROM service_request r WHERE r.state IN ({WAITS}) AND r.due_on < ?{{mine}} ORDER BY r.due_on, r.id"
)
MINE = (
    " AND (r.liaison_officer_id IN (SELECT id FROM officer WHERE name = ?) OR (r.liaison_officer_id IS NULL AND "
    "r.enterprise_id IN (SELECT e.id FROM enterprise e JOIN officer o ON o.id = e.liaison_officer_id "
    "WHERE o.name = ?)))"
)


ORDERS = [("", False), *product(LEDGER.orders, (False, True))]


def whole_views(desk: Desk) -> Iterator[View]:
    """Chips × orders × parks."""
    here = [None, *(park.id for park in desk.read(parks))]
    for park, chip, (order, descending) in product(here, ("", *LEDGER.chips), ORDERS):
        yield View(park, chip, "", order, descending)


def narrowed_views(desk: Desk) -> Iterator[View]:
    """Orders under each filter, and of one officer."""
    provider = desk.read(ledger.filter_values, LEDGER, None)["lead_provider"][0]
    wheres = [(("category", "financing"),), (("category", "other"),), (("lead_provider", provider),)]
    officer = busiest(desk)
    for chip, (order, descending) in product(("", "in_hand", "closed"), ORDERS):
        for where in wheres:
            yield View(None, chip, "", order, descending, where)
        yield View(None, chip, "", order, descending, (), officer)


def worst(desk: Desk, views: Iterator[View]) -> tuple[float, float]:
    """Seconds to the first keys of the slowest view, and to all by their handlers' names by the plain driver."""
    seconds = max(_best(lambda v=v: desk.read(ledger.first_keys, LEDGER, v, desk.today)) for v in views)  # type: ignore[misc]
    with closing(sqlite3.connect(desk.database)) as plain:
        asked = (
            "SELECT r.id FROM service_request r LEFT JOIN provider p ON p.id = r.lead_provider_id "
            f"ORDER BY p.name, r.id LIMIT {KEYS_AT_FIRST}"
        )
        return seconds, _best(lambda: plain.execute(asked).fetchall())


def todays(desk: Desk, officer: str) -> tuple[float, float]:
    """Seconds of Today, everybody's or an officer's, and of its longest part by the plain driver."""
    ours = _best(lambda: desk.read(today_parts, None, desk.today, officer))
    asked = RAW_TODAY.format(mine=MINE if officer else "")
    given = (desk.today.isoformat(), *((officer, officer) if officer else ()))
    with closing(sqlite3.connect(desk.database)) as plain:
        return ours, _best(lambda: plain.execute(asked, given).fetchall())


def busiest(desk: Desk) -> str:
    """The officer with the most appeals."""
    asked = (
        "SELECT o.name FROM service_request r JOIN officer o ON o.id = r.liaison_officer_id "
        "GROUP BY o.name ORDER BY count(*) DESC LIMIT 1"
    )
    with closing(sqlite3.connect(desk.database)) as plain:
        return str(plain.execute(asked).fetchone()[0])


def every_key(desk: Desk) -> float:
    """Seconds to all keys, and with them the count, of the ledger as it opens."""
    return _best(lambda: list(desk.stream(ledger.all_keys, LEDGER, View(), desk.today)))


def _best(one: Callable[[], object]) -> float:
    return min(timed(one) for _ in range(TIMES))
