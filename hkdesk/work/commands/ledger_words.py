"""What an office itself calls the fields and values of its ledgers."""

from collections.abc import Sequence

from sqlmodel import select

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.ledger_word import LedgerWord

LONGEST = 80  # characters of a word


def save_ledger_words(uow: UnitOfWork, rows: Sequence[tuple[str, str, str]]) -> None:
    """Make these the office's own words.

    Args:
        rows: (whose headings or which enumeration, the field or value that is meant, the word) each.

    Raises:
        FieldErrors: with `field` "word.<place>".
    """
    wanted = _checked(rows)
    stands = {(w.kind_part, w.means, w.word): w for w in uow.session.exec(select(LedgerWord)).all()}
    for row, kept in stands.items():
        if row not in wanted:
            uow.session.delete(kept)
    for part, means, word in wanted:
        if (part, means, word) not in stands:
            uow.session.add(LedgerWord(kind_part=part, means=means, word=word))


def _checked(rows: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    errors: list[DeskError] = []
    wanted: dict[tuple[str, str, str], None] = {}
    for place, (part, means, typed) in enumerate(rows):
        field, text = f"word.{place}", " ".join(typed.split())
        row = (part, means, text)
        if not text:
            errors.append(DeskError("This may not stay empty.", field=field))
        elif len(text) > LONGEST:
            errors.append(
                DeskError(
                    "This is {length} characters long; {limit} fit here.", field=field, length=len(text), limit=LONGEST
                )
            )
        elif row in wanted:
            errors.append(DeskError("“{text}” stands here twice.", field=field, text=text))
        wanted[row] = None
    if errors:
        raise FieldErrors(errors)
    return list(wanted)
