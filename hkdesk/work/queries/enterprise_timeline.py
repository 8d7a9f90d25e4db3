"""One time line of an enterprise: its appeals, projects, visits, grants, qualifications and files, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, literal, select, tuple_, union_all

from hkdesk.domain.request import Category, RequestState
from hkdesk.domain.stage import Step
from hkdesk.tables.all import table_of
from hkdesk.tables.columns import Key

REQUEST, PROJECT, VISIT = table_of("ServiceRequest"), table_of("Project"), table_of("Visit")
GRANT, POLICY, QUALIFICATION = table_of("Grant"), table_of("Policy"), table_of("Qualification")
ATTACHMENT, ENTERPRISE, OFFICER = table_of("Attachment"), table_of("Enterprise"), table_of("Officer")
WINDOW = 100


class Strand(StrEnum):
    """What a time line can be narrowed to."""

    APPEALS = "appeals"
    PROJECTS = "projects"
    VISITS = "visits"
    GRANTS = "grants"
    QUALIFICATIONS = "qualifications"
    FILES = "files"
    ENTERPRISE = "enterprise"


class Happened(StrEnum):
    """What a point of a time line is."""

    RECEIVED = "received"
    CLOSED = "closed"
    REACHED = "reached"
    TERMINATED = "terminated"
    VISITED = "visited"
    GRANTED = "granted"
    RECOGNISED = "recognised"
    EXPIRES = "expires"
    FILED = "filed"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A point of the time line; what does not belong to its kind is empty.

    Args:
        kind: the class of the record behind it, `id` the record.
        title: what the record is called.
        who: the officer who was there.
    """

    on: date
    strand: Strand
    what: Happened
    kind: str
    id: UUID
    title: str
    text: str = ""
    who: str = ""
    number: str = ""
    category: Category | None = None
    state: RequestState | None = None
    step: Step | None = None
    amount_fen: int | None = None

    @property
    def place(self) -> tuple[date, str, bytes]:
        """Where it stands among the others: no two have the same place."""
        return self.on, f"{self.what}{self.step or ''}", self.id.bytes


def enterprise_timeline(
    reader: Connection, enterprise_id: UUID, after: TimelineEntry | None = None, strand: Strand | None = None
) -> list[TimelineEntry]:
    """The next window of a time line, the latest first.

    Args:
        after: the last entry of the window before; None for the first window.
        strand: that alone; None for all.
    """
    found = [e for e in _few(reader, enterprise_id) if after is None or e.place < after.place]
    if strand in (None, Strand.APPEALS):
        found += _appeals(reader, enterprise_id, after)
    if strand is not None:
        found = [e for e in found if e.strand is strand]
    return sorted(found, key=lambda e: e.place, reverse=True)[:WINDOW]


def strand_counts(reader: Connection, enterprise_id: UUID) -> dict[Strand, int]:
    """How many points each strand has."""
    counts = dict.fromkeys(Strand, 0)
    for entry in _few(reader, enterprise_id):
        counts[entry.strand] += 1
    of_appeals = select(func.count(), func.count(REQUEST.c.closed_on)).where(REQUEST.c.enterprise_id == enterprise_id)
    received, closed = reader.execute(of_appeals).one()
    counts[Strand.APPEALS] = received + closed
    return counts


def _appeals(reader: Connection, enterprise_id: UUID, after: TimelineEntry | None) -> list[TimelineEntry]:
    """The only strand that may be long: it is read a window at a time."""

    def points(what: Happened, on: Any) -> Any:
        return select(on.label("on"), literal(str(what)).label("what"), REQUEST.c.id.label("id")).where(
            REQUEST.c.enterprise_id == enterprise_id, on.is_not(None)
        )

    both = union_all(points(Happened.RECEIVED, REQUEST.c.received_on), points(Happened.CLOSED, REQUEST.c.closed_on))
    u = both.subquery()
    window = select(u.c.on, u.c.what, u.c.id).order_by(u.c.on.desc(), u.c.what.desc(), u.c.id.desc()).limit(WINDOW)
    if after is not None:
        on, what, _ = after.place
        window = window.where(
            tuple_(u.c.on, u.c.what, u.c.id) < tuple_(literal(on), literal(what), literal(after.id, Key()))
        )
    w = window.subquery()
    columns = (REQUEST.c.title, REQUEST.c.number, REQUEST.c.category, REQUEST.c.state)
    rows = reader.execute(select(w.c.on, w.c.what, w.c.id, *columns).join_from(w, REQUEST, REQUEST.c.id == w.c.id))
    return [
        TimelineEntry(
            on,
            Strand.APPEALS,
            Happened(what),
            "ServiceRequest",
            key,
            title,
            number=number,
            category=category,
            state=state,
        )
        for on, what, key, title, number, category, state in rows
    ]


