"""How long work on a ledger is watched: it tells how far it is, and whoever is told may end it."""

from collections.abc import Callable

Report = Callable[[int], None]


def unheard(_: int) -> None:
    """Nobody watches."""
