"""Commands and queries off the GUI thread, and their way back to it."""

import threading
import time
from uuid import UUID

import pytest
from PySide6.QtCore import QObject
from sqlalchemy import text

from hkdesk.domain.errors import FieldErrors
from hkdesk.ui.runner import AT_ONCE, LATER, Runner
from hkdesk.work.commands.enterprises import add_enterprise
from tests.ui.driving import turn


@pytest.fixture
def runner(desk, qtbot):
    made = Runner(desk)
    yield made
    made.stop()
    turn()
    assert made.is_idle


def rest(qtbot, runner):
    qtbot.waitUntil(lambda: runner.is_idle)


def one(reader):
    return reader.execute(text("SELECT 1")).scalar()


def thread_name(_):
    return threading.current_thread().name


def broken(_):
    raise ZeroDivisionError("one by none")


def numbers(reader, n):
    for i in range(n):
        yield i
        time.sleep(0.001)


def test_a_change_is_told_before_its_result_is_given(runner, qtbot):
    heard = []
    runner.changed.connect(lambda changes, origin: heard.append((changes, origin)))
    given = []
    runner.run(add_enterprise, {"name": "甲"}, origin="board", then=lambda key: given.append((key, len(heard))))
    rest(qtbot, runner)
    ((key, told_before),) = given
    ((changes, origin),) = heard
    assert changes.ids == {"Enterprise": frozenset({key})}
    assert (origin, told_before, isinstance(key, UUID)) == ("board", 1, True)


def test_a_command_that_changes_nothing_tells_nothing(runner, qtbot):
    given = []
    with qtbot.assertNotEmitted(runner.changed, wait=50):
        runner.run(lambda uow: 7, then=given.append)
    rest(qtbot, runner)
    assert given == [7]


def test_a_refusal_goes_to_whoever_takes_it_and_else_to_the_signal(runner, qtbot):
    taken = []
    with qtbot.assertNotEmitted(runner.refused, wait=50):
        runner.run(add_enterprise, {"name": ""}, refused=taken.append)
    rest(qtbot, runner)
    with qtbot.waitSignal(runner.refused) as heard:
        runner.run(add_enterprise, {"name": ""})
    rest(qtbot, runner)
    assert isinstance(taken[0], FieldErrors)
    assert str(heard.args[0]) == str(taken[0])


def test_a_refusal_for_a_form_that_is_gone_goes_to_the_signal(runner, qtbot):
    owner, taken = QObject(), []
    with qtbot.waitSignal(runner.refused):
        runner.run(add_enterprise, {"name": ""}, owner=owner, refused=taken.append)
        delete(owner)
    rest(qtbot, runner)
    assert taken == []


@pytest.mark.parametrize("ask", ["run", "read"])
def test_a_fault_is_told_and_the_next_job_is_done(runner, qtbot, ask):
    given = []
    with qtbot.waitSignal(runner.failed) as heard:
        getattr(runner, ask)(broken, then=given.append)
    getattr(runner, ask)(lambda _: 1, then=given.append)
    rest(qtbot, runner)
    assert isinstance(heard.args[0], ZeroDivisionError)
    assert given == [1]


def test_a_fault_in_a_query_goes_to_whoever_takes_it(runner, qtbot):
    taken = []
    with qtbot.assertNotEmitted(runner.failed, wait=50):
        runner.read(broken, then=taken.append, failed=taken.append)
    rest(qtbot, runner)
    assert [type(t) for t in taken] == [ZeroDivisionError]


def test_queries_and_commands_have_a_thread_each_and_results_come_to_the_gui(runner, qtbot):
    given = []
    runner.read(thread_name, then=lambda name: given.append((name, threading.current_thread().name)))
    rest(qtbot, runner)
    runner.run(thread_name, then=lambda name: given.append((name, threading.current_thread().name)))
    rest(qtbot, runner)
    here = threading.current_thread().name
    assert given == [("hkdesk-reader", here), ("hkdesk-writer", here)]


def test_a_fetch_is_a_future(runner):
    assert runner.fetch(one).result(2) == 1
    with pytest.raises(ZeroDivisionError):
        runner.fetch(broken).result(2)


def test_what_is_urgent_goes_first(runner, qtbot):
    gate, order = threading.Event(), []
    runner.read(lambda _: gate.wait(5), then=lambda _: None)
    runner.read(lambda _: "later", then=order.append, urgency=LATER)
    runner.read(lambda _: "at once", then=order.append, urgency=AT_ONCE)
    gate.set()
    rest(qtbot, runner)
    assert order == ["at once", "later"]


