"""Cells' texts as the values that the tables hold, each read once, and those values as texts again."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlmodel import Session

from hkdesk.domain.codes import ProviderKind
from hkdesk.domain.errors import DeskError
from hkdesk.store.characters import characters
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.tables.provider import Provider
from hkdesk.work.commands.fields import NAME_LIMIT, Entry, default_park

MOST_KEPT = 5_000  # of a field
_UNREAD = object()
LONGEST_KEPT = 60  # characters: longer texts seldom come again


class NewName(str):
    """The name of an officer or a provider that the desk does not have yet: it is entered with the row."""

    __slots__ = ()


class _Planning(Entry):
    """Reads as a form does, and enters nobody."""

    def _unknown(self, field: str, table: Any, text: str) -> Any:
        if table is table_of("Provider"):
            _check_length(field, text)
            return NewName(text)
        return super()._unknown(field, table, text)

    def _new_officer(self, field: str, name: str) -> Any:
        _check_length(field, name)
        return NewName(name)


class _Entering(Entry):
    """Reads as a form does, and enters a department that a ledger names and the desk does not have."""

    def _unknown(self, field: str, table: Any, text: str) -> Any:
        if table is not table_of("Provider"):
            return super()._unknown(field, table, text)
        _check_length(field, text)
        park_id = self.values.get("park_id") or self._park_id or default_park(self.session)
        provider = Provider(park_id=park_id, kind=ProviderKind.DEPARTMENT, name=characters(text))
        self.session.add(provider)
        return provider.id


def _check_length(field: str, name: str) -> None:
    if len(name) > NAME_LIMIT:
        raise DeskError(
            "This is {length} characters long; {limit} fit here.", field=field, length=len(name), limit=NAME_LIMIT
        )


class CellTexts:
    """The texts of a kind's fields as values: ledgers say the same again and again.

    Args:
        fixed: columns that are not typed.
        park_id: to which names belong that several parks have.
        may_enter: whether an officer or a provider that is named and not known is entered.
    """

    def __init__(
        self, session: Session, kind: str, fixed: frozenset[str], park_id: UUID | None, *, may_enter: bool = False
    ) -> None:
        make = _Entering if may_enter else _Planning
        self._entry = make(session, RECORDS[kind], fixed, park_id)
        self._columns: dict[str, str | None] = {}
        self._fixed = fixed | {"id", "version"}
        self._table = table_of(kind)
        self._kept: dict[str, dict[str, Any]] = defaultdict(dict)
        self._references: dict[tuple[str, str], UUID] = {}

    def column(self, name: str) -> str | None:
        """The column that a field's text goes into; None where the kind has none that is typed."""
        if name not in self._columns:
            field = name if name in self._table.c else f"{name}_id"
            self._columns[name] = field if field in self._table.c and field not in self._fixed else None
        return self._columns[name]

    def read(self, name: str, text: str) -> Any:
        """The value of a field's text.

        Raises:
            DeskError: as the form would refuse it.
        """
        kept = self._kept[name]
        value = kept.get(text, _UNREAD)
        if value is _UNREAD:
            value = self._new(name, text)
            if len(text) <= LONGEST_KEPT:
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                kept[text] = value
        if isinstance(value, DeskError):
            raise value
        return value

    def _new(self, name: str, text: str) -> Any:
        if (reference := self._references.get((name, text))) is not None:
            return reference  # one that has just been entered is not found again before that is written
        try:
            value = self._entry.value_of(name, text)
        except DeskError as error:
            return error
        if isinstance(value, UUID):
            self._references[name, text] = value
        return value
