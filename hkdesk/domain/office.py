"""What heads and signs a park's official documents: limits, and how their number is written (GB/T 9704-2012, 7.2.5)."""

import re

LONGEST_LINE = 100
LONGEST_TEMPLATE = 20_000
_YEAR = re.compile(r"[\[(（【［〔]\s*([0-9]{4})\s*[\])）】］〕]")


def tidy_number(text: str) -> str:
    """A document's number with its year in the brackets of the standard: 洪高新发[2026]1号 → 洪高新发〔2026〕1号."""
    return _YEAR.sub("〔\\1〕", text)
