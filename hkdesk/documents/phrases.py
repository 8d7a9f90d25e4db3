"""Phrases that documents share: sums, counts, and where a fact stands, as a printed page says them."""

from collections.abc import Iterable
from decimal import Decimal

from hkdesk.documents.model import Cell, Share
from hkdesk.domain.codes import Unit
from hkdesk.domain.money import FEN_PER_WAN
from hkdesk.domain.standing import Standing
from hkdesk.wording import language_in_use, percent, tr, word
from hkdesk.work.words import money, quantity


def closed_up(text: str) -> str:
    """A sum in prose: Chinese has no space between a number and its unit."""
    return text.replace(" ", "") if language_in_use() == "zh_CN" else text


def sentences(*said: str) -> str:
    """Sentences one after the other; the empty ones are left out."""
    return ("" if language_in_use() == "zh_CN" else " ").join(sentence for sentence in said if sentence)


def money_cell(fen: int | None) -> Cell:
    """A sum by its magnitude, its raw value in 万元."""
    return Cell(closed_up(money(fen)), None if fen is None else Decimal(fen) / FEN_PER_WAN)


def rate_cell(part: Decimal | None, digits: int = 1) -> Cell:
    """A share in per cent."""
    return Cell(percent(part, digits), None if part is None else Share(round(part, 4)))


def count_cell(n: int) -> Cell:
    """A count."""
    return Cell(f"{n:,}", n)


def quantity_text(value_thousandths: int | None, amount_fen: int | None, unit: Unit) -> str:
    """A figure as prose says it: 15个, 5,630万元; in English a count stands alone, its name saying of what."""
    text = quantity(value_thousandths, amount_fen, unit)
    if language_in_use() != "zh_CN" and amount_fen is None and unit is not Unit.PERCENT:
        return text.split(" ")[0]
    return closed_up(text)


def source(locators: Iterable[str | None], standing: Standing | None) -> str:
    """Where a fact stands and what it rests on: A1.2，陈述; empty for what the desk itself has recorded."""
    said = [place for place in dict.fromkeys(locators) if place]
    if standing is not None:
        said.append(word(standing))
    return tr(", ").join(said)


def with_source(text: str, locators: Iterable[str | None], standing: Standing | None) -> str:
    """A text and, behind it, where it stands."""
    return with_note(text, source(locators, standing))


def with_note(text: str, note: str) -> str:
    """A text and, behind it in brackets, what is to be known of it, if anything."""
    return tr("{text} ({note})", text=text, note=note) if note else text
