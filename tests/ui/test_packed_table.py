"""The table of any length: Qt's rules, and how little of it is held."""

from concurrent.futures import Future

import pytest

from hkdesk.ui.widgets.packed_table import KEPT, ROW_ROLE, WINDOW, Column, PackedTable


def keys(n):
    return b"".join(i.to_bytes(16) for i in range(n))


class Shelf:
    """A fetch that remembers what it was asked, and answers at once or when told."""

    def __init__(self):
        self.asked, self.late, self.pending = [], False, []

    def fetch(self, wanted):
        self.asked.append(len(wanted))
        future = Future()
        rows = {k: int.from_bytes(k) for k in wanted}
        if self.late:
            self.pending.append((future, rows))
        else:
            future.set_result(rows)
        return future

    def deliver(self):
        future, rows = self.pending.pop(0)
        future.set_result(rows)


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def table(shelf, qapp):
    model = PackedTable([Column("号", str, 60), Column("倍", lambda row: str(row * 2), 60)], shelf.fetch)
    model.set_keys(keys(1000))
    return model


def cell(table, row, column=0):
    return table.index(row, column).data()


def test_it_keeps_qts_rules_for_a_model(table, qtmodeltester):
    qtmodeltester.check(table)


def test_a_look_at_the_middle_fetches_one_window(table, shelf):
    assert cell(table, 500) == "500"
    assert cell(table, 501, 1) == "1002"
    assert table.index(502, 0).data(ROW_ROLE) == 502
    assert shelf.asked == [WINDOW]


def test_only_so_many_windows_are_kept(shelf, qtbot):
    table = PackedTable([Column("号", str, 60)], shelf.fetch)
    table.set_keys(keys(WINDOW * (KEPT + 2)))
    for row in range(0, table.rowCount(), WINDOW):
        cell(table, row)
    cell(table, 0)
    assert len(shelf.asked) == KEPT + 3


def test_a_late_window_is_drawn_when_it_comes(table, shelf, qtbot):
    shelf.late = True
    assert cell(table, 300) == "…"
    assert cell(table, 301) == "…"
    with qtbot.waitSignal(table.dataChanged):
        shelf.deliver()
    assert cell(table, 300) == "300"
    assert not shelf.pending


def test_a_window_of_another_view_that_comes_late_is_not_shown(table, shelf, qtbot):
    shelf.late = True
    cell(table, 0)
    table.set_keys(keys(5)[::-1])
    with qtbot.assertNotEmitted(table.dataChanged, wait=50):
        shelf.deliver()
    assert cell(table, 0) == "…"


def test_more_keys_go_on_from_those_shown(table, qtbot):
    with qtbot.assertNotEmitted(table.modelReset), qtbot.waitSignal(table.rowsInserted):
        table.set_keys(keys(5000))
    assert (table.rowCount(), cell(table, 1000)) == (5000, "1000")
    with qtbot.waitSignal(table.modelReset):
        table.set_keys(keys(10))


def test_the_same_keys_again_disturb_nothing(table, qtbot):
    with qtbot.assertNotEmitted(table.modelReset), qtbot.assertNotEmitted(table.rowsInserted):
        table.set_keys(keys(1000))


def test_a_changed_row_is_fetched_again(table, shelf, qtbot):
    cell(table, 5)
    cell(table, 5 + WINDOW)
    shelf.asked.clear()
    with qtbot.waitSignal(table.dataChanged):
        table.forget({(5).to_bytes(16)})
    cell(table, 5)
    cell(table, 5 + WINDOW)
    assert len(shelf.asked) == 1


def test_a_key_is_found_only_where_one_begins(qapp, shelf):
    table = PackedTable([Column("号", str, 60)], shelf.fetch)
    first, second = bytes(range(16)), bytes(range(16, 32))
    table.set_keys(first + second)
    assert (table.row_of(second), table.key(1)) == (1, second)
    assert table.row_of((first + second)[8:24]) == -1


def test_a_fault_in_a_cell_does_not_reach_qt(shelf, qtbot, caplog):
    table = PackedTable([Column("号", lambda row: 1 / 0, 60)], shelf.fetch)
    table.set_keys(keys(3))
    assert cell(table, 1) is None
    assert "could not be written" in caplog.text
    caplog.clear()
