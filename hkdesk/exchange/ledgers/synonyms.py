"""What offices call things: the headings of every field, the words of every code (resources/ledgers)."""

import itertools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from hkdesk.bundled import bundled
from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import without_spaces
from hkdesk.exchange.ledgers.fields import Kind
from hkdesk.exchange.ledgers.headings import MARKS_IN_FRONT, heading_of
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.wording import LANGUAGES, field_name, speaking, word

SHIPPED = "resources/ledgers/synonyms.toml"
YES_NO = "yes_no"
NOT_KEPT = "none"  # beside the values of a list: words for what the desk does not tell apart
LONGEST_WORD = 80  # characters of what may be a word for a value
LONGEST_PART = 8  # characters of a word within a longer one
# What stands between or beside words that mean a value.
_BESIDE = (
    *"、，,;；/和与及类（）()",
    "企业",
    "服务",
    "问题",
    "保障",
    "方面",
    "需求",
    "诉求",
    "困难",
    "事项",
    "办理",
    "协调",
    "支持",
)
SHORTEST_TAIL = 3  # characters of a heading that is known by its end
_GROUP = re.compile(r"\{(\w+)\}")
_BRACKETED = re.compile(r"[(（].*?[)）]")
_ENDS = ("方面的问题", "方面问题", "方面", "问题", "类", "诉求", "需求", "困难", "情况", "级", "项目")

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Synonyms:
    """The list, ready to be looked up.

    Args:
        headings: {kind: {key of a heading: fields}}.
        words: {enumeration, or yes_no: {word: value}}.
        titles: {kind: words of its titles}.
        given: {kind: {field: words of its titles that are its value}}.
        empty: cells that say nothing, in any field.
        nothing: cells that say nothing where no prose is asked for.
        no_day: cells that say something else where a day is asked for.
        sums, grand, notes, examples: what rows begin with that are none of the ledger's own.
    """

    headings: Mapping[str, Mapping[str, tuple[str, ...]]]
    words: Mapping[str, Mapping[str, str]]
    titles: Mapping[str, tuple[str, ...]]
    given: Mapping[str, Mapping[str, tuple[str, ...]]]
    ignored: frozenset[str]
    empty: frozenset[str]
    nothing: frozenset[str]
    no_day: frozenset[str]
    sums: frozenset[str]
    grand: frozenset[str]
    notes: tuple[str, ...]
    examples: frozenset[str]
    _tails: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def begins_note(self, cell: str) -> bool:
        """Whether a cell is a note, such as 说明：必填."""
        plain = sum_key(cell)
        return any(plain.startswith(f"{note.lower()}:") for note in self.notes)

    def fields_headed(self, kind: str, keys: Iterable[str]) -> tuple[str, ...]:
        """The fields that a heading with these keys may mean; empty where it means none."""
        known = self.headings[kind]
        return next((known[key] for key in keys if key in known), ())

    def fields_ending(self, kind: str, key: str) -> tuple[str, ...]:
        """The fields of the longest known heading with which a longer one ends: 企业反映的主要诉求 is a 主要诉求."""
        known = self.headings[kind]
        for start in range(1, len(key) - SHORTEST_TAIL + 1):
            if key[start:] in known:
                return known[key[start:]]
        return ()

    def value_of(self, codes: str, text: str) -> str | None:
        """The value that a word in a cell means; "" where the desk has none for it, None where it is not known."""
        if len(text) > LONGEST_WORD:
            return None
        known = self.words[codes]
        plain = word_key(text)
        bare = MARKS_IN_FRONT.sub("", word_key(_BRACKETED.sub("", text)))
        for form in (plain, bare, _without_end(bare)):
            if form in known:
                return known[form]
        return _of_its_parts(known, bare)


def word_key(text: str) -> str:
    """A word as it is compared."""
    return without_spaces(text).lower().strip("。.；;，,：:*“”\"'") or text.strip()


def sum_key(text: str) -> str:
    """What a row begins with, as it is compared."""
    return without_spaces(text).lower().strip(":：。.、")


def _of_its_parts(known: Mapping[str, str], text: str) -> str | None:
    """The value of a word that is made of known ones which all mean the same: 贷款融资."""
    values: set[str] = set()
    at = 0
    while at < len(text):
        length = next((n for n in range(min(len(text) - at, LONGEST_PART), 1, -1) if text[at : at + n] in known), 0)
        if length:
            values.add(known[text[at : at + length]])
        elif not (length := next((len(word) for word in _BESIDE if text.startswith(word, at)), 0)):
            return None
        at += length
    return values.pop() if len(values) == 1 else None


def _without_end(plain: str) -> str:
    for end in _ENDS:
        if plain.endswith(end) and len(plain) > len(end):
            return plain.removesuffix(end)
    return plain


@cache
def shipped_synonyms() -> Synonyms:
    """The list as it ships."""
    return load_synonyms()


