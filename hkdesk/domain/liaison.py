"""Spreading the enterprises of a park over its liaison officers (issue 4: 26 officers for 43 enterprises)."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Enterprise = TypeVar("Enterprise", bound=Hashable)
Officer = TypeVar("Officer", bound=Hashable)


@dataclass(frozen=True, slots=True)
class LiaisonMove(Generic[Enterprise, Officer]):
    """An enterprise that gets another liaison officer than it has; None is nobody."""

    enterprise: Enterprise
    before: Officer | None
    after: Officer | None


def balance(
    assigned: Mapping[Enterprise, Officer | None], officers: Sequence[Officer], *, keeps_assigned: bool
) -> list[LiaisonMove[Enterprise, Officer]]:
    """The fewest moves after which the officers have as many enterprises each, give or take one.

    The same input always gives the same moves: enterprises go in their order, officers in theirs.

    Args:
        assigned: {enterprise: its officer}, in the order in which they are dealt out.
        officers: those who can take enterprises; an enterprise of anybody else counts as nobody's.
        keeps_assigned: deal out only those of nobody, and leave the others where they are.
    """
    if not officers:
        return []
    held: dict[Officer, list[Enterprise]] = {officer: [] for officer in officers}
    to_place: list[Enterprise] = []
    for enterprise, officer in assigned.items():
        mine = to_place if officer is None else held.get(officer, to_place)
        mine.append(enterprise)
    if not keeps_assigned:
        to_place += _taken_off(held, len(assigned))
    loads = {officer: len(mine) for officer, mine in held.items()}
    moves = []
    for enterprise in to_place:
        officer = min(officers, key=lambda o: loads[o])  # the first of those with the fewest
        loads[officer] += 1
        moves.append(LiaisonMove(enterprise, assigned[enterprise], officer))
    return moves


def _taken_off(held: dict[Officer, list[Enterprise]], total: int) -> list[Enterprise]:
    """Take from each officer what is above its share; those who have the most keep the odd ones."""
    share, odd = divmod(total, len(held))
    order = {officer: n for n, officer in enumerate(held)}
    most = sorted(held, key=lambda officer: (-len(held[officer]), order[officer]))[:odd]
    taken: list[Enterprise] = []
    for officer, mine in held.items():
        keeps = share + (officer in most)
        taken += mine[keeps:]
        held[officer] = mine[:keeps]
    return taken
