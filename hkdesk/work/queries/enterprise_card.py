"""What the card of an enterprise says (企业一户一档): itself, and all that belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, and_, case, func, select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import RequestState, Satisfaction
from hkdesk.work.queries.enterprises import GRANT, LEDGER, VISIT, EnterpriseFile, enterprise_file
from hkdesk.work.queries.ledger import View, all_keys, unpacked
from hkdesk.work.queries.records import RecordView, load
from hkdesk.work.queries.request_sums import Sums
from hkdesk.work.queries.requests import REQUEST, overdue

R = REQUEST.c
OUTCOMES = ("financing_fen", "subsidy_fen", "retained_investment_fen", "workers", "jobs_at_risk")


@dataclass(frozen=True)
class EnterpriseCard:
    """An enterprise, what belongs to it, and what its appeals come to.

    Args:
        sums: of all its appeals, whenever they were received: how many, the closed, and what return visits found.
        outcomes: of the closed appeals by field; None where none of them has such a figure.
        visits: how many there are, whereas the file has the latest; the same of the grants, and what was paid of them.
    """

    record: RecordView
    file: EnterpriseFile
    sums: Sums
    overdue: int
    outcomes: Mapping[str, int | None]
    visits: int
    grants: int
    paid_fen: int | None


def enterprise_card(reader: Connection, key: UUID, today: date) -> EnterpriseCard:
    """The card of an enterprise.

    Raises:
        DeskError: if it is gone.
    """
    record = load(reader, "Enterprise", key)
    if record is None:
        raise DeskError("This record has been deleted meanwhile.")
    sums, late = _sums(reader, key, today)
    visits = reader.execute(select(func.count()).where(VISIT.c.enterprise_id == key)).scalar_one()
    paid = func.sum(case((GRANT.c.paid_on.is_not(None), GRANT.c.amount_fen)))
    grants, paid_fen = reader.execute(select(func.count(), paid).where(GRANT.c.enterprise_id == key)).one()
    file = enterprise_file(reader, key, today)
    return EnterpriseCard(record, file, sums, late, _outcomes(reader, key), visits, grants, paid_fen)


def enterprise_keys(reader: Connection, park: UUID | None, today: date) -> Sequence[UUID]:
    """The enterprises of a park in the order of their ledger."""
    keys = b"".join(all_keys(reader, LEDGER, View(park), today))
    return [key for part in unpacked(keys) for key in part]


def _sums(reader: Connection, key: UUID, today: date) -> tuple[Sums, int]:
    visited = R.return_visited_on.is_not(None)
    counted = {
        "closed": R.state == RequestState.CLOSED,
        "visits": visited,
        "contacted": and_(visited, R.was_contacted.is_(True)),
        "solved": and_(visited, R.was_solved.is_(True)),
        "satisfied": and_(visited, R.satisfaction == Satisfaction.SATISFIED),
        "basically_satisfied": and_(visited, R.satisfaction == Satisfaction.BASICALLY_SATISFIED),
        "late": overdue(today),
    }
    columns = [func.count(case((condition, 1))).label(name) for name, condition in counted.items()]
    asked = select(func.count().label("received"), *columns).where(R.enterprise_id == key)
    found = dict(reader.execute(asked).mappings().one())
    late = int(found.pop("late"))
    return Sums(**found), late


def _outcomes(reader: Connection, key: UUID) -> Mapping[str, int | None]:
    sums = [func.sum(R[name]).label(name) for name in OUTCOMES]
    asked = select(*sums).where(R.enterprise_id == key, R.state == RequestState.CLOSED)
    return dict(reader.execute(asked).mappings().one())