def _few(reader: Connection, enterprise_id: UUID) -> Iterator[TimelineEntry]:
    """All the rest: an enterprise has a handful of each."""
    yield from _projects(reader, enterprise_id)
    yield from _visits(reader, enterprise_id)
    yield from _grants(reader, enterprise_id)
    yield from _qualifications(reader, enterprise_id)
    yield from _own(reader, enterprise_id)


def _projects(reader: Connection, enterprise_id: UUID) -> Iterator[TimelineEntry]:
    days = [PROJECT.c[f"{step}_on"] for step in Step]
    asked = select(PROJECT.c.id, PROJECT.c.name, PROJECT.c.terminated_on, PROJECT.c.total_investment_fen, *days)
    for key, name, ended, amount, *reached in reader.execute(asked.where(PROJECT.c.enterprise_id == enterprise_id)):
        for step, on in zip(Step, reached, strict=True):
            if on is not None:
                shown = amount if step is Step.SIGNED else None
                yield TimelineEntry(
                    on, Strand.PROJECTS, Happened.REACHED, "Project", key, name, step=step, amount_fen=shown
                )
        if ended is not None:
            yield TimelineEntry(ended, Strand.PROJECTS, Happened.TERMINATED, "Project", key, name)


def _visits(reader: Connection, enterprise_id: UUID) -> Iterator[TimelineEntry]:
    source = VISIT.outerjoin(OFFICER, OFFICER.c.id == VISIT.c.officer_id)
    asked = select(VISIT.c.id, VISIT.c.visited_on, VISIT.c.purpose, VISIT.c.summary, OFFICER.c.name)
    for key, on, purpose, summary, who in reader.execute(
        asked.select_from(source).where(VISIT.c.enterprise_id == enterprise_id)
    ):
        yield TimelineEntry(
            on, Strand.VISITS, Happened.VISITED, "Visit", key, purpose or summary, summary if purpose else "", who or ""
        )


def _grants(reader: Connection, enterprise_id: UUID) -> Iterator[TimelineEntry]:
    on: Any = func.coalesce(GRANT.c.paid_on, GRANT.c.confirmed_on, GRANT.c.applied_on)
    asked = (
        select(GRANT.c.id, on, POLICY.c.name, GRANT.c.note, GRANT.c.amount_fen)
        .select_from(GRANT.outerjoin(POLICY, POLICY.c.id == GRANT.c.policy_id))
        .where(GRANT.c.enterprise_id == enterprise_id, on.is_not(None))
    )
    for key, day, policy, note, amount in reader.execute(asked):
        yield TimelineEntry(
            day,
            Strand.GRANTS,
            Happened.GRANTED,
            "Grant",
            key,
            policy or note,
            note if policy else "",
            amount_fen=amount,
        )


def _qualifications(reader: Connection, enterprise_id: UUID) -> Iterator[TimelineEntry]:
    c = QUALIFICATION.c
    asked = select(c.id, c.name, c.level, c.granted_on, c.expires_on).where(c.enterprise_id == enterprise_id)
    for key, name, level, granted, expires in reader.execute(asked):
        for what, on in ((Happened.RECOGNISED, granted), (Happened.EXPIRES, expires)):
            if on is not None:
                yield TimelineEntry(on, Strand.QUALIFICATIONS, what, "Qualification", key, name, level)


def _own(reader: Connection, enterprise_id: UUID) -> Iterator[TimelineEntry]:
    """The day on which it settled, and its files."""
    settled = reader.execute(select(ENTERPRISE.c.settled_on).where(ENTERPRISE.c.id == enterprise_id)).scalar()
    if settled is not None:
        yield TimelineEntry(settled, Strand.ENTERPRISE, Happened.SETTLED, "Enterprise", enterprise_id, "")
    c = ATTACHMENT.c
    files = select(c.id, c.name, c.added_at).where(c.kind == "Enterprise", c.row == enterprise_id)
    for key, name, at in reader.execute(files):
        yield TimelineEntry(at.astimezone().date(), Strand.FILES, Happened.FILED, "Attachment", key, name)
