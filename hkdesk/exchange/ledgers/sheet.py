"""A ledger's table as a document: what every file of one has above its rows."""

from datetime import date

from hkdesk.documents.model import Document, PageKind, Table
from hkdesk.wording import language_in_use, long_day


def ledger_sheet(
    title: str,
    table: Table,
    today: date,
    officer: str,
    *,
    subtitle: str = "",
    park: str = "",
    is_practice: bool = False,
) -> Document:
    """A document of one table on wide paper, in the officer's language."""
    return Document(
        title=title,
        subtitle=subtitle,
        language=language_in_use(),
        park=park,
        period=long_day(today),
        is_practice=is_practice,
        prepared_by=officer,
        prepared_on=today,
        blocks=(table,),
        page=PageKind.LEDGER_A3,
    )
