"""How a figure stands to another, as prose says it."""

from collections.abc import Sequence
from decimal import Decimal

from hkdesk.wording import percent, say, tr


def change(now: int | None, before: int | None, least: int = 1) -> str:
    """How much more or less than before, in per cent; empty where either is unknown or too little was there before.

    Args:
        least: of what was before: a few appeals more or less are no per cent.
    """
    if now is None or before is None or before < least:
        return ""
    by = Decimal(now - before) / before
    if not by:
        return tr("the same")
    return tr("{share} more", share=percent(by, 1)) if by > 0 else tr("{share} less", share=percent(-by, 1))


def schedule(lead: Decimal | None) -> str:
    """How far ahead of schedule, or behind (RULES.md, 超序时进度); empty where that is not known."""
    if lead is None:
        return ""
    if not lead:
        return tr("on schedule")
    points = f"{abs(lead):.2f}"
    if lead > 0:
        return tr("{points} percentage points ahead of schedule", points=points)
    return tr("{points} percentage points behind schedule", points=points)


def listed(items: Sequence[str], most: int) -> str:
    """The first of some things, and how many they are where there are more."""
    if len(items) <= most:
        return say(items)
    return tr("{items} and others, {n} in all", items=say(items[:most]), n=f"{len(items):,}")


def known(part: Decimal | None, digits: int = 1) -> str:
    """A ratio as a percentage; empty where there is none."""
    return "" if part is None else percent(part, digits)
