"""A document that is asked for by its name, its park, its period and its records, as the command line does."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from hkdesk.documents.all_reports import BY_NAME
from hkdesk.documents.report import Asked, Report, documents_of, remarked
from hkdesk.domain.errors import DeskError
from hkdesk.domain.periods import parse_period
from hkdesk.printing.fonts import Fonts, say_replaced
from hkdesk.settings import Settings
from hkdesk.ui.report_files import write_documents, write_each
from hkdesk.wording import language_in_use, tr
from hkdesk.work.queries.parks import chosen_parks
from hkdesk.work.queries.records import resolve

if TYPE_CHECKING:
    from hkdesk.work.desk import Desk


@dataclass(frozen=True)
class Written:
    """How many files there are now, and what is to be known of them."""

    files: int
    note: str


def write_report(
    desk: "Desk",
    name: str,
    to: Path,
    park: str = "",
    period: str = "",
    records: Sequence[str] = (),
    narrowed: str = "",
) -> Written:
    """Write a document as a file, its ending saying as what; or as a PDF for each record, where `to` is a folder.

    Args:
        name: the document's (documents/all_reports.py).
        park: a park's code; "*" for all parks together; empty for the first.
        period: as 2024, 2024-H1, 2024-Q1 or 2024-09; empty for the document's usual one.
        records: by id, number or name, those that a document about single records is about; empty for the usual ones.
        narrowed: what the document is narrowed to, as its filter has it; empty for all.

    Raises:
        DeskError: if there is no such park, period or record, or the file cannot be written.
    """
    report, chosen = BY_NAME[name], desk.read(chosen_parks, park)
    if records and not report.record:
        raise DeskError("{title} is about no single record: name none.", title=tr(report.title))
    here = chosen[0].id if len(chosen) == 1 else None
    span = report.period_of(*parse_period(period), desk.today) if period else report.usual_period(desk.today)
    parks = tuple(p.name for p in chosen)
    asked = Asked(desk.read, here, parks, desk.today, desk.officer, desk.is_practice, span)
    asked = replace(asked, attachments=desk.attachments, narrowed=narrowed)
    if narrowed:
        _check_filter(report, asked)
    keys = [desk.read(resolve, report.record, text) for text in records]
    notes = [_note() if to.is_dir() or to.suffix.lower() == ".pdf" else ""]
    documents = remarked(documents_of(report, asked, keys), notes.append)
    files = 1
    if to.is_dir():
        files = write_each(documents, to, ".pdf")
    else:
        write_documents(documents, to)
    return Written(files, "\n".join(note for note in notes if note))


def _check_filter(report: Report, asked: Asked) -> None:
    if report.filter is None:
        raise DeskError("{title} has no filter: leave it out.", title=tr(report.title))
    known = [str(value) for value in report.filter.values(asked)]
    if asked.narrowed not in known:
        raise DeskError("There is no “{text}” here; there are: {known}.", text=asked.narrowed, known=known)


def _note() -> str:
    """Make ready to paint without a screen, and name the fonts that are wanting."""
    from hkdesk.ui.application import make_application

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    make_application(Settings(language=language_in_use()))
    return say_replaced(Fonts(language_in_use()).replaced())
