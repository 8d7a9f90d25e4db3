"""A hundred thousand rows of a ledger are chosen, left out and counted while the window goes on."""

import time
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from hkdesk.ui.importing.pipeline import keys_of, places_of
from hkdesk.ui.widgets.packed_table import KEY
from hkdesk.work.importing.decisions import WRITTEN, Decisions, Side
from hkdesk.work.importing.rows import FieldChange, ImportPlan, PlannedRow, RowState

MANY = 100_000
PARK = UUID(int=1)


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_keys_of_places_are_those_that_a_ledger_takes(places):
    keys = keys_of(places)
    assert keys == b"".join(place.to_bytes(KEY, "big") for place in places)
    assert list(places_of(keys)) == places


@given(
    st.lists(st.sampled_from(RowState), max_size=12),
    st.sets(st.integers(0, 15)),
    st.dictionaries(st.integers(0, 15), st.sampled_from(Side)),
)
def test_what_is_counted_is_what_is_written(states, left_out, sides):
    clash = (FieldChange("address", "一号路", "二号路"),)
    rows = tuple(
        PlannedRow(n, state, conflicts=clash if state is RowState.CONFLICT else ()) for n, state in enumerate(states, 2)
    )
    plan, decisions = ImportPlan("Enterprise", PARK, rows), Decisions(left_out=left_out, sides=sides)
    undecided = frozenset(row.number for row in rows if row.state in WRITTEN)
    assert decisions.count_writable(plan, undecided) == len(list(decisions.writable(plan)))


def test_masses_are_left_out_and_counted_as_fast_as_a_list_of_them_is_made():
    plan = ImportPlan("Enterprise", PARK, tuple(PlannedRow(n, RowState.NEW) for n in range(2, MANY + 2)))
    undecided = frozenset(range(2, MANY + 2))
    decisions = Decisions(left_out=set(undecided))
    assert decisions.count_writable(plan, undecided) == 0
    assert len(keys_of(range(MANY))) == MANY * KEY
    one_by_one = fastest(lambda: [n.to_bytes(KEY, "big") for n in range(MANY)])
    assert fastest(lambda: decisions.count_writable(plan, undecided)) < 2 * one_by_one
    assert fastest(lambda: keys_of(range(MANY))) < 2 * one_by_one


def fastest(work):
    """Seconds of this thread: the least of five, so that only what is done counts, not what else the machine does."""
    took = []
    for _ in range(5):
        began = time.thread_time()
        work()
        took.append(time.thread_time() - began)
    return min(took)
