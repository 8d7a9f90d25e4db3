"""Documents whose prose comes from a template: the park's own, or the one that the desk comes with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from hkdesk.bundled import bundled
from hkdesk.documents.model import Block, Document, Heading, Letterhead, PageKind, Paragraph, Signature
from hkdesk.domain.errors import DeskError
from hkdesk.wording import language_in_use, long_day, refusal, tr
from hkdesk.work.queries.office import OfficeSettings, office_of, own_template
from hkdesk.work.words import DASH

if TYPE_CHECKING:
    from hkdesk.documents.report import Asked
    from hkdesk.documents.template import Line

T = TypeVar("T")
DEEPEST = 2  # level of heading


class Count(int):
    """A number of things: its text has separators, a condition sees the number."""

    def __str__(self) -> str:
        return f"{int(self):,}"


Value = str | int | bool | Sequence[str]


@dataclass(frozen=True)
class Gathered:
    """What a document has to say before it is put into words.

    Args:
        values: for its template, by their English names: texts as they are printed, "" where nothing is known; counts,
            and whether something is so, for conditions; lists of texts.
        places: {English name: the table or the chart}, none where there is nothing to show.
        nothing: the sentence that stands instead of all else where the period has no data.
    """

    title: str
    subtitle: str
    values: Mapping[str, Value] = field(default_factory=dict)
    places: Mapping[str, Sequence[Block]] = field(default_factory=dict)
    nothing: str = ""


@dataclass(frozen=True)
class Prose:
    """A document that is written by a template.

    Args:
        name: the document's; its templates are resources/templates/NAME.LANGUAGE.txt.
        values: {English name: Chinese name} of all values that a template can use; it may use either.
        places: the same of the tables and charts.
    """

    name: str
    values: Mapping[str, str]
    places: Mapping[str, str]
    gather: "Callable[[Asked], Gathered]"

    def names(self, of: Mapping[str, str], language: str) -> list[str]:
        """The names of values or places as a language has them, in their order."""
        return list(of.values() if language == "zh_CN" else of)

    def delivered(self, language: str) -> str:
        """The template that the desk comes with."""
        return bundled(f"resources/templates/{self.name}.{language}.txt").read_text("utf-8")


def check(prose: Prose, source: str) -> None:
    """Refuse a template that the document could not be written by.

    Raises:
        DeskError: saying the line and the cause.
    """
    from hkdesk.documents.template import check_template  # Jinja2 takes a while, and few documents need it

    check_template(source, _both(prose.values), _both(prose.places))


def blocks_of(prose: Prose, gathered: Gathered, source: str) -> list[Block]:
    """The headings, paragraphs and tables that a template comes to.

    Raises:
        DeskError: saying the line and the cause, where it is wrong.
    """
    from hkdesk.documents.template import render

    values = _under_both(prose.values, gathered.values)
    places = _under_both(prose.places, gathered.places)
    blocks: list[Block] = []
    for line in render(source, values, list(places)):
        blocks.extend(_blocks(line, places))
    return blocks


def prose_document(a: "Asked", prose: Prose) -> Document:
    """The document that is asked for, in the language in use."""
    gathered = prose.gather(a)
    language = language_in_use()
    office: OfficeSettings = a.read(office_of, a.park)
    remark = ""
    if gathered.nothing:
        body: list[Block] = [Paragraph(gathered.nothing)]
    else:
        body, remark = _written(prose, gathered, a.read(own_template, prose.name, language), language)
    return Document(
        title=gathered.title,
        subtitle=gathered.subtitle,
        language=language,
        park=a.place,
        period=gathered.subtitle,
        is_practice=a.is_practice,
        prepared_by=a.officer,
        prepared_on=a.today,
        blocks=(*body, signature_of(office, a.officer, a.today)),
        page=PageKind.OFFICIAL,
        letterhead=letterhead_of(office),
        remark=remark,
    )


def letterhead_of(office: OfficeSettings) -> Letterhead | None:
    """What heads a document of an office; None where neither a text nor a unit is set."""
    text = office.letterhead or office.issuing_unit
    return Letterhead(text, office.document_number, office.has_red_header) if text else None


def signature_of(office: OfficeSettings, officer: str, today: date) -> Signature:
    """The unit that signs, the day, and how it is reached; where no unit is set, who prepared the document."""
    unit = office.signed_by or office.issuing_unit or tr("Prepared by: {name}", name=officer or DASH)
    contact = tr("({contact})", contact=office.contact_line) if office.contact_line else ""
    return Signature(unit, long_day(today), contact)


def _written(prose: Prose, gathered: Gathered, own: str | None, language: str) -> tuple[list[Block], str]:
    """What the park's own template comes to, or, where it has gone wrong, the one as delivered, with a remark."""
    if own is None:
        return blocks_of(prose, gathered, prose.delivered(language)), ""
    try:
        return blocks_of(prose, gathered, own), ""
    except DeskError as error:
        said = tr(
            "The park's own template of this document cannot be used; it was written by the one as delivered. {cause} "
            "Put it right in the settings, “Documents”.",
            cause=refusal(error),
        )
        return blocks_of(prose, gathered, prose.delivered(language)), said


def _blocks(line: "Line", places: Mapping[str, Sequence[Block]]) -> Sequence[Block]:
    if line.is_place:
        return places[line.text]
    return (Heading(min(line.level, DEEPEST), line.text),) if line.level else (Paragraph(line.text),)


def _both(names: Mapping[str, str]) -> list[str]:
    return [*names, *names.values()]


def _under_both(names: Mapping[str, str], found: Mapping[str, T]) -> dict[str, T]:
    """What is known by English names, by the Chinese ones too."""
    return {**found, **{names[name]: value for name, value in found.items()}}
