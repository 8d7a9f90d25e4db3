"""Names in a ledger matched to the enterprises that the desk knows (issue 3, Duplicates; issue 6, Map)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from hkdesk.domain.duplicates import SHORTEST, core_of
from hkdesk.domain.halfwidth import without_spaces

SHORTEST_TYPED = 3  # characters of a core, to tell a slip from another name


class How(Enum):
    """What a name was matched by, the surest first."""

    USCC = auto()
    NAME = auto()
    SHORT_NAME = auto()
    CORE = auto()  # the same but for place and legal form
    TYPO = auto()  # one character differs
    NOTHING = auto()


SURE = {How.USCC: 1.0, How.NAME: 1.0, How.SHORT_NAME: 0.95, How.CORE: 0.85, How.TYPO: 0.6, How.NOTHING: 0.0}
LEAST_TAKEN = 0.95  # below it, the officer is asked


@dataclass(frozen=True, slots=True)
class KnownName:
    """An enterprise, or another record of a name, that the desk has.

    Args:
        key: by which it is told from the others.
    """

    key: Hashable
    name: str
    short_name: str = ""
    uscc: str = ""
    park: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Who a name means.

    Args:
        found: None where it means nobody, or several alike.
        others: who else it may mean.
    """

    how: How
    sure: float
    found: KnownName | None = None
    others: tuple[KnownName, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether the officer is to say who is meant."""
        return self.found is None or self.sure < LEAST_TAKEN


def match_names(
    names: Iterable[str],
    known: Iterable[KnownName],
    codes: Mapping[str, str] | None = None,
    parks: Mapping[str, str] | None = None,
) -> dict[str, Match]:
    """Who each name means: by credit code, else by full or short name, else by what is nearly the same.

    Args:
        codes: {name: credit code} as the ledger has it beside the name.
        parks: {name: park} as the ledger has it: of several of one name, that of the park is meant.
    """
    index = _Index(known)
    return {name: index.match(name, (codes or {}).get(name, ""), (parks or {}).get(name, "")) for name in names}


class _Index:
    """The known names, looked up by all that they may be matched by."""

    def __init__(self, known: Iterable[KnownName]) -> None:
        self._by: dict[How, dict[str, list[KnownName]]] = {how: defaultdict(list) for how in How}
        for each in known:
            if each.uscc:
                self._by[How.USCC][each.uscc].append(each)
            self._by[How.NAME][without_spaces(each.name)].append(each)
            if each.short_name:
                self._by[How.SHORT_NAME][without_spaces(each.short_name)].append(each)
            for core in {core_of(text) for text in (each.name, each.short_name) if text}:
                if len(core) >= SHORTEST:
                    self._by[How.CORE][core].append(each)
                for part in _without_one(core) if len(core) >= SHORTEST_TYPED else ():
                    self._by[How.TYPO][part].append(each)

    def match(self, name: str, code: str, park: str) -> Match:
        """See `match_names`."""
        plain, core = without_spaces(name), core_of(name)
        for how, key in (
            (How.USCC, without_spaces(code).upper()),
            (How.USCC, plain.upper()),  # a code may stand where a name is asked for
            (How.NAME, plain),
            (How.SHORT_NAME, plain),
            (How.CORE, core),
        ):
            if key and (found := self._by[how].get(key)):
                return _chosen(how, found, park, core)
        return self._typo(core, park)

    def _typo(self, core: str, park: str) -> Match:
        if len(core) < SHORTEST_TYPED:
            return Match(How.NOTHING, 0.0)
        near: dict[Hashable, KnownName] = {}
        for part in _without_one(core):
            for each in self._by[How.TYPO].get(part, ()):
                if any(is_one_slip(core, core_of(text)) for text in (each.name, each.short_name) if text):
                    near[each.key] = each
        return _chosen(How.TYPO, list(near.values()), park, core) if near else Match(How.NOTHING, 0.0)


def _chosen(how: How, found: list[KnownName], park: str, core: str) -> Match:
    sure = SURE[how]
    if how is How.USCC and len(found) == 1 and core and core != found[0].uscc.lower() and not _alike(core, found[0]):
        sure = 0.9  # the code is one enterprise's and the name another's: one of them is wrong, or it was renamed
    here = [each for each in found if park and each.park == park]
    if len(here) == 1:
        return Match(how, sure, here[0], tuple(each for each in found if each is not here[0]))
    return Match(how, sure, found[0]) if len(found) == 1 else Match(how, sure / len(found), None, tuple(found))


def _alike(core: str, known: KnownName) -> bool:
    cores = [core_of(text) for text in (known.name, known.short_name) if text]
    return core in cores or any(is_one_slip(core, each) for each in cores)


def _without_one(core: str) -> Iterator[str]:
    """A core, and all that is left of it where one character is left out: what two of them share is one slip apart."""
    yield core
    for place in range(len(core)):
        yield core[:place] + core[place + 1 :]


def is_one_slip(one: str, other: str) -> bool:
    """Whether two texts differ by one character put in, left out or mistaken, or by two that changed places."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) == len(other):
        rest, their_rest = one[start:], other[start:]
        return rest[1:] == their_rest[1:] or (rest[:2][::-1] == their_rest[:2] and rest[2:] == their_rest[2:])
    return one[start:] == other[start + 1 :]
