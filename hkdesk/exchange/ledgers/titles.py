"""What a record is called whose ledger has no column for that."""

from hkdesk.exchange.ledgers.headings import MARKS_IN_FRONT

LONGEST_TITLE = 40  # characters that are taken of a text for the title of a new record
_ENDS_OF_CLAUSES = ("。", "；", ";", "\n", "！", "？", "，", ",")


def title_of(text: str) -> str:
    """The first clause of a text: what a new record is called where the ledger has no column for it."""
    title = MARKS_IN_FRONT.sub("", text.strip()) or text.strip()
    for end in _ENDS_OF_CLAUSES:
        if len(title) > LONGEST_TITLE or end not in "，,":
            title = title.split(end, 1)[0].strip() or title
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
