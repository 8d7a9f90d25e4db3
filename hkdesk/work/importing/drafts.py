"""A ledger's row as values, before it is known which record it means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import without_spaces
from hkdesk.domain.report import read_cell
from hkdesk.store.characters import characters
from hkdesk.tables.all import table_of
from hkdesk.work.handlers import BETWEEN_NAMES
from hkdesk.work.importing.kinds import TakenKind
from hkdesk.work.importing.known import KnownRecords
from hkdesk.work.importing.rows import Question, Reason, SaidRow
from hkdesk.work.importing.texts import CellTexts, NewName

LEAD, ASSISTANTS, BUILDER = "lead_provider", "assistants", "builder"
SHORTEST_PARK = 3  # characters of the beginning of a park's name


@dataclass
class Draft:
    """A row as it is being understood.

    Args:
        texts: {field: text} that the commands are given.
        values: {column: value} of those texts.
        report: {field: value} of a month's report, with `report_texts`.
        steps: {column: text} that steps set.
        is_renamed: whether the officer said that its name is a slip: the record keeps its own.
    """

    row: SaidRow
    park: UUID | None = None
    texts: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    report: dict[str, Any] = field(default_factory=dict)
    report_texts: dict[str, str] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    reasons: list[Reason] = field(default_factory=list)
    remarks: list[Reason] = field(default_factory=list)
    question: Question | None = None
    key: UUID | None = None
    is_slip: bool = False

    def refuse(self, name: str, error: DeskError) -> None:
        self.reasons.append(Reason(name, error))


class Drafting:
    """Reads the rows of one kind.

    Args:
        cells: the texts of rows of a park as values.
        park: where a row that names no park is looked for first.
        enterprises: those that rows of other kinds may name.
    """

    def __init__(
        self,
        reader: Connection,
        kind: TakenKind,
        cells: Callable[[UUID | None], CellTexts],
        park: UUID | None,
        enterprises: KnownRecords | None,
    ) -> None:
        self._kind, self._park, self._enterprises = kind, park, enterprises
        self._cells = cache(cells)
        self._parks, self._park_names = _parks(reader)
        self._unlinked: dict[str, Reason] = {}  # by the name: the same again and again
        helping = {ASSISTANTS} if kind.record == "ServiceRequest" else set()
        self._not_cells = frozenset({*kind.report, *kind.steps, *helping})

    def draft(self, row: SaidRow) -> Draft:
        """A row with its values; what is wrong with them stands among its reasons."""
        draft = Draft(row, self._park, reasons=[Reason(fault.field, fault.error) for fault in row.faults])
        said = {name: text for name, text in row.values.items() if text and not text.isspace()}
        faulty = {fault.field for fault in row.faults}
        self._take_park(draft, said.pop("park", ""))
        if self._kind.is_of_enterprise and "enterprise" in said:
            self._take_enterprise(draft, said.pop("enterprise"), said.get("uscc", ""))
        for name in faulty:
            said.pop(name, None)
        if LEAD in said or ASSISTANTS in said:
            self._part_handlers(draft, said)
        self._take(draft, said)
        return draft

    def take_for_new(self, draft: Draft) -> None:
        """Add what only a new record takes."""
        said = draft.row.for_new.items()
        self._take(draft, {name: text for name, text in said if name not in draft.texts and text.strip()})

    def _take(self, draft: Draft, said: Mapping[str, str]) -> None:
        cells = self._cells(draft.park)
        for name, text in said.items():
            if name in self._not_cells:
                self._take_apart(draft, name, text)
            elif (column := cells.column(name)) is not None:
                try:
                    value = cells.read(name, text)
                    if isinstance(value, NewName) and len(names := _names(text)) > 1:
                        value, text = cells.read(name, names[0]), names[0]
                        draft.remarks.append(Reason(name, _one_of(names, name)))
                    draft.values[column], draft.texts[name] = value, text
                except DeskError as error:
                    draft.refuse(name, error)

    def _take_apart(self, draft: Draft, name: str, text: str) -> None:
        """Take what is no column of the record: of its report, of its steps, those that help."""
        if name in self._kind.report:
            try:
                draft.report[name] = read_cell(name, characters(text))
                draft.report_texts[name] = text
            except DeskError as error:
                draft.refuse(name, error)
        elif name in self._kind.steps:
            draft.steps[name] = text
        else:
            draft.texts[name] = text

    def _part_handlers(self, draft: Draft, said: dict[str, str]) -> None:
        """Of several names for the lead, the first one leads; the others help, and nobody does both."""
        leads = _names(said.pop(LEAD, ""))
        helpers = dict.fromkeys([*leads[1:], *_names(said.pop(ASSISTANTS, ""))])
        if leads:
            said[LEAD] = leads[0]
            helpers.pop(leads[0], None)
        for name in list(helpers):
            try:
                self._cells(draft.park).read(LEAD, name)
            except DeskError as error:
                error.field = ASSISTANTS
                draft.refuse(ASSISTANTS, error)
                del helpers[name]
        if helpers:
            said[ASSISTANTS] = "、".join(helpers)

    def _take_park(self, draft: Draft, text: str) -> None:
        if not text:
            return
        park = self._park_called(without_spaces(characters(text)))
        if park is None:
            draft.refuse(
                "park",
                DeskError(
                    "The desk has no park “{text}”; it has: {known}. Correct the cell.",
                    field="park",
                    text=text,
                    known=self._park_names,
                ),
            )
            return
        draft.park = park
        if self._kind.park_is_typed:
            draft.values["park_id"], draft.texts["park"] = park, text

    def _take_enterprise(self, draft: Draft, text: str, uscc: str) -> None:
        known = self._enterprises
        if known is None:
            return
        found = known.find("enterprise", uscc, text, draft.park, is_reference=True)
        if found.id is not None:
            draft.values["enterprise_id"], draft.texts["enterprise"] = found.id, str(found.id)
        elif found.question is not None:
            draft.question = found.question
        elif found.error is not None:
            draft.refuse("enterprise", found.error)
        elif self._kind.keeps_builder:
            self._take_builder(draft, text)
        else:
            draft.texts["enterprise"] = text

    def _take_builder(self, draft: Draft, text: str) -> None:
        """Keep the name of an enterprise that the desk does not have as that of the builder."""
        if not draft.row.values.get(BUILDER):
            self._take(draft, {BUILDER: text})
        draft.remarks.append(self._not_linked(text))

    def _not_linked(self, text: str) -> Reason:
        return self._unlinked.setdefault(
            text,
            Reason(
                "enterprise",
                DeskError(
                    "The desk has no enterprise “{text}”: it is kept as the builder alone. Enter the enterprise, and "
                    "take the ledger in again to link the two.",
                    field="enterprise",
                    text=text,
                ),
            ),
        )

    def _park_called(self, name: str) -> UUID | None:
        """The park of a name, or the only one whose name begins so: 洪江区 is 洪江区高新区."""
        if (park := self._parks.get(name)) is not None:
            return park
        begun = {key for known, key in self._parks.items() if len(name) >= SHORTEST_PARK and known.startswith(name)}
        return begun.pop() if len(begun) == 1 else None


def _parks(reader: Connection) -> tuple[Mapping[str, UUID], list[str]]:
    """{name, code or id: park}, and their names."""
    t = table_of("Park")
    found: dict[str, UUID] = {}
    called: list[str] = []
    for key, *names in reader.execute(select(t.c.id, t.c.name, t.c.full_name, t.c.code)):
        found |= {without_spaces(name): key for name in names if name}
        found[str(key)] = key
        called.append(names[0])
    return found, called


def _one_of(names: Sequence[str], field: str) -> DeskError:
    """What is said where several officers stand for the one that a record has."""
    return DeskError("One officer is kept here, {name}; {rest} not.", field=field, name=names[0], rest=list(names[1:]))


def _names(text: str) -> list[str]:
    return [name.strip() for name in BETWEEN_NAMES.split(text) if name.strip()]
