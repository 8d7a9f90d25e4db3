"""What officers type, field by field, as the values that the tables hold.

Forms and the command line hand over {field: text}; every wrong field is refused in one go, each with its sentence.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, String, or_, select
from sqlalchemy import Enum as SqlEnum
from sqlmodel import AutoString, Session

from hkdesk.domain.days import parse_day
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.identity import check_uscc
from hkdesk.domain.money import parse_money
from hkdesk.store.characters import characters
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.tables.columns import Instant, Key
from hkdesk.tables.officer import Officer
from hkdesk.tables.record import Record

TEXT_LIMIT = 4000
NAME_LIMIT = 200
YES, NO = {"1", "true", "yes", "y", "是", "有"}, {"0", "false", "no", "n", "否", "无"}


class AsRead(dict[str, Any]):
    """{column: value} that an `Entry` of the same kind has read already: ledgers say the same again and again."""


class Entry:
    """Values taken from what was typed, and the sentences for what was wrong.

    Args:
        fixed: fields that are not the officer's to set here (a stage moves by its own command).
        park_id: the park of the record, where it has one already.
    """

    def __init__(
        self,
        session: Session,
        kind: type[Record],
        fixed: frozenset[str] = frozenset(),
        park_id: UUID | None = None,
    ) -> None:
        self.session, self.kind, self._park_id = session, kind, park_id
        self._fixed = fixed | {"id", "version"}
        self.values: dict[str, Any] = {}
        self.errors: list[DeskError] = []

    def take(self, typed: Mapping[str, object]) -> "Entry":
        """Convert every field; texts go through their column's reader, other values as they are."""
        if isinstance(typed, AsRead):
            self.values.update(typed)
            return self
        for name, value in sorted(typed.items(), key=lambda item: not item[0].startswith("park")):  # names need a park
            try:
                self.values[self._column_name(name)] = self.value_of(name, value)
            except DeskError as error:
                self.errors.append(error)
        return self

    def value_of(self, name: str, value: object) -> Any:
        """The value of one field.

        Raises:
            DeskError: if it is wrong.
        """
        return self._read(name, self._column_name(name), value)

    def require(self, *fields: str) -> "Entry":
        """Ask for what may not stay empty."""
        for field in fields:
            if self.values.get(field) in (None, "") and not any(_is_about(e, field) for e in self.errors):
                self.errors.append(DeskError("This may not stay empty.", field=field))
        return self

    def check(self) -> dict[str, Any]:
        """The values.

        Raises:
            FieldErrors: if anything was wrong.
        """
        if self.errors:
            raise FieldErrors(self.errors)
        return self.values

    def _column_name(self, name: str) -> str:
        columns = _columns_of(self.kind)
        field = name if name in columns else f"{name}_id"
        if field not in columns or field in self._fixed:
            raise DeskError(
                "There is no field “{name}” to set here; these can be set: {known}.",
                field=name,
                name=name,
                known=sorted(key.removesuffix("_id") for key in columns if key not in self._fixed),
            )
        return field

    def _read(self, name: str, field: str, value: object) -> object:
        if not isinstance(value, str):
            return value
        column = _columns_of(self.kind)[field]
        if column.is_text:
            return self._text(field, value, nullable=column.is_nullable)
        if not (text := value.strip()):
            return None if column.is_nullable else self._refuse_empty(field)
        return self._convert(field, column.type, text)

    def _convert(self, field: str, column: object, text: str) -> object:
        match column:
            case SqlEnum(enum_class=codes) if codes is not None and issubclass(codes, StrEnum):
                return read_code(codes, text, field)
            case Key():
                return self._refer(field, text)
            case Instant():
                raise DeskError("This is set by the desk itself.", field=field)
            case Boolean():
                return _yes_or_no(text, field)
            case Integer():
                return parse_money(text, field) if field.endswith("_fen") else _whole(text, field)
            case Date():
                return parse_day(text, field)
            case _:
                raise TypeError(f"nothing is typed into a {type(column).__name__}")

    def _text(self, field: str, value: str, *, nullable: bool) -> str | None:
        limit = NAME_LIMIT if field in {"name", "title", "short_name"} else TEXT_LIMIT
        if value.isprintable():  # one line of what can be seen, as most are: nothing to put right
            text = value.strip()
        else:
            text = characters(value).strip().replace("\x00", "").replace("\r\n", "\n")
        if len(text) > limit:
            raise DeskError(
                "This is {length} characters long; {limit} fit here.", field=field, length=len(text), limit=limit
            )
        if field == "uscc":
            return check_uscc(text, field) if text else None
        return text or (None if nullable else "")

    def _refer(self, field: str, text: str) -> UUID:
        (foreign,) = table_of(self.kind.__name__).c[field].foreign_keys
        found = find_by_name(self.session, foreign.column.table, text)
        if len(found) > 1:  # both parks may have one of this name
            found = self._of_park(foreign.column.table, found) or found
        if len(found) == 1:
            return found[0]
        if found:
            raise DeskError(
                "There are {count} of the name “{text}”: say which by its id.", field=field, count=len(found), text=text
            )
        return self._unknown(field, foreign.column.table, text)

    def _unknown(self, field: str, table: Any, text: str) -> UUID:
        """What a name means that the desk does not have: an officer is entered by it.

        Raises:
            DeskError: for anyone else.
        """
        if table is table_of("Officer"):
            return self._new_officer(field, text)
        raise DeskError("There is none of the name “{text}”.", field=field, text=text)

    def _of_park(self, table: Any, keys: list[UUID]) -> list[UUID]:
        """Those of some rows that lie in the record's own park, where that is known."""
        park_id = self.values.get("park_id") or self._park_id
        if park_id is None or "park_id" not in table.c:
            return []
        here = select(table.c.id).where(table.c.id.in_(keys), table.c.park_id == park_id)
        return list(self.session.execute(here).scalars())

    def _new_officer(self, field: str, name: str) -> UUID:
        """Officers are entered by being named: an office has a handful, and no page of their own."""
        if len(name) > NAME_LIMIT:
            raise DeskError(
                "This is {length} characters long; {limit} fit here.", field=field, length=len(name), limit=NAME_LIMIT
            )
        park_id = self.values.get("park_id") or self._park_id or default_park(self.session)
        officer = Officer(park_id=park_id, name=characters(name), is_liaison=field == "liaison_officer_id")
        self.session.add(officer)
        return officer.id

    def _refuse_empty(self, field: str) -> object:
        raise DeskError("This may not stay empty.", field=field)


