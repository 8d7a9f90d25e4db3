"""What cards of records have in common: their fields with what they rest on, and lists that say what they leave out."""

from collections.abc import Sequence
from typing import Any

from hkdesk.documents.forms import Pair, facts_table, long_texts
from hkdesk.documents.model import Block, Cell, Column, Paragraph, Table
from hkdesk.documents.phrases import closed_up, with_note, with_source
from hkdesk.domain.identity import mask_phone
from hkdesk.wording import field_name, tr, word
from hkdesk.work.queries.records import RecordView
from hkdesk.work.words import shown_text

MOST_LINES = 4  # of a cell of a list on paper; a spreadsheet has it whole
MOST_TEXT_LINES = 15  # of a text over the page's width


def field_pairs(record: RecordView, fields: Sequence[str]) -> list[Pair]:
    """Fields by name, each with where it stands in the sources, if it has a place of its own there."""
    return [(field_name(field), field_text(record, field)) for field in fields]


def field_text(record: RecordView, field: str) -> str:
    """A field's value in words, phones masked; empty where nothing is known."""
    value = record.values.get(field)
    if value is None or value == "":
        return ""
    cited = record.citations.get(field)
    said = record.names.get(field) or _shown(field, value)
    return with_source(said, [cited.locator], cited.standing) if cited is not None else said


def _shown(field: str, value: Any) -> str:
    said = shown_text(field, value)
    return closed_up(said) if field.endswith("_fen") else said


def contact_text(name: object, phone: object) -> str:
    """Whom to call, by name and masked phone (RULES.md, Identity)."""
    return " ".join(part for part in (str(name or ""), mask_phone(str(phone)) if phone else "") if part)


def identity_blocks(record: RecordView, pairs: Sequence[Pair], texts: Sequence[str]) -> tuple[Block, ...]:
    """Who or what it is: short facts in pairs, those texts that there are beneath, and what all of it rests on."""
    long = field_pairs(record, [field for field in texts if record.values[field]])
    if not long:
        return (facts_table(pairs, MOST_LINES, sources(record)),)
    return facts_table(pairs, MOST_LINES), long_texts(long, MOST_TEXT_LINES, sources(record))


def sources(record: RecordView) -> str:
    """What the record rests on, and how firmly; empty for what the desk itself has recorded."""
    said = [
        with_note(
            tr("{what} {locator}, {standing}", what=field_name(f) if f else tr("this record"), locator=c.locator,
               standing=word(c.standing)),
            c.note,
        )
        for f, c in sorted(record.citations.items())
    ]  # fmt: skip
    return tr("Sources: {said}.", said=tr("; ").join(said)) if said else ""


def listed(
    title: str, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], nothing: str, **more: Any
) -> tuple[Block, ...]:
    """A list, or a sentence where there is nothing to list."""
    if not rows:
        return (Paragraph(nothing),)
    return (Table(title, tuple(columns), tuple(rows), most_lines=MOST_LINES, **more),)


def first_of(shown: int, all_of_them: int) -> str:
    """That a list has the latest only; empty where it has all."""
    return tr("The latest {shown} of {n}.", shown=shown, n=f"{all_of_them:,}") if all_of_them > shown else ""
