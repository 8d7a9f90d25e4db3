"""Which record a row means: the one that the desk wrote it out for, else that of its number, code or name."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.domain.errors import DeskError
from hkdesk.tables.all import table_of
from hkdesk.work.importing.drafts import Draft
from hkdesk.work.importing.known import KnownRecords
from hkdesk.work.importing.rows import Mark

Identity = tuple[object, ...]
PART = 500


class Matching:
    """Finds the records of rows, slice by slice.

    Args:
        known: the enterprises or projects, where the kind is one.
        marks: {row: record that it was written out for}.
    """

    def __init__(self, reader: Connection, record: str, known: KnownRecords | None, marks: Mapping[int, Mark]) -> None:
        self._reader, self._record, self._known, self._marks = reader, record, known, marks

    def match(self, drafts: Sequence[Draft]) -> None:
        """Set the key of each draft whose record is known; what is not sure is asked about."""
        marked = {mark.id for draft in drafts if (mark := self._marks.get(draft.row.number))}
        stand = set(present(self._reader, self._record, marked))
        rest: list[Draft] = []
        for draft in drafts:
            mark = self._marks.get(draft.row.number)
            if mark is None:
                rest.append(draft)
            elif mark.id in stand:
                draft.key = mark.id
            else:
                draft.refuse("", DeskError("This record has been deleted meanwhile."))
        _FINDERS[self._record](self, rest)

    def by_name(self, drafts: Sequence[Draft]) -> None:
        known = self._known
        assert known is not None
        for draft in drafts:
            code = draft.values.get(known.code_field)
            found = known.find("name", code, draft.texts.get("name", ""), draft.park)
            draft.key, draft.is_slip = found.id, found.is_answered and found.id is not None
            if found.error is not None:
                draft.refuse("name", found.error)
            if found.question is not None:
                draft.question = found.question

    def requests(self, drafts: Sequence[Draft]) -> None:
        """By its number; without one that the desk knows, by enterprise, day and title."""
        t = table_of("ServiceRequest")
        numbers = {n for draft in drafts if (n := _number(draft))}
        by_number: dict[str, UUID] = {}
        for part in _parts(sorted(numbers)):
            found = self._reader.execute(select(t.c.number, t.c.id).where(t.c.number.in_(part)))
            by_number |= {row[0]: row[1] for row in found}
        rest = []
        for draft in drafts:
            draft.key = by_number.get(_number(draft))
            if draft.key is None:
                rest.append(draft)
        self._by_parts(rest, ("received_on", "title"))

    def qualifications(self, drafts: Sequence[Draft]) -> None:
        self._by_parts(drafts, ("name",))

    def visits(self, drafts: Sequence[Draft]) -> None:
        """By enterprise and day; of several on a day, by its purpose."""
        self._by_parts(drafts, ("visited_on",), among="purpose")

    def _by_parts(self, drafts: Sequence[Draft], fields: tuple[str, ...], among: str = "") -> None:
        t = table_of(self._record)
        keys = sorted({key for draft in drafts if (key := draft.values.get("enterprise_id"))}, key=str)
        stand: dict[Identity, list[Any]] = defaultdict(list)
        columns = [t.c.id, t.c.enterprise_id, *(t.c[f] for f in fields), *([t.c[among]] if among else [])]
        for part in _parts(keys):
            for row in self._reader.execute(select(*columns).where(t.c.enterprise_id.in_(part))):
                stand[tuple(row[1 : 2 + len(fields)])].append(row)
        for draft in drafts:
            said = [draft.values.get("enterprise_id"), *(_said(draft, f) for f in fields)]
            found = stand.get(tuple(said), []) if None not in said else []
            if len(found) > 1 and among:
                found = [row for row in found if row[-1] == draft.values.get(among)] or found
            if len(found) == 1:
                draft.key = found[0][0]
            elif found:
                draft.refuse(
                    "",
                    DeskError(
                        "The desk has {count} records that this row may mean: edit them there.",
                        count=len(found),
                    ),
                )


def identities(draft: Draft, record: str, code_field: str) -> list[Identity]:
    """What two rows that mean the same record have in common."""
    if draft.key is not None:
        return [(draft.key,)]
    v, enterprise = draft.values, draft.values.get("enterprise_id") or draft.row.values.get("enterprise")
    if record in ("Enterprise", "Project"):
        found: list[Identity] = [("code", v[code_field])] if v.get(code_field) else []
        return [*found, *([("name", v["name"], draft.park)] if v.get("name") else [])]
    if record == "ServiceRequest":
        numbered: list[Identity] = [("number", number)] if (number := _number(draft)) else []
        return [*numbered, ("of", enterprise, v.get("received_on"), v.get("title"), v.get("content"))]
    if record == "Qualification":
        return [("of", enterprise, v.get("name"))]
    return [("of", enterprise, v.get("visited_on"), v.get("purpose"))]


def present(reader: Connection, record: str, keys: set[UUID]) -> list[UUID]:
    """Those of some ids that there are."""
    t = table_of(record)
    found: list[UUID] = []
    for part in _parts(sorted(keys, key=str)):
        found += reader.execute(select(t.c.id).where(t.c.id.in_(part))).scalars()
    return found


def _number(draft: Draft) -> str:
    return draft.row.values.get("number", "").strip().upper()


def _said(draft: Draft, field: str) -> object:
    return draft.values.get(field) or (draft.row.for_new.get(field) or None)


def _parts(keys: Sequence[Any]) -> list[Sequence[Any]]:
    return [keys[at : at + PART] for at in range(0, len(keys), PART)]


_FINDERS: dict[str, Callable[[Matching, Sequence[Draft]], None]] = {
    "Enterprise": Matching.by_name,
    "Project": Matching.by_name,
    "ServiceRequest": Matching.requests,
    "Qualification": Matching.qualifications,
    "Visit": Matching.visits,
}