class _Column(NamedTuple):
    """What is to be known of a column, found out once: SQLAlchemy is slow to say."""

    type: object
    is_text: bool
    is_nullable: bool


@cache
def _columns_of(kind: type[Record]) -> dict[str, _Column]:
    def column(c: Any) -> _Column:
        is_text = isinstance(c.type, String | AutoString) and not isinstance(c.type, SqlEnum)
        return _Column(c.type, is_text, bool(c.nullable))

    return {c.key: column(c) for c in table_of(kind.__name__).c}


def find_by_name(session: Session, table: Any, text: str) -> list[UUID]:
    """The ids of the rows of a table that have this id, code, full or short name, or number."""
    try:
        wanted = [table.c.id == UUID(text)]
    except ValueError:
        text = characters(text)
        wanted = [table.c[c] == text for c in ("name", "short_name", "code", "number", "uscc") if c in table.c]
    return list(session.execute(select(table.c.id).where(or_(*wanted)).limit(5)).scalars())


def read_code(codes: type[StrEnum], text: str, field: str | None = None) -> StrEnum:
    """A code of an enumeration.

    Raises:
        DeskError: naming those that there are.
    """
    try:
        return codes(text.strip().lower())
    except ValueError:
        raise DeskError(
            "“{text}” is not known here; these are: {known}.", field=field, text=text, known=[c.value for c in codes]
        ) from None


def edit(session: Session, record: Record, typed: Mapping[str, object], fixed: frozenset[str], *required: str) -> None:
    """Set what was typed on a record; a field that was not typed stays."""
    values = Entry(session, type(record), fixed, getattr(record, "park_id", None)).take(typed).check()
    entry = Entry(session, type(record))
    entry.values = {f: getattr(record, f) for f in required} | values
    entry.require(*required).check()
    for field, value in values.items():
        if getattr(record, field) != value:
            setattr(record, field, value)


def get(session: Session, kind: str, key: UUID) -> Any:
    """A record by its id.

    Raises:
        DeskError: if it is gone.
    """
    if (record := session.get(RECORDS[kind], key)) is None:
        raise DeskError("This record has been deleted meanwhile.")
    return record


def same_name(session: Session, kind: type[Record], name: str, park_id: UUID, *, but_for: UUID | None = None) -> bool:
    """Whether the park has a record of this name already, another than `but_for`."""
    t = table_of(kind.__name__)
    found = select(t.c.id).where(t.c.name == name, t.c.park_id == park_id, t.c.id.is_not(but_for)).limit(1)
    return session.execute(found).first() is not None


def default_park(session: Session) -> UUID:
    """The park that a record goes to when nobody says which: the first."""
    park = table_of("Park")
    found = session.execute(select(park.c.id).order_by(park.c.division_code.desc(), park.c.code).limit(1)).scalar()
    if found is None:
        raise DeskError("The desk holds no park yet.", field="park_id")
    return UUID(str(found))


def _is_about(error: DeskError, field: str) -> bool:
    return error.field in (field, field.removesuffix("_id"))


def _yes_or_no(text: str, field: str) -> bool:
    if (word := text.lower()) in YES | NO:
        return word in YES
    raise DeskError("“{text}” is neither yes nor no.", field=field, text=text)


def _whole(text: str, field: str) -> int:
    try:
        number = int(text.replace(",", "").replace("，", ""))
    except ValueError:
        raise DeskError("“{text}” is not a whole number.", field=field, text=text) from None
    if not 0 <= number < 10**12:
        raise DeskError("“{text}” is out of range.", field=field, text=text)
    return number


def a_day(value: object, field: str) -> date | None:
    """A day, typed or given."""
    if isinstance(value, str):
        return parse_day(value, field) if value.strip() else None
    return value if isinstance(value, date) else None
