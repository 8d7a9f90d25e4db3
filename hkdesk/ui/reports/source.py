"""What is to be shown, saved or printed: a report with what the officer chose, made anew whenever it is asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hkdesk.documents.all_reports import BY_NAME
from hkdesk.documents.model import Document
from hkdesk.documents.report import Asked, Report, documents_of
from hkdesk.domain.periods import Period
from hkdesk.ui.context import Context
from hkdesk.work.queries.parks import ParkRow


@dataclass
class ReportSource:
    """A report and what it is asked with.

    Args:
        narrowed: the value of the report's filter; empty for all.
        records: those that it is about, for a report about single ones; none for those that it is usually of.
        more: what else it is asked with (documents/all_reports.py: Asked).
    """

    context: Context
    name: str
    park: ParkRow | None
    period: Period
    narrowed: str = ""
    records: Sequence[UUID] = ()
    more: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, context: Context, name: str, period: Period | None = None, **chosen: Any) -> "ReportSource":
        """A report as it is first shown: of the park in view and, where nothing else is said, its usual period."""
        report = BY_NAME[name]
        return cls(context, name, context.park, period or report.usual_period(context.today), **chosen)

    @property
    def report(self) -> Report:
        return BY_NAME[self.name]

    def documents(self) -> Iterator[Document]:
        """The documents, read one after the other; not to be asked for on the GUI thread."""
        return documents_of(self.report, self._asked(), self.records)

    def values(self) -> list[str]:
        """What there is to narrow the report by, in words; not to be asked for on the GUI thread."""
        return list(self.report.filter.values(self._asked())) if self.report.filter else []

    def _asked(self) -> Asked:
        context = self.context
        desk, parks = context.runner.desk, [self.park] if self.park else context.parks

        def read(query: Callable[..., Any], *arguments: Any) -> Any:
            return context.runner.fetch(query, *arguments).result()

        return Asked(
            read,
            self.park.id if self.park else None,
            tuple(park.name for park in parks),
            context.today,
            desk.officer,
            desk.is_practice,
            self.period,
            attachments=desk.attachments,
            narrowed=self.narrowed,
            **self.more,
        )
