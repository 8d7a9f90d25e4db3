"""Which column is which field of a kind, by its heading and, where that does not settle it, by its values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from statistics import median

from hkdesk.domain.errors import DeskError
from hkdesk.domain.money import FEN_PER_YI
from hkdesk.exchange.ledgers.amounts import FEN_PER_UNIT
from hkdesk.exchange.ledgers.clues import latest_month
from hkdesk.exchange.ledgers.evidence import agreement, fields_by_values, unit_of_shares
from hkdesk.exchange.ledgers.fields import FieldType, Kind
from hkdesk.exchange.ledgers.headings import NO_HEADING, Heading
from hkdesk.exchange.ledgers.kinds import JOINED
from hkdesk.exchange.ledgers.mapping import UNITS_OF
from hkdesk.exchange.ledgers.sheets import RawCell
from hkdesk.exchange.ledgers.synonyms import Synonyms
from hkdesk.exchange.ledgers.values import Context
from hkdesk.wording import field_name

LEAST = 0.35  # of confidence, to be taken for a field
SURE_END, SURE_UPPER = 0.7, 0.5  # of a heading known by its end, or by its upper row
OF_ANOTHER_MONTH = 0.6  # of a heading that names a month which is not the ledger's
SURE_VALUES = 0.6  # of values under a heading that is not known
HALF = 0.5
WHOLES = frozenset({"month_fen", "year_fen"})
PARTS = frozenset({"construction_fen", "equipment_fen", "land_fen"})
MOST_USUAL_FEN = 1000 * FEN_PER_YI  # of a sum in a ledger of a park


class By(Enum):
    """What a column was known by."""

    HEADING = auto()
    END_OF_HEADING = auto()
    VALUES = auto()
    MEMORY = auto()  # of a ledger of this shape
    NOTHING = auto()


@dataclass(frozen=True)
class Assigned:
    """A column and the field that it is taken for.

    Args:
        column: of the sheet, from 0.
        heading: as it stands.
        field: None where it is taken for none.
        confidence: from 0 to 1.
        agreement: the part of its first values that can be read as the field's.
        others: fields that it may be instead, the likeliest first.
        has_values: whether anything stands below the heading.
    """

    column: int
    heading: str
    field: str | None
    confidence: float
    by: By
    agreement: float = 1.0
    others: tuple[str, ...] = ()
    has_values: bool = True


@dataclass(frozen=True, slots=True)
class _Candidate:
    column: int
    field: str
    confidence: float
    by: By
    agreement: float


@dataclass(frozen=True)
class Sample:
    """Headings and first values of a sheet.

    Args:
        cells: of each column, those that say anything.
        context: what of the ledger bears on how they are read.
        month: that it is of; None where it names none.
    """

    headings: Sequence[Heading]
    cells: Sequence[Sequence[RawCell]]
    context: Context
    month: int | None = None

    def heading(self, column: int) -> Heading:
        """What stands above a column."""
        return self.headings[column] if column < len(self.headings) else NO_HEADING


def headed(kind: Kind, heading: Heading, synonyms: Synonyms) -> tuple[tuple[str, ...], float]:
    """The fields that a heading names, and how surely."""
    if fields := synonyms.fields_headed(kind.name, heading.keys):
        return fields, 1.0
    return synonyms.fields_headed(kind.name, heading.weak), SURE_UPPER


def assign(kind: Kind, sample: Sample) -> tuple[Assigned, ...]:
    """Every column with what it is taken for; each field goes to the column that fits it best."""
    synonyms = sample.context.synonyms
    width = max(len(sample.headings), len(sample.cells))
    candidates = [
        candidate
        for column in range(width)
        if sample.heading(column).key not in synonyms.ignored
        for candidate in _candidates(kind, column, sample)
        if candidate.confidence >= LEAST
    ]
    choices = {column: [c for c in candidates if c.column == column] for column in range(width)}
    order = list(kind.by_name)

    def rank(each: _Candidate) -> tuple[object, ...]:
        """A heading that names one field alone goes first; then whatever is surer."""
        names_it = each.by is By.HEADING and len(choices[each.column]) == 1
        return not names_it, -round(each.confidence, 2), order.index(each.field), each.column

    candidates.sort(key=rank)
    chosen: dict[int, _Candidate] = {}
    taken: set[str] = set()
    for candidate in candidates:
        may_join = candidate.field in JOINED and candidate.by is By.HEADING
        if candidate.column not in chosen and (candidate.field not in taken or may_join):
            chosen[candidate.column] = candidate
            taken.add(candidate.field)
    return tuple(_assigned(column, sample, chosen.get(column), choices[column]) for column in range(width))


def _assigned(column: int, sample: Sample, chosen: _Candidate | None, choices: Sequence[_Candidate]) -> Assigned:
    text, has_values = sample.heading(column).text, column < len(sample.cells) and bool(sample.cells[column])
    others = sorted((c for c in choices if c is not chosen), key=lambda c: -c.confidence)
    names = tuple(dict.fromkeys(c.field for c in others))
    if chosen is None:
        return Assigned(column, text, None, 0.0, By.NOTHING, others=names, has_values=has_values)
    return Assigned(
        column, text, chosen.field, round(chosen.confidence, 3), chosen.by, chosen.agreement, names, has_values
    )


def _candidates(kind: Kind, column: int, sample: Sample) -> Iterator[_Candidate]:
    heading, synonyms = sample.heading(column), sample.context.synonyms
    cells = sample.cells[column] if column < len(sample.cells) else ()
    fields, sure = headed(kind, heading, synonyms)
    by = By.HEADING
    if not fields and heading.key:
        fields, sure, by = synonyms.fields_ending(kind.name, heading.key), SURE_END, By.END_OF_HEADING
    if fields and sample.month and latest_month(heading.text) not in (0, sample.month):
        sure *= OF_ANOTHER_MONTH
    for name in fields:
        unit = unit_of_column(kind, name, heading, cells, "")
        fits = agreement(kind.by_name[name], cells, replace(sample.context, unit=unit))
        yield _Candidate(column, name, sure * (0.4 + 0.6 * fits), by, fits)
    if not fields:
        for name, sure in fields_by_values(kind, cells, synonyms).items():
            yield _Candidate(column, name, sure * (SURE_VALUES if heading.key else 1.0), By.VALUES, 1.0)


def unit_of_column(kind: Kind, name: str, heading: Heading, cells: Sequence[RawCell], said: str) -> str:
    """The unit of a column's bare numbers: of its heading, or of the title, or of its field; empty where it has none.

    Args:
        said: the unit of amounts that the title names.
    """
    field = kind.by_name[name]
    known = UNITS_OF.get(field.read_as, ())
    match field.read_as:
        case FieldType.PERCENT:
            return unit_of_shares(cells)
        case FieldType.QUANTITY:
            return heading.unit
        case FieldType.MONEY | FieldType.AREA:
            return next(unit for unit in (heading.unit, said, field.unit) if unit in known)
    return ""


def doubts_of(kind: Kind, assigned: Sequence[Assigned], sample: Sample, said: str) -> Iterator[DeskError]:
    """What of the columns an officer should look at before anything is taken."""
    read = [each for each in assigned if each.field is not None and each.has_values]
    for each in read:
        if each.agreement < HALF:
            yield DeskError(
                "Most of what stands under {heading} cannot be read as {field_name}: is it the right column?",
                field=each.field,
                heading=each.heading,
                field_name=each.field,
            )
    wholes = [each.heading for each in read if each.field in WHOLES]
    if wholes and not any(each.field in PARTS for each in read):
        yield DeskError(
            "The desk keeps what was invested in a month by its use: {names} are not kept. Say how much of it "
            "went into construction, equipment and land.",
            names=wholes,
        )
    unsaid: list[str] = []
    for each in read:
        name = each.field or ""
        cells, heading = sample.cells[each.column], sample.heading(each.column)
        numbers = _numbers(cells) if kind.by_name[name].read_as is FieldType.MONEY else []
        unit = unit_of_column(kind, name, heading, cells, said)
        if numbers and not (heading.unit or said):
            unsaid.append(field_name(name))
        if numbers and median(numbers) * FEN_PER_UNIT[unit] > MOST_USUAL_FEN:
            yield DeskError(
                "Most amounts of {field_name} come to more than {most}亿元 each: is {unit} the right unit?",
                field=name,
                field_name=name,
                most=MOST_USUAL_FEN // FEN_PER_YI,
                unit=unit,
            )
    if unsaid:
        yield DeskError("Neither the headings nor the title say the unit of {names}: 万元 is taken.", names=unsaid)


def _numbers(cells: Sequence[RawCell]) -> list[float]:
    """The bare numbers among some cells."""
    numbers = [float(cell) for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
    return numbers + [float(cell.replace(",", "")) for cell in cells if isinstance(cell, str) and _is_bare(cell)]


def _is_bare(text: str) -> bool:
    return text.strip().replace(",", "").replace(".", "", 1).isdecimal()
