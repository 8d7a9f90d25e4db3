"""What the office itself calls the fields and values of its ledgers."""

from typing import NamedTuple

from sqlalchemy import Connection, select

from hkdesk.tables.all import table_of


class LedgerWordRow(NamedTuple):
    """A word of the office's own.

    Args:
        kind_part: whose headings, as the shipped list of synonyms has them; of a value its enumeration.
        means: a field, or a value.
    """

    kind_part: str
    means: str
    word: str


def ledger_words(reader: Connection) -> list[LedgerWordRow]:
    """The office's own words, in the order in which they were entered."""
    c = table_of("LedgerWord").c
    return [LedgerWordRow(*row) for row in reader.execute(select(c.kind_part, c.means, c.word).order_by(c.id))]
