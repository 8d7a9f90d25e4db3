"""How the columns of a table share its width, on paper and in Word."""

import re
from collections.abc import Sequence

from hkdesk.documents.model import Column

MOST_FOR_NEEDS = 0.95  # of the width; beyond that all columns give
UNBROKEN = 4  # characters of running text that stand on one line
LONGEST_WORD = 7  # ems: a Latin word that is longer is broken
LATIN_WORD = re.compile(r"[!-~]+")


def shared_widths(columns: Sequence[Column], needs: Sequence[float], whole: float) -> list[float]:
    """Widths that add up to the whole: by weight, but a column that needs more than its share takes it of the others.

    Args:
        needs: the width of each below which its cells would break where they may not.
    """
    if sum(needs) > whole * MOST_FOR_NEEDS:
        needs = [need * whole * MOST_FOR_NEEDS / sum(needs) for need in needs]
    fixed: set[int] = set()
    while True:
        free = whole - sum(needs[n] for n in fixed)
        weights = sum(c.weight for n, c in enumerate(columns) if n not in fixed)
        widths = [needs[n] if n in fixed else free * c.weight / weights for n, c in enumerate(columns)]
        short = {n for n, width in enumerate(widths) if n not in fixed and width < needs[n]}
        if not short or len(fixed | short) == len(columns):
            return widths
        fixed |= short


def title_words(title: str) -> list[str]:
    """What a header may not be broken within: words, and in Chinese a few characters."""
    return title.split() if title.isascii() else [title[:5]]
