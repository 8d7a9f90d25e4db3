"""What a kind of ledger is declared in: its fields, how their cells are read, and what takes them."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import cached_property


class FieldType(Enum):
    """How the cells of a field are read."""

    TEXT = auto()  # as many lines as there are
    PROGRESS = auto()  # a text, or a share
    NAME = auto()  # one line
    NAMES = auto()  # several, with 、 between them
    ENTERPRISE = auto()  # the name of one
    CODE_TEXT = auto()  # a number or code of which no digit may be lost
    CONTACT = auto()  # a person and a phone in one cell
    PHONE = auto()
    USCC = auto()
    DAY = auto()
    MONTH = auto()
    MONEY = auto()
    NUMBER = auto()
    QUANTITY = auto()  # a number and what is counted
    AREA = auto()
    PERCENT = auto()
    CODE = auto()  # a value of an enumeration
    YES_NO = auto()


class Told(Enum):
    """What a day stands for, and so which day is meant where a ledger names more than one, e.g. a month."""

    ON = auto()  # what happened: the first, of no more than a month
    FROM = auto()  # what may last some days: the first
    ABOUT = auto()  # what offices tell by the year: the first
    UNTIL = auto()  # what is to have happened by then: the last


class TakenBy(Enum):
    """What takes a field's text."""

    FORM = auto()  # the command that enters or edits the record
    STEP = auto()  # one that moves it on: a step of a project or of an appeal, a milestone
    REPORT = auto()  # the month's report of a project
    NOTHING = auto()  # it tells which record is meant, or is known for what it is; the desk does not keep it


@dataclass(frozen=True)
class LedgerField:
    """A field of a kind.

    Args:
        name: as the commands take it, without “_id”.
        codes: of a CODE.
        unit: of an amount or an area where neither cell nor heading says one.
        more: further fields that one cell may fill: the unit of a QUANTITY, the two halves of a CONTACT.
        is_whole: of a PERCENT, whether the desk keeps whole ones only.
        told: of a DAY.
        counted_from: of a DAY that may be told as a term, e.g. of years: the field of the day from which it counts.
    """

    name: str
    read_as: FieldType = FieldType.TEXT
    taken_by: TakenBy = TakenBy.FORM
    codes: type[StrEnum] | None = None
    unit: str = ""
    more: tuple[str, ...] = ()
    is_whole: bool = False
    told: Told = Told.ON
    counted_from: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of ledger.

    Args:
        name: of the record, or Dispatch.
        title: what it is called, to be worded.
        needed: groups of fields; each row says at least one field of every group.
        identities: fields that tell which record a row is, the surest first.
        headings: the tables of the list of synonyms that say how its fields are headed; a later one adds to those
            before it.
        filled: {field: other}: where the ledger has no column for a field, its beginning is taken for a new record.
        asked: needed fields that the officer is asked for where the ledger does not say them.
        is_moved: whether the days of its steps move a record on.
    """

    name: str
    title: str
    fields: tuple[LedgerField, ...]
    needed: tuple[tuple[str, ...], ...]
    identities: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]
    filled: tuple[tuple[str, str], ...] = ()
    asked: frozenset[str] = frozenset()
    is_moved: bool = False

    @cached_property
    def by_name(self) -> dict[str, LedgerField]:
        """Its fields by their names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def untaken(self) -> frozenset[str]:
        """The fields of which the desk takes nothing: what is wrong with them keeps no row out."""
        telling = {name for group in self.identities for name in group}
        moving = {
            f.name for f in self.fields if f.taken_by is TakenBy.STEP and self.is_moved and f.read_as is FieldType.DAY
        }
        kept = (TakenBy.FORM, TakenBy.REPORT)
        return frozenset(f.name for f in self.fields if f.taken_by not in kept) - telling - moving
