"""What an office itself calls fields and values, as the desk keeps it, beside the words that ship."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.fields import Kind
from hkdesk.exchange.ledgers.headings import heading_of
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.synonyms import YES_NO, Synonyms, Table, load_synonyms, shipped_synonyms, word_key
from hkdesk.wording import field_name, tr, word

ALL, PROJECTS = "all", "projects"
NAME = "name"  # of another thing in each kind
OwnWord = tuple[str, str, str]  # whose headings or which enumeration, the field or value that is meant, the word


def synonyms_with(words: Iterable[OwnWord]) -> Synonyms:
    """The shipped list with an office's own words before it."""
    own = tuple(words)
    return _synonyms(own) if own else shipped_synonyms()


@lru_cache(maxsize=2)  # as they are now, and as they were before the last edit
def _synonyms(own: tuple[OwnWord, ...]) -> Synonyms:
    return load_synonyms(words=own_table(own))


def own_table(words: Iterable[OwnWord]) -> Table:
    """The words laid out as the shipped list is; one that this version has no place for is left out."""
    tables: dict[str, dict[str, dict[str, list[str]]]] = {"headings": {}, "words": {}}
    codes = shipped_synonyms().words
    for part, means, said in words:
        table = tables["words"] if part in codes else tables["headings"]
        spelt = said if part in codes else said.replace("{", "｛")  # a brace is no group's: the key is the same
        table.setdefault(part, {}).setdefault(means, []).append(spelt)
    return tables


def meanings() -> dict[str, tuple[str, ...]]:
    """What a word may mean: the fields that several ledgers have, those of each kind, the values of each list.

    Returns:
        {whose headings or which enumeration: fields or values}, as `OwnWord` names them.
    """
    kinds = {name: tuple(kind.by_name) for name, kind in KINDS.items()}
    projects = tuple(name for name in kinds["Project"] if name in kinds["Dispatch"])
    apart = [fields for name, fields in kinds.items() if name != "Dispatch"]  # which is one of projects, too
    fields = dict.fromkeys(name for kind in kinds.values() for name in kind)
    shared = tuple(n for n in fields if n != NAME and sum(n in kind for kind in apart) > 1)
    values = {codes: _value_names(codes) for codes in shipped_synonyms().words}
    return {ALL: shared, PROJECTS: projects} | kinds | values


def _value_names(codes: str) -> tuple[str, ...]:
    """The values of a list; of what is answered yes or no, those."""
    return tuple(dict.fromkeys(value for value in shipped_synonyms().words[codes].values() if value))


def meaning_word(part: str, means: str) -> str:
    """What a meaning is called."""
    if part == YES_NO:
        return tr("yes") if means == "yes" else tr("no")
    codes = next(
        (f.codes for kind in KINDS.values() for f in kind.fields if f.codes and f.codes.__name__ == part), None
    )
    return word(codes(means)) if codes is not None and means in set(codes) else field_name(means)


def check_own_words(words: Sequence[OwnWord]) -> list[DeskError]:
    """What is wrong with an office's own words: those that are known as something else already.

    Returns:
        A refusal for each of them, its field "word.<place>".
    """
    errors: list[DeskError] = []
    for place, (part, means, said) in enumerate(words):
        known = [*_shipped_meanings(part, means, said), *_own_meanings(words[:place], part, said)]
        other = next((name for name in known if name != means), None)
        if other is not None:
            errors.append(
                DeskError(
                    "“{text}” is known as “{known}” already: choose another word, or this meaning.",
                    field=f"word.{place}",
                    text=said,
                    known=meaning_word(part, other),
                )
            )
    return errors


def _shipped_meanings(part: str, means: str, said: str) -> Iterator[str]:
    """One thing that a word is known as, for each list that knows it; the meaning itself where it is among several."""
    shipped = shipped_synonyms()
    if part in shipped.words:
        if known := shipped.words[part].get(word_key(said)):
            yield known
        return
    for kind in _kinds_of(part):
        if means in kind.by_name and (names := shipped.fields_headed(kind.name, heading_of(said).keys)):
            yield means if means in names else names[0]


def _own_meanings(words: Sequence[OwnWord], part: str, said: str) -> Iterator[str]:
    codes = shipped_synonyms().words
    for other, means, text in words:
        if part in codes or other in codes:
            if part == other and word_key(text) == word_key(said):
                yield means
        elif heading_of(text).key == heading_of(said).key:
            theirs = [kind for kind in _kinds_of(other) if means in kind.by_name]
            if any(kind in theirs for kind in _kinds_of(part)):
                yield means


def _kinds_of(part: str) -> list[Kind]:
    return [kind for kind in KINDS.values() if part in kind.headings]