def load_synonyms(*own: Path, words: Table | None = None) -> Synonyms:
    """The shipped list, and what an officer's own files, or the desk's own words, add to it.

    Args:
        words: laid out as the shipped list is.

    Raises:
        DeskError: where a file cannot be read, saying what is wrong in it.
    """
    # The officer's own go first.
    tables: list[Table] = [*([words] if words else []), *(_read(path) for path in own), _read(bundled(SHIPPED))]
    try:
        return _made(tables)
    except (AttributeError, TypeError, KeyError, ValueError) as error:
        raise DeskError(
            "The list of headings {file} is not laid out as it should be ({why}): correct it, or take it away.",
            file=", ".join(path.name for path in own) or SHIPPED,
            why=str(error),
        ) from error


def _read(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise DeskError(
            "The list of headings {file} cannot be read ({why}): correct it, or take it away.",
            file=path.name,
            why=str(error),
        ) from error


def _made(tables: Sequence[Table]) -> Synonyms:
    names = dict.fromkeys(name for table in tables for name in table.get("groups", {}))
    groups = {name: tuple(_listed(tables, "groups", name)) for name in names}
    return Synonyms(
        headings={name: _headings(kind, tables, groups) for name, kind in KINDS.items()},
        words={name: _words(name, tables) for name in _code_classes()},
        titles={kind: tuple(_listed(tables, "titles", kind)) for kind in KINDS},
        given={
            kind: {f: tuple(sorted(_listed(tables, "given", kind, f), key=len, reverse=True)) for f in fields}
            for kind, fields in _merged(tables, "given").items()
        },
        ignored=frozenset(heading_of(text).key for text in _listed(tables, "ignored", "headings")),
        empty=frozenset(_listed(tables, "marks", "empty")),
        nothing=frozenset(_listed(tables, "marks", "nothing")),
        no_day=frozenset(_listed(tables, "marks", "no_day")),
        sums=frozenset(map(sum_key, _listed(tables, "rows", "sums"))),
        grand=frozenset(map(sum_key, _listed(tables, "rows", "grand"))),
        notes=tuple(_listed(tables, "rows", "notes")),
        examples=frozenset(map(sum_key, _listed(tables, "rows", "examples"))),
    )


def _merged(tables: Sequence[Table], name: str) -> dict[str, dict[str, Any]]:
    merged: dict[str, dict[str, Any]] = {}
    for table in tables:
        for key, value in table.get(name, {}).items():
            merged.setdefault(key, {}).update(value)
    return merged


def _listed(tables: Sequence[Table], *path: str) -> Iterator[str]:
    for table in tables:
        found: Any = table
        for name in path:
            found = found.get(name, {})
        if isinstance(found, str):
            raise TypeError(f"{'.'.join(path)} is a text and no list")
        for text in found or ():
            if not isinstance(text, str):
                raise TypeError(f"{text!r} in {'.'.join(path)} is no text")
            yield text


def _headings(kind: Kind, tables: Sequence[Table], groups: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """{key: fields}: those of the desk's own words first, then in the order of the kind's fields."""
    found: dict[str, dict[str, None]] = {}
    for text, name in _own_words(kind):
        found.setdefault(heading_of(text).key, {}).setdefault(name)
    for table, each, part in itertools.product(tables, kind.fields, kind.headings):
        for text in _listed([table], "headings", part, each.name):
            for spelt in _spelt_out(text, groups):
                found.setdefault(heading_of(spelt).key, {}).setdefault(each.name)
    found.pop("", None)
    return {key: tuple(names) for key, names in found.items()}


def _own_words(kind: Kind) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        with speaking(language):
            yield from ((field_name(each.name), each.name) for each in kind.fields)


def _spelt_out(text: str, groups: Mapping[str, Sequence[str]]) -> Iterator[str]:
    parts = _GROUP.split(text)  # every second one names a group
    choices = [groups[part] if n % 2 else [part] for n, part in enumerate(parts)]
    return map("".join, itertools.product(*choices))


def _code_classes() -> dict[str, Any]:
    classes = {f.codes.__name__: f.codes for kind in KINDS.values() for f in kind.fields if f.codes is not None}
    return {**classes, YES_NO: None}


def _words(name: str, tables: Sequence[Table]) -> dict[str, str]:
    known: dict[str, str] = {}
    codes = _code_classes()[name]
    values = [code.value for code in codes] if codes is not None else ["yes", "no"]
    known.update(zip(values, values, strict=True))
    for table, value in itertools.product(tables, (*values, NOT_KEPT)):
        for text in _listed([table], "words", name, value):
            known.setdefault(word_key(text), "" if value == NOT_KEPT else value)
    for language in LANGUAGES if codes is not None else ():
        with speaking(language):
            known |= {word_key(word(code)): code.value for code in codes}
    return known
