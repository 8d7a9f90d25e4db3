"""The running sums of a ledger's columns, by which a row of totals is known that does not say what it is."""

from collections.abc import Sequence

from hkdesk.exchange.ledgers.values import Reading

EXACT = 0.001  # of a sum: what rounding in each row may come to


class RunningSums:
    """What the rows so far come to, and those since the last sum.

    Args:
        places: of the readings that can be added up.
        shares: of those that stand beside a sum and cannot.
    """

    def __init__(self, places: Sequence[int], shares: Sequence[int] = ()) -> None:
        self._places, self._shares = tuple(places), frozenset(shares)
        self._all = dict.fromkeys(places, 0)
        self._part = dict.fromkeys(places, 0)

    def add(self, readings: Sequence[Reading]) -> None:
        """Add a row."""
        for place in self._places:
            if amount := readings[place].amount:
                self._all[place] += amount
                self._part[place] += amount

    def begin_part(self) -> None:
        """A sum has been drawn: what follows is added up anew."""
        self._part = dict.fromkeys(self._places, 0)

    def of(self, readings: Sequence[Reading]) -> dict[int, str]:
        """{place: text} of the amounts of a row."""
        return {p: text for p in self._places if (text := readings[p].text) and readings[p].amount}

    def add_up_to(self, readings: Sequence[Reading]) -> bool:
        """Whether a row holds nothing but amounts, and these are the sums of those before it."""
        if any(r.said and p not in self._all and p not in self._shares for p, r in enumerate(readings)):
            return False
        amounts = {p: readings[p].amount for p in self._places if readings[p].amount}
        fits = sum(_is_near(a, self._all[p]) or _is_near(a, self._part[p]) for p, a in amounts.items())
        return bool(amounts) and fits * 2 > len(amounts)


def _is_near(amount: int, total: int) -> bool:
    return total > 0 and abs(amount - total) <= total * EXACT
