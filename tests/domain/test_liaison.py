"""Enterprises are spread evenly over liaison officers, and no more of them move than must."""

from hypothesis import given
from hypothesis import strategies as st

from hkdesk.domain.liaison import LiaisonMove, balance

OFFICERS = st.lists(st.sampled_from("甲乙丙丁戊"), unique=True, min_size=1)
ASSIGNED = st.lists(st.sampled_from([None, *"甲乙丙丁戊己"]), max_size=40).map(lambda held: dict(enumerate(held)))


def loads_after(assigned, officers, moves):
    after = assigned | {move.enterprise: move.after for move in moves}
    return [sum(held == officer for held in after.values()) for officer in officers]


def test_the_articles_park_gives_26_officers_43_enterprises_one_or_two_each():
    officers = [f"联络员{n}" for n in range(26)]
    moves = balance(dict.fromkeys(range(43)), officers, keeps_assigned=True)
    assert sorted(loads_after(dict.fromkeys(range(43)), officers, moves)) == [1] * 9 + [2] * 17


@given(ASSIGNED, OFFICERS)
def test_afterwards_nobody_has_two_more_than_another_and_everything_is_somebodys(assigned, officers):
    moves = balance(assigned, officers, keeps_assigned=False)
    loads = loads_after(assigned, officers, moves)
    assert max(loads) - min(loads) <= 1
    assert sum(loads) == len(assigned)


@given(ASSIGNED, OFFICERS)
def test_no_more_moves_than_must(assigned, officers):
    moves = balance(assigned, officers, keeps_assigned=False)
    share, odd = divmod(len(assigned), len(officers))
    loads = sorted(loads_after(assigned, officers, []), reverse=True)
    stay = sum(min(load, share + (n < odd)) for n, load in enumerate(loads))  # the fullest keep the odd ones
    assert len(moves) == len(assigned) - stay
    assert all(move.before != move.after for move in moves)


@given(ASSIGNED, OFFICERS)
def test_where_those_assigned_stay_only_the_others_are_dealt_out_to_whoever_has_fewest(assigned, officers):
    moves = balance(assigned, officers, keeps_assigned=True)
    assert [move.enterprise for move in moves] == [e for e, held in assigned.items() if held not in officers]
    before = loads_after(assigned, officers, [])
    for n, move in enumerate(moves):
        loads = loads_after(assigned, officers, moves[:n])
        assert loads[officers.index(move.after)] == min(loads)
    assert all(now >= then for now, then in zip(loads_after(assigned, officers, moves), before, strict=True))


def test_the_same_input_gives_the_same_moves_in_order():
    assigned = {"一": "甲", "二": "甲", "三": "甲", "四": None}
    wanted = [LiaisonMove("四", None, "乙"), LiaisonMove("三", "甲", "乙")]
    assert balance(assigned, ["甲", "乙"], keeps_assigned=False) == wanted
    assert balance(assigned, [], keeps_assigned=False) == []
