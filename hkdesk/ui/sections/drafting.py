"""Puts templates together with the present figures, on the reading thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hkdesk.documents.all_reports import BY_NAME
from hkdesk.documents.model import Block, Paragraph
from hkdesk.documents.prose import Gathered, Prose, blocks_of, check
from hkdesk.documents.proses import PROSES
from hkdesk.documents.report import Asked
from hkdesk.domain.errors import DeskError
from hkdesk.domain.periods import Period, period_beside
from hkdesk.ui.context import Context
from hkdesk.wording import speaking

Key = tuple[str, str]  # a document's name and a language
LOOKED_BACK = 16  # periods


@dataclass(frozen=True)
class Present:
    """Whose figures a preview shows: those of the park in view."""

    park: UUID | None
    parks: tuple[str, ...]
    today: date
    officer: str
    is_practice: bool

    def asked(self, reader: Any, period: Period) -> Asked:
        """What a document is asked with, reading by an open connection."""

        def read(query: Callable[..., Any], *arguments: Any) -> Any:
            return query(reader, *arguments)

        return Asked(read, self.park, self.parks, self.today, self.officer, self.is_practice, period)


def present(context: Context) -> Present:
    """The present desk and park."""
    desk = context.runner.desk
    parks = (context.park.name,) if context.park else tuple(p.name for p in context.parks)
    return Present(context.park_id, parks, context.today, desk.officer, desk.is_practice)


def gathered(reader: Any, prose: Prose, language: str, here: Present) -> Gathered:
    """The figures of the latest period that has any, in a language, which need not be the screen's."""
    report = BY_NAME[prose.name]
    period = report.usual_period(here.today)
    with speaking(language):
        first = found = prose.gather(here.asked(reader, period))
        for back in range(1, LOOKED_BACK):
            if not found.nothing:
                return found
            before = period_beside(report.span.kinds[0], period, -back)
            found = prose.gather(here.asked(reader, before))
    return first


def drafted(_reader: Any, prose: Prose, found: Gathered, source: str, language: str) -> list[Block] | DeskError:
    """What a template comes to, or what is wrong with it."""
    with speaking(language):
        try:
            if found.nothing:
                check(prose, source)
                return [Paragraph(found.nothing)]
            return blocks_of(prose, found, source)
        except DeskError as error:
            return error


def first_fault(reader: Any, texts: Mapping[Key, str], here: Present) -> tuple[Key, DeskError] | None:
    """The first template that cannot be used, and why; an emptied one gives way to the one as delivered."""
    for (name, language), text in texts.items():
        if text.strip():
            prose = PROSES[name]
            found = drafted(reader, prose, gathered(reader, prose, language, here), text, language)
            if isinstance(found, DeskError):
                return (name, language), found
    return None


def line_of(error: DeskError) -> int:
    """The line of a template that a refusal speaks of, from 1; 0 for none."""
    found = error.values.get("line", 0)
    return found if isinstance(found, int) else 0
