"""What a ledger would change on the desk, row by row, before anything is written (issue 6, Preview)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlmodel import Session

from hkdesk.domain.errors import DeskError
from hkdesk.domain.money import parse_money, plain_money
from hkdesk.tables.all import table_of
from hkdesk.work.commands.fields import default_park
from hkdesk.work.commands.requests import of_another_park
from hkdesk.work.importing.comparing import Comparing, Slice
from hkdesk.work.importing.drafts import ASSISTANTS, Draft, Drafting
from hkdesk.work.importing.kinds import Checking, TakenKind, taken_as
from hkdesk.work.importing.known import CODES, KnownRecords
from hkdesk.work.importing.matching import Identity, Matching, identities
from hkdesk.work.importing.rows import (
    ImportPlan,
    Mark,
    PlannedRow,
    SaidLedger,
    SaidRow,
    SumCheck,
)
from hkdesk.work.importing.standing import ReportsThen, assistants_of, changed_since, names_of, records_of
from hkdesk.work.importing.texts import CellTexts
from hkdesk.work.queries.clocks import calendar

SLICE = 250  # rows looked up at once, and told of


def plan_import(
    reader: Connection,
    table: SaidLedger,
    park: UUID | None,
    today: date,
    *,
    answers: Mapping[str, UUID | None] | None = None,
    marks: Mapping[int, Mark] | None = None,
    report: Callable[[int], None] = lambda _: None,
) -> ImportPlan:
    """What each row of a ledger would do.

    A row is found by the record that the desk wrote it out for, by its number or code, or by its name within the park.
    An empty cell changes nothing: a ledger that leaves a column blank does not clear what the desk knows.

    Args:
        park: where names are looked for, and where new records go; None looks in all parks, and enters in the first.
        answers: {name as the ledger has it: the record that is meant; None for a new one}, to the plan's questions.
        marks: {row: the record that it was when the desk wrote it out}.
        report: gets how many rows are planned, many times a second; what it raises ends it.
    """
    with Session(bind=reader) as session:
        enters_in = park or default_park(session)
        planning = _Planning(reader, session, table, park, today, answers or {}, marks or {}, enters_in, report)
        rows = tuple(planning.rows(table.rows))
    return ImportPlan(table.kind, enters_in, rows, _sums(table, report))


class _Planning:
    """One ledger's planning: what is known of all its rows."""

    def __init__(
        self,
        reader: Connection,
        session: Session,
        table: SaidLedger,
        park: UUID | None,
        today: date,
        answers: Mapping[str, UUID | None],
        marks: Mapping[int, Mark],
        enters_in: UUID,
        report: Callable[[int], None],
    ) -> None:
        self._report = report
        self._reader, self._kind, self._marks, self._today = reader, taken_as(table.kind), marks, today
        record = self._kind.record
        tick = partial(report, 0)
        of_kind = KnownRecords(reader, record, answers, tick) if record in CODES else None
        enterprises = KnownRecords(reader, "Enterprise", answers, tick) if self._kind.is_of_enterprise else None
        self._known, self._enterprises = of_kind, enterprises
        self._drafting = Drafting(
            reader, self._kind, partial(CellTexts, session, record, self._kind.fixed), park, enterprises
        )
        self._matching = Matching(reader, record, of_kind, marks)
        self._comparing = Comparing(self._kind, _checking(reader, today), enters_in)
        self._seen: dict[Identity, int] = {}
        self._is_monthly = bool(self._kind.report)

    def rows(self, rows: Sequence[SaidRow]) -> Iterator[PlannedRow]:
        """The planned rows, in the ledger's order."""
        for at in range(0, len(rows), SLICE):
            yield from self._slice(rows[at : at + SLICE])
            self._report(min(at + SLICE, len(rows)))

    def _slice(self, rows: Sequence[SaidRow]) -> Iterator[PlannedRow]:
        drafts = [self._drafting.draft(row) for row in rows]
        self._matching.match(drafts)
        for draft in drafts:
            if draft.key is None:
                self._drafting.take_for_new(draft)
            self._refuse_seen(draft)
            self._refuse_name(draft)
        stands = self._stands(drafts)
        for draft in drafts:
            self._refuse_park(draft, stands)
            yield self._comparing.compare(draft, stands)

    def _stands(self, drafts: Sequence[Draft]) -> Slice:
        record = self._kind.record
        keys = list({draft.key for draft in drafts if draft.key is not None})
        records = records_of(self._reader, record, keys)
        versions = {key: row["version"] for key, row in records.items()}
        marks = [mark for d in drafts if (mark := self._marks.get(d.row.number)) and mark.id in versions]
        named = [*records.values(), *(_references(self._kind, draft) for draft in drafts if draft.key in records)]
        helped = any(ASSISTANTS in draft.texts for draft in drafts)
        return Slice(
            records,
            names_of(self._reader, record, named),
            changed_since(self._reader, record, marks, versions) if marks else {},
            assistants_of(self._reader, keys) if helped else {},
            ReportsThen(self._reader, keys) if self._is_monthly else None,
        )

    def _refuse_seen(self, draft: Draft) -> None:
        """Refuse a row that means the same record as one above it."""
        found = identities(draft, self._kind.record, CODES.get(self._kind.record, ""))
        if self._is_monthly and draft.key is not None:
            found = [(draft.key, draft.row.values.get("month", ""))]
        first = next((self._seen[one] for one in found if one in self._seen), None)
        if first is not None:
            draft.refuse("", DeskError("This is the record of row {row} once more.", row=first))
            return
        for one in found:
            self._seen[one] = draft.row.number

    def _refuse_park(self, draft: Draft, stands: Slice) -> None:
        """Refuse to give an appeal that stands to an enterprise of another park."""
        enterprise, record = draft.values.get("enterprise_id"), stands.records.get(draft.key) if draft.key else None
        if self._kind.record != "ServiceRequest" or record is None or self._enterprises is None or enterprise is None:
            return
        if enterprise != record["enterprise_id"] and self._enterprises.park_of(enterprise) != record["park_id"]:
            draft.refuse("enterprise", of_another_park())

    def _refuse_name(self, draft: Draft) -> None:
        """Refuse a name that another record of the park has already."""
        name, known = draft.values.get("name"), self._known
        if known is None or not isinstance(name, str) or draft.key is None or draft.is_slip:
            return
        park = draft.values.get("park_id") or known.park_of(draft.key)
        if park is not None and known.has_name(name, park, draft.key):
            draft.refuse("name", _taken(self._kind))


