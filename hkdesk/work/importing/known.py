"""The enterprises or projects that the desk has, by all that a ledger may call them by."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, literal, select

from hkdesk.domain.duplicates import SHORTEST, core_of, is_slip, one_left_out
from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import without_spaces
from hkdesk.store.characters import characters
from hkdesk.tables.all import table_of
from hkdesk.work.importing.rows import Candidate, Question

CODES = {"Enterprise": "uscc", "Project": "project_code"}
SHORTEST_WITH_SLIP = 3  # characters of a core: of fewer, one is too much of the name
MOST_CANDIDATES = 5
TICKS_EACH = 500  # records
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]$")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """One of them."""

    id: UUID
    name: str
    short_name: str
    code: str | None
    park_id: UUID


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a name means: a record, nobody yet, or a question or a refusal.

    Args:
        is_answered: whether the officer said so: the name in the ledger is a slip then.
    """

    id: UUID | None = None
    question: Question | None = None
    error: DeskError | None = None
    is_answered: bool = False


class KnownRecords:
    """Those of a kind.

    Args:
        answers: {name as the ledger has it: the record that is meant, or None for a new one}.
        tick: called many times a second while they are read; what it raises ends it.
    """

    def __init__(
        self,
        reader: Connection,
        kind: str,
        answers: Mapping[str, UUID | None],
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        self.code_field = CODES[kind]
        self._answers, self._tick = answers, tick
        t = table_of(kind)
        short = t.c.short_name if "short_name" in t.c else literal("")
        found = reader.execute(select(t.c.id, t.c.name, short, t.c[self.code_field], t.c.park_id).order_by(t.c.id))
        self._all = [Known(*row) for row in self._ticking(found)]
        self._by_code: dict[str, Known] = {}
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._by_plain: dict[str, list[Known]] = defaultdict(list)
        self._by_short: dict[str, list[Known]] = defaultdict(list)
        for each in self._ticking(self._all):
            if each.code:
                self._by_code[each.code] = each
            self._by_name[each.name].append(each)
            self._by_plain[without_spaces(each.name)].append(each)
            if each.short_name:
                self._by_short[without_spaces(each.short_name)].append(each)
        self._asked: dict[str, tuple[Known, ...]] = {}

    def find(self, field: str, code: str | None, name: str, park: UUID | None, *, is_reference: bool = False) -> Found:
        """The record of a code, else of a name within a park; what only resembles one is asked about.

        Args:
            field: beside which a refusal or a question stands.
            is_reference: whether another record names it, which may be by its short name, in any park.
        """
        name = characters(name).strip()
        if code and code in self._by_code:
            return Found(self._by_code[code].id)
        if name in self._answers:
            return Found(self._answers[name], is_answered=True)
        if named := self._named(name, park, is_reference=is_reference):
            if len(named) == 1:
                return Found(named[0].id)
            return Found(error=_several(field, len(named), name))
        alike = self._alike(name) if name else ()
        if is_reference and not alike:
            alike = self._begun(name)
        alike = tuple(each for each in alike if is_reference or park is None or each.park_id == park)
        if code:  # one that has another code is another
            alike = tuple(each for each in alike if each.code is None)
        if alike:
            named_so = tuple(Candidate(each.id, each.name) for each in alike[:MOST_CANDIDATES])
            return Found(question=Question(field, name, named_so))
        return Found()

    def has_name(self, name: str, park: UUID, but: UUID | None) -> bool:
        """Whether the park has another of this name."""
        return any(each.park_id == park and each.id != but for each in self._by_name.get(name, ()))

    def park_of(self, key: UUID) -> UUID | None:
        """The park in which it lies."""
        return self._parks.get(key)

    def _named(self, name: str, park: UUID | None, *, is_reference: bool) -> list[Known]:
        if not name:
            return []
        found = self._by_name.get(name, [])
        if is_reference:
            plain = without_spaces(name)
            found = found or self._by_plain.get(plain, []) or self._by_short.get(plain, []) or list(self._coded(plain))
        here = [each for each in found if each.park_id == park]
        return here or (found if is_reference or park is None else [])

    def _coded(self, text: str) -> Iterator[Known]:
        if (known := self._by_code.get(text.upper())) is not None:
            yield known

    def _alike(self, name: str) -> tuple[Known, ...]:
        if not self._all:
            return ()
        if name not in self._asked:
            core = core_of(name)
            found = {each.id: each for each in self._cores.get(core, ())} if len(core) >= SHORTEST else {}
            if not found and len(core) >= SHORTEST_WITH_SLIP:
                near = (each for part in one_left_out(core) for each in self._slips.get(part, ()))
                found = {each.id: each for each in near if any(is_slip(core, its) for its in _cores_of(each))}
            self._asked[name] = tuple(found.values())
        return self._asked[name]

    def _begun(self, name: str) -> tuple[Known, ...]:
        """Those whose names begin so, and those that are meant where what stands in brackets is left out."""
        bare = _BRACKETED.sub("", name).strip()
        if bare != name and (named := self._named(bare, None, is_reference=True) or self._alike(bare)):
            return tuple(named)
        return tuple({each.id: each for each in self._beginnings.get(core_of(bare), ())}.values())

    def _ticking(self, those: Iterable[T]) -> Iterator[T]:
        for n, each in enumerate(those):
            if n % TICKS_EACH == 0:
                self._tick()
            yield each

    @cached_property
    def _parks(self) -> dict[UUID, UUID]:
        return {each.id: each.park_id for each in self._all}

    @cached_property
    def _cores(self) -> dict[str, list[Known]]:
        by: dict[str, list[Known]] = defaultdict(list)
        for each in self._ticking(self._all):
            for core in _cores_of(each):
                by[core].append(each)
        return by

    @cached_property
    def _beginnings(self) -> dict[str, list[Known]]:
        by: dict[str, list[Known]] = defaultdict(list)
        for core, those in self._ticking(self._cores.items()):
            for length in range(SHORTEST, len(core)):
                by[core[:length]] += those
        return by

    @cached_property
    def _slips(self) -> dict[str, list[Known]]:
        by: dict[str, list[Known]] = defaultdict(list)
        for core, those in self._ticking(self._cores.items()):
            for part in one_left_out(core) if len(core) >= SHORTEST_WITH_SLIP else ():
                by[part] += those
        return by


def _cores_of(known: Known) -> set[str]:
    return {core for text in (known.name, known.short_name) if text and len(core := core_of(text)) >= SHORTEST}


def _several(field: str, count: int, text: str) -> DeskError:
    return DeskError(
        "There are {count} of the name “{text}”: say which by its id.", field=field, count=count, text=text
    )
