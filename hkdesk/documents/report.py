"""What a report is, and what it is asked with."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from hkdesk.documents.model import Document, Paragraph, Signature
from hkdesk.domain.periods import Period, PeriodKind, period_around, period_beside
from hkdesk.domain.report import month_to_report
from hkdesk.wording import language_in_use, long_day, say, tr
from hkdesk.work.queries.ledger import View
from hkdesk.work.words import DASH


@dataclass(frozen=True)
class Asked:
    """What a document is asked with.

    Args:
        read: runs a query on the desk.
        park: None for all parks together; parks are the names of those in it.
        period: what it is of, for documents of a period.
        record: the one that it is about, for documents of a single record.
        narrowed: the value of the report's filter that it is narrowed to; empty for all.
        view: what of its ledger it shows, for a document of a ledger; None for the whole period's.
        attachments: the folder of attached files, for documents with photographs.
    """

    read: Callable[..., Any]
    park: UUID | None
    parks: tuple[str, ...]
    today: date
    officer: str
    is_practice: bool
    period: Period
    record: UUID | None = None
    narrowed: str = ""
    view: View | None = None
    attachments: Path | None = None

    @property
    def place(self) -> str:
        return say(self.parks)

    @property
    def month(self) -> date:
        """The first day of the period's last month."""
        return self.period.last.replace(day=1)


class Span(Enum):
    """What time a document is of."""

    NONE = ()  # as of today
    MONTH = (PeriodKind.MONTH,)
    QUARTER = (PeriodKind.QUARTER,)
    HALF_YEAR = (PeriodKind.HALF_YEAR,)
    ANY = (PeriodKind.YEAR, PeriodKind.HALF_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)

    @property
    def kinds(self) -> tuple[PeriodKind, ...]:
        """The kinds of periods that it may be of, its own first."""
        kinds: tuple[PeriodKind, ...] = self.value
        return kinds


@dataclass(frozen=True)
class Narrowing:
    """What a report can be narrowed by: its filter.

    Args:
        field: the name of the filter's field, in words.
        values: what there is to choose from.
    """

    field: str
    values: Callable[[Asked], Sequence[str]]


@dataclass(frozen=True)
class Report:
    """A document that can be asked for by name.

    Args:
        span: the time that it is of.
        record: the kind of record that it is about one of; empty for a document about a whole park.
        records: for such a kind, those that it is made of where none is named, in their order.
        filter: what it can be narrowed by; None for nothing.
    """

    name: str
    title: str
    make: Callable[[Asked], Document]
    span: Span = Span.NONE
    record: str = ""
    records: Callable[[Asked], Sequence[UUID]] | None = None
    filter: Narrowing | None = None

    def usual_period(self, today: date) -> Period:
        """The latest that is over, or for a document of any time the running year."""
        if self.span is Span.ANY:
            return period_around(PeriodKind.YEAR, today)
        return self._of(month_to_report(today), today)

    def period_of(self, kind: PeriodKind, period: Period, today: date) -> Period:
        """The document's own period in another, as late as today allows: a month's quarter, a year's last month."""
        kinds = self.span.kinds
        if not kinds or kind in kinds:
            return period
        return period_around(kinds[0], max(period.first, min(period.last, today)))

    def _of(self, month: date, today: date) -> Period:
        kind = self.span.kinds[0] if self.span.kinds else PeriodKind.MONTH
        found = period_around(kind, month)
        return found if found.last <= today or kind is PeriodKind.MONTH else period_beside(kind, found, -1)


def documents_of(report: Report, asked: Asked, keys: Sequence[UUID] = ()) -> Iterator[Document]:
    """The documents that a report comes to, each made when it is asked for; a page that says so where there is none.

    Args:
        keys: of the records that it is about, for a report about single ones; none for those that it is usually of.
    """
    if not report.record:
        yield report.make(asked)
        return
    found = keys or (report.records(asked) if report.records is not None else ())
    if not found:
        yield _nothing(report, asked)
    for key in found:
        yield report.make(replace(asked, record=key))


def _nothing(report: Report, asked: Asked) -> Document:
    on = long_day(asked.today)
    return Document(
        title=tr(report.title),
        subtitle=tr("{place} · as of {on}", place=asked.place, on=on),
        language=language_in_use(),
        park=asked.place,
        period=on,
        is_practice=asked.is_practice,
        prepared_by=asked.officer,
        prepared_on=asked.today,
        blocks=(
            Paragraph(tr("No record waits for this document.")),
            Signature(tr("Prepared by: {name}", name=asked.officer or DASH), on),
        ),
    )


def remarked(documents: Iterable[Document], tell: Callable[[str], object]) -> Iterator[Document]:
    """The documents as they come, what the officer should know of them being told once."""
    told: set[str] = set()
    for document in documents:
        if document.remark and document.remark not in told:
            told.add(document.remark)
            tell(document.remark)
        yield document