def test_a_stream_comes_in_parts_and_lets_what_is_urgent_in_between(runner, qtbot):
    owner, parts, done = QObject(), [], []
    runner.stream(numbers, 100, owner=owner, each=parts.append, done=lambda: done.append(len(parts)))
    qtbot.waitUntil(lambda: bool(parts))
    runner.read(one, then=lambda _: done.append("read"), urgency=AT_ONCE)
    rest(qtbot, runner)
    assert parts == list(range(100))
    assert done == ["read", 100]


def test_a_stream_that_is_cancelled_ends_and_gives_no_more(runner, qtbot):
    owner, parts, done = QObject(), [], []
    task = runner.stream(numbers, 10_000, owner=owner, each=parts.append, done=lambda: done.append(1))
    qtbot.waitUntil(lambda: len(parts) > 2)
    task.cancel()
    had = len(parts)
    rest(qtbot, runner)
    assert (len(parts), done) == (had, [])


def test_a_fault_in_a_stream_is_told(runner, qtbot):
    def failing(_):
        yield 1
        raise ZeroDivisionError

    owner, parts = QObject(), []
    with qtbot.waitSignal(runner.failed):
        runner.stream(failing, owner=owner, each=parts.append, done=lambda: parts.append("done"))
    rest(qtbot, runner)
    assert parts == [1]


def test_nothing_is_given_to_an_owner_that_is_gone(runner, qtbot):
    gate, given = threading.Event(), []
    owner = QObject()
    runner.read(lambda _: gate.wait(5), owner=owner, then=given.append)
    runner.run(lambda _: gate.wait(5), owner=owner, then=given.append)
    runner.stream(numbers, 3, owner=owner, each=given.append, done=lambda: given.append("done"))
    delete(owner)
    gate.set()
    rest(qtbot, runner)
    assert given == []


def test_a_cancelled_query_is_not_given(runner, qtbot):
    gate, given = threading.Event(), []
    runner.read(lambda _: gate.wait(5), then=lambda _: None)
    runner.read(one, then=given.append).cancel()
    gate.set()
    rest(qtbot, runner)
    assert given == []


def delete(owner):
    from shiboken6 import delete as delete_now

    delete_now(owner)


def counting(report, n, seen):
    for i in range(n):
        report(i)
        seen.append(i)
        time.sleep(0.005)
    return threading.current_thread().name


def test_work_on_files_reports_on_its_way_and_lets_reading_and_writing_go_on(runner, qtbot):
    heard, given, owner = [], [], QObject()
    runner.job(counting, 20, [], owner=owner, each=heard.append, then=given.append)
    runner.read(one, owner=owner, then=lambda _: given.append(len(heard)))
    rest(qtbot, runner)
    at, name = given
    assert at < 20, "the query did not wait for the work"
    assert heard == list(range(20))
    assert name == "hkdesk-job"


def test_work_that_is_given_up_ends_at_its_next_report_and_is_heard_of_no_more(runner, qtbot):
    heard, seen, faults, owner = [], [], [], QObject()
    runner.failed.connect(faults.append)

    def each(value):
        heard.append(value)
        if value == 3:
            task.cancel()

    task = runner.job(counting, 10_000, seen, owner=owner, each=each, then=heard.append)
    rest(qtbot, runner)
    assert heard == [0, 1, 2, 3]
    assert 4 <= len(seen) < 100
    assert faults == []


def test_what_work_on_files_refuses_goes_to_whoever_takes_it_and_faults_to_the_dialog(runner, qtbot):
    def refuse(_report):
        raise FieldErrors([])

    heard, refused, faults, owner = [], [], [], QObject()
    runner.refused.connect(refused.append)
    runner.failed.connect(faults.append)
    runner.job(refuse, owner=owner, refused=heard.append)
    rest(qtbot, runner)
    assert [type(e) for e in heard] == [FieldErrors]
    assert refused == []
    runner.job(refuse, owner=owner)
    runner.job(broken, owner=owner)
    rest(qtbot, runner)
    assert [type(e) for e in refused] == [FieldErrors]
    assert [type(e) for e in faults] == [ZeroDivisionError]


def test_stopping_gives_work_on_files_up(desk, qtbot):
    made, seen = Runner(desk), []
    made.job(counting, 10_000, seen, owner=made)
    qtbot.waitUntil(lambda: bool(seen))
    made.stop()
    ended = len(seen)
    turn(30)
    assert len(seen) == ended < 1000
    assert made.is_idle
