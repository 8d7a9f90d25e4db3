"""What an office itself calls the fields and values of its ledgers."""

from sqlalchemy import UniqueConstraint

from hkdesk.tables.record import Record


class LedgerWord(Record, table=True):
    """A word that means a field above a column, or a value in its cells, beside those that the desk comes with."""

    __tablename__ = "ledger_word"
    __table_args__ = (UniqueConstraint("kind_part", "means", "word"),)

    kind_part: str  # whose headings, as the shipped list has them; of a value its enumeration
    means: str  # a field, or a value
    word: str