def _taken(kind: TakenKind) -> DeskError:
    if kind.record == "Project":
        return DeskError("The park has a project of this name already.", field="name")
    return DeskError("The park has an enterprise of this name already.", field="name")


def _references(kind: TakenKind, draft: Draft) -> Mapping[str, Any]:
    """What a row refers to, as a record would."""
    return {c.key: v if isinstance(v := draft.values.get(c.key), UUID) else None for c in table_of(kind.record).c}


def _checking(reader: Connection, today: date) -> Checking:
    p = table_of("Provider")
    handled = {row[0]: (row[1], row[2]) for row in reader.execute(select(p.c.id, p.c.name, p.c.categories))}
    return Checking(today, calendar(reader), handled)


def _sums(table: SaidLedger, report: Callable[[int], None]) -> tuple[SumCheck, ...]:
    """What the columns come to beside the sheet's own sums; what is no amount is left out."""
    found: list[SumCheck] = []
    for name, text in table.sums.items():
        sheet = _amount(name, text)
        amounts: list[int | None] = []
        for at in range(0, len(table.rows), SLICE):
            amounts += [_amount(name, row.values.get(name, "")) for row in table.rows[at : at + SLICE]]
            report(len(table.rows))
        if sheet is None or all(amount is None for amount in amounts):
            continue
        total = sum(amount for amount in amounts if amount is not None)
        says = plain_money if name.endswith("_fen") else str
        found.append(SumCheck(name, says(total), says(sheet)))
    return tuple(found)


def _amount(name: str, text: str) -> int | None:
    try:
        return parse_money(text) if name.endswith("_fen") else int(text)
    except (DeskError, ValueError):
        return None
