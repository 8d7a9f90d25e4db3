"""Two records that are found to be one: the kept one takes over all that refers to the other, and its history."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from hkdesk.domain.errors import DeskError
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.tables.attachment import Attachment
from hkdesk.tables.merge import Merge
from hkdesk.tables.project import Milestone
from hkdesk.tables.record import Record
from hkdesk.tables.request_rules import RoutingRule
from hkdesk.tables.source import Citation
from hkdesk.wording import day, tr
from hkdesk.work.commands.fields import get
from hkdesk.work.merged_fields import MERGEABLE, fields_of, values_taken
from hkdesk.work.queries.merging import clashing_months


def merge_records(
    uow: UnitOfWork, kind: str, kept_id: UUID, merged_id: UUID, choices: Mapping[str, str] | None = None
) -> UUID:
    """Merge a project or an enterprise into another of its park.

    Args:
        choices: {field: "kept" | "merged"} where both say something different; what is not chosen stays as kept.

    Raises:
        DeskError: if they cannot be one, naming the months that both report.
    """
    kept, merged = _both(uow, kind, kept_id, merged_id)
    if months := clashing_months(uow.session.connection(), kept_id, merged_id):
        raise DeskError(
            "Both have a monthly report of {months}: empty the cells of one of them in the month sheet, then merge.",
            months=[f"{month:%Y-%m}" for month in months],
        )
    values = values_taken(kind, kept.model_dump(), merged.model_dump(), choices or {})
    _merge_milestones(uow, kept_id, merged)
    _merge_citations(uow, kind, kept, merged, set(values))
    _merge_attachments(uow, kind, kept_id, merged_id)
    _drop_clashing_rules(uow, kept_id, merged_id)
    for referring, field in _references(kind):
        for record in uow.session.exec(select(referring).where(getattr(referring, field) == merged_id)).all():
            setattr(record, field, kept_id)
    uow.session.flush()
    uow.session.delete(merged)
    uow.session.flush()  # before the kept one takes a code that only one may have
    for name, value in values.items():
        setattr(kept, name, value)
    uow.session.add(Merge(kind=kind, kept_id=kept_id, merged_id=merged_id, at=uow.now, actor=uow.author.actor))
    return kept_id


def _both(uow: UnitOfWork, kind: str, kept_id: UUID, merged_id: UUID) -> tuple[Any, Any]:
    if kind not in MERGEABLE:
        raise DeskError("Only projects and enterprises can be merged.")
    if kept_id == merged_id:
        raise DeskError("A record cannot be merged with itself: choose another one.")
    kept, merged = get(uow.session, kind, kept_id), get(uow.session, kind, merged_id)
    if kept.park_id != merged.park_id:
        raise DeskError("They belong to two parks: only records of one park can be merged.")
    return kept, merged


def _references(kind: str) -> Iterator[tuple[type[Record], str]]:
    """Every field of every table that refers to records of this kind."""
    for referring, record in RECORDS.items():
        for column in table_of(referring).c:
            if any(key.column.table is table_of(kind) for key in column.foreign_keys):
                yield record, column.key


def _merge_milestones(uow: UnitOfWork, kept_id: UUID, merged: Record) -> None:
    """Of two milestones of a kind the one that is done stays, and notes what the other said."""
    of = {
        key: uow.session.exec(select(Milestone).where(col(Milestone.project_id) == key).order_by(col(Milestone.id)))
        for key in (kept_id, merged.id)
    }
    stands: dict[str, Milestone] = {}
    for milestone in (*of[kept_id], *of[merged.id]):
        other = stands.setdefault(milestone.kind, milestone)
        if other is milestone or other.project_id == milestone.project_id:
            continue
        if other.done_on is None and milestone.done_on is not None:
            other, milestone = milestone, other
        stands[other.kind] = other
        said = tr(
            "Merged: planned {planned}, done {done}", planned=day(milestone.planned_on), done=day(milestone.done_on)
        )
        other.note = "\n".join(text for text in (other.note, said, milestone.note) if text)
        for part in (Citation, Attachment):
            for record in uow.session.exec(select(part).where(part.row == milestone.id)).all():
                record.row = other.id
        uow.session.delete(milestone)


def _drop_clashing_rules(uow: UnitOfWork, kept_id: UUID, merged_id: UUID) -> None:
    """Who leads on a category is said once for an enterprise: the kept one's rule stands."""
    of = {
        key: uow.session.exec(select(RoutingRule).where(col(RoutingRule.enterprise_id) == key)).all()
        for key in (kept_id, merged_id)
    }
    stands = {rule.category for rule in of[kept_id]}
    for rule in of[merged_id]:
        if rule.category in stands:
            uow.session.delete(rule)


def _merge_citations(uow: UnitOfWork, kind: str, kept: Record, merged: Record, taken: set[str]) -> None:
    """A value keeps its own source: a field that is taken brings its citation, one that stays keeps its own."""
    of = {
        key: {c.field: c for c in uow.session.exec(select(Citation).where(Citation.kind == kind, Citation.row == key))}
        for key in (kept.id, merged.id)
    }
    for field, citation in of[merged.id].items():
        stands = of[kept.id].get(field)
        is_the_same = field not in fields_of(kind) or getattr(kept, field) == getattr(merged, field)
        if field in taken:
            if stands is not None:
                uow.session.delete(stands)
            citation.row = kept.id
        elif stands is None and is_the_same:
            citation.row = kept.id
        else:
            uow.session.delete(citation)  # the log keeps it
    for field in taken - of[merged.id].keys():
        if field in of[kept.id]:
            uow.session.delete(of[kept.id][field])


def _merge_attachments(uow: UnitOfWork, kind: str, kept_id: UUID, merged_id: UUID) -> None:
    """The same bytes are listed once."""
    of_both = select(Attachment).where(col(Attachment.kind) == kind, col(Attachment.row).in_([kept_id, merged_id]))
    files = uow.session.exec(of_both).all()
    has = {file.sha256 for file in files if file.row == kept_id}
    for file in files:
        if file.row == merged_id and file.sha256 in has:
            uow.session.delete(file)
        else:
            file.row = kept_id
