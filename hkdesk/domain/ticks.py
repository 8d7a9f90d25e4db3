"""The round numbers of an axis."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

MOST_TICKS = 5
_STEPS = (1, 2, 5)


def round_ticks(
    lowest: Decimal | int, highest: Decimal | int, most: int = MOST_TICKS, *, are_whole: bool = False
) -> tuple[Decimal, ...]:
    """Ticks that hold zero and both values, in steps of 1, 2 or 5 times a power of ten.

    Args:
        most: how many at most, three or more.
        are_whole: whether the step is one or more, since what is counted cannot be halved.
    """
    low, high = min(Decimal(lowest), Decimal(0)), max(Decimal(highest), Decimal(0))
    exponent = (high - low).adjusted() - 1 if high > low else 0
    if are_whole or high == low:
        exponent = max(exponent, 0)
    while True:
        for first in _STEPS:
            step = Decimal((0, (first,), exponent))
            below = int((low / step).to_integral_value(ROUND_FLOOR))
            above = max(int((high / step).to_integral_value(ROUND_CEILING)), below + 1)
            if above - below < most:
                return tuple(step * n for n in range(below, above + 1))
        exponent += 1
