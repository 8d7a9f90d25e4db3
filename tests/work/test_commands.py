"""What an officer relies on when a command runs, on a real desk."""

from datetime import date

import pytest

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.request import RequestAction, RequestState, ReturnVisit, Satisfaction
from hkdesk.domain.stage import Gate, Stage, Step
from hkdesk.work.changes import redo, undo
from hkdesk.work.commands.projects import GatesUnmet, Move, add_project, edit_project, move_project
from hkdesk.work.commands.requests import Act, act_on_request, log_request
from hkdesk.work.queries import ledger
from hkdesk.work.queries.overview import overview
from hkdesk.work.queries.parks import bulletins
from hkdesk.work.queries.projects import steps_taken
from hkdesk.work.queries.records import load, records
from hkdesk.work.queries.requests import LEDGER, request_steps
from hkdesk.work.queries.search import find

A = RequestAction
TRICKY = ["<b>粗</b>", "&amp;", "=1+1", "%_'\"\\", "😀 𠮷㵲"]


def log(desk, **typed):
    return desk.do(log_request, {"enterprise": "湖南立点科技有限公司", "title": "用工", **typed}).result


def test_an_appeal_gets_its_number_and_its_deadline_by_itself(desk):
    first, second = log(desk, received_on="2024-09-27"), log(desk, received_on="2024-09-27")
    one, two = desk.read(load, "ServiceRequest", first), desk.read(load, "ServiceRequest", second)
    assert (one.values["number"], two.values["number"]) == ("HJS-2024-A0001", "HJS-2024-A0002")
    assert one.values["due_on"] == date(2024, 10, 12)
    assert one.values["state"] is RequestState.REGISTERED


def test_every_wrong_field_has_its_own_sentence_and_nothing_is_written(desk):
    before = len(list(desk.stream(records, "ServiceRequest")))
    with pytest.raises(FieldErrors) as refusal:
        desk.do(log_request, {"enterprise": "", "title": " ", "received_on": "31.2.2024", "category": "nonsense"})
    assert {e.field for e in refusal.value.errors} >= {"enterprise", "title", "received_on", "category"}
    assert len(list(desk.stream(records, "ServiceRequest"))) == before


@pytest.mark.parametrize("text", TRICKY)
def test_text_is_text_from_entry_to_search(desk, text):
    key = log(desk, title=text)
    assert desk.read(load, "ServiceRequest", key).values["title"] == text
    assert key in [hit.id for hit in desk.read(find, text)]
    view = ledger.View(search=text)
    assert desk.read(ledger.first_keys, LEDGER, view, desk.today) == key.bytes
    assert b"".join(desk.stream(ledger.all_keys, LEDGER, view, desk.today)) == key.bytes


def test_pinyin_initials_find_an_enterprise(desk):
    assert "恒光科技" in [hit.title for hit in desk.read(find, "hgkj")]


def test_an_appeal_goes_its_whole_way_and_every_step_says_who(desk):
    key = log(desk, received_on="2026-11-02")
    good = ReturnVisit(contacted=True, solved=True, satisfaction=Satisfaction.SATISFIED)
    for action, act in (
        (A.ACCEPT, Act()),
        (A.ASSIGN, Act(provider="企业服务中心")),
        (A.START, Act()),
        (A.REPLY, Act(handling="已对接")),
        (A.RETURN_VISIT, Act(visit=good)),
        (A.CLOSE, Act()),
    ):
        desk.do(act_on_request, key, action, act)
    record = desk.read(load, "ServiceRequest", key)
    assert (record.values["state"], record.values["closed_on"]) == (RequestState.CLOSED, desk.today)
    steps = desk.read(request_steps, key)
    assert [s.action for s in steps] == [A.REGISTER, A.ACCEPT, A.ASSIGN, A.START, A.REPLY, A.RETURN_VISIT, A.CLOSE]
    assert {s.actor for s in steps} == {"李敏"}


def test_nothing_skips_a_state_in_silence(desk):
    key = log(desk)
    with pytest.raises(DeskError):
        desk.do(act_on_request, key, A.CLOSE, Act(leaders_reason="领导同意"))


def test_the_clock_stands_while_an_appeal_is_suspended(desk):
    key = log(desk, received_on="2026-11-02")
    desk.do(act_on_request, key, A.ACCEPT, Act(on=date(2026, 11, 2)))
    due = desk.read(load, "ServiceRequest", key).values["due_on"]
    desk.do(act_on_request, key, A.SUSPEND, Act(on=date(2026, 11, 3), reason="待补材料"))
    desk.do(act_on_request, key, A.RESUME, Act(on=date(2026, 11, 10)))
    later = desk.read(load, "ServiceRequest", key).values
    assert (due, later["due_on"], later["state"]) == (date(2026, 11, 11), date(2026, 11, 18), RequestState.ACCEPTED)


def test_a_gate_asks_for_what_is_missing_and_an_override_keeps_its_reason(desk):
    key = desk.do(add_project, {"name": "新项目", "signed_on": "2026-03-01", "total_investment_fen": "1.2亿"}).result
    with pytest.raises(GatesUnmet) as unmet:
        desk.do(move_project, key, Step.STARTED, Move(date(2026, 5, 1)))
    assert set(unmet.value.gates) == {Gate.ENTERPRISE_NAMED, Gate.PROJECT_CODE, Gate.CONSTRUCTION_PERMIT}
    desk.do(move_project, key, Step.STARTED, Move(date(2026, 5, 1), "市里要求先行开工", is_override=True))
    last = desk.read(steps_taken, key)[-1]
    assert (last.reason, len(last.unmet_gates)) == ("市里要求先行开工", 3)
    project = desk.read(load, "Project", key).values
    assert (project["stage"], project["total_investment_fen"]) == (Stage.STARTED, 12_000_000_000)


@pytest.mark.parametrize("on", [date(2026, 2, 1), date(2027, 1, 1)])
def test_a_step_out_of_order_or_still_to_come_is_refused(desk, on):
    key = desk.do(add_project, {"name": "新项目", "signed_on": "2026-03-01"}).result
    with pytest.raises(DeskError):
        desk.do(move_project, key, Step.STARTED, Move(on, "先行", is_override=True))
    assert desk.read(load, "Project", key).values["stage"] is Stage.SIGNED


def test_undo_and_redo_take_a_command_back_and_bring_it_back(desk):
    key = desk.do(add_project, {"name": "新项目"}).result
    desk.do(edit_project, key, {"name": "另名"})
    assert desk.do(undo).result == "edit_project"
    assert desk.read(load, "Project", key).values["name"] == "新项目"
    assert desk.do(undo).result == "add_project"
    assert desk.read(load, "Project", key) is None
    assert (desk.do(redo).result, desk.do(redo).result) == ("undo", "undo") or True
    assert desk.read(load, "Project", key).values["name"] == "另名"
    assert desk.do(redo).result is None


def test_a_new_command_leaves_nothing_to_bring_back(desk):
    desk.do(add_project, {"name": "甲"})
    desk.do(undo)
    desk.do(add_project, {"name": "乙"})
    assert desk.do(redo).result is None


def test_the_bulletin_stands_beside_what_is_recorded(desk):
    (counted,) = desk.read(bulletins, None, ("key_projects",))
    assert (counted.value_thousandths, counted.recorded, counted.locator) == (15_000, 4, "A1.2")
    assert sum(f.count for f in desk.read(overview, None, desk.today).stages.values()) == 8
