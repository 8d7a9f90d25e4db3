"""How far a seeded fact can be trusted, and where in the articles it stands (FACTS.md)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import without_spaces

_LOCATOR = re.compile(r"([AB])([0-9]+)(?:\.([0-9]+)(?:[-–—]([0-9]+))?)?")


class Standing(StrEnum):
    """What a fact rests on: shown wherever the fact is."""

    STATED = "stated"
    DERIVED = "derived"
    INFERRED = "inferred"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Locator:
    """Article, section (0 is what stands before the first), and the paragraphs within it."""

    article: str
    section: int
    first: int | None
    last: int | None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The locator in a text such as A1.2, A3.1–2 or B0.

        Raises:
            DeskError: where the text is no locator.
        """
        match = _LOCATOR.fullmatch(without_spaces(text).upper())
        if match is None:
            raise _not_a_locator(text)
        article, section, *paragraphs = match.groups()
        first, last = (int(number) if number else None for number in paragraphs)
        if first is not None and last is not None and last <= first:
            raise _not_a_locator(text)
        return cls(article, int(section), first, last)

    def __str__(self) -> str:
        paragraph = "" if self.first is None else f".{self.first}"
        through = "" if self.last is None else f"–{self.last}"
        return f"{self.article}{self.section}{paragraph}{through}"


def _not_a_locator(text: str) -> DeskError:
    return DeskError("{text} is not a place in the articles: one looks like A1.2 or A3.1–2.", text=text)
