"""What an officer relies on when an appeal is logged, edited and taken on its way."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from hkdesk.domain.days import PLAIN, PROFILES
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.request import (
    NEEDS_REASON,
    Category,
    Channel,
    RequestAction,
    RequestState,
    ReturnVisit,
    Satisfaction,
    actions_from,
)
from hkdesk.tables.all import table_of
from hkdesk.tables.officer import Officer
from hkdesk.tables.request_rules import RoutingRule
from hkdesk.work.changes import undo
from hkdesk.work.commands.clocks import set_clocks, set_own_days
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import edit_request, log_request
from hkdesk.work.queries import ledger
from hkdesk.work.queries.clocks import clocks
from hkdesk.work.queries.records import load, records, resolve
from hkdesk.work.queries.requests import LEDGER, request_file, request_steps
from hkdesk.work.queries.search import find
from tests.conftest import NOW

A, S = RequestAction, RequestState
LIDIAN = "湖南立点科技有限公司"
GOOD = ReturnVisit(contacted=True, solved=True, satisfaction=Satisfaction.SATISFIED)
MONDAY = date(2026, 11, 2)


def log(desk, **typed):
    return desk.do(log_request, {"enterprise": LIDIAN, "title": "用工", **typed}).result


def values(desk, key):
    return desk.read(load, "ServiceRequest", key).values


def act(desk, key, *actions, **given_act):
    for action in actions:
        desk.do(act_on_request, key, action, Act(**given_act))
    return values(desk, key)


def how_many(desk):
    return len(list(desk.stream(records, "ServiceRequest")))


def brought_to(desk, state, on=MONDAY):
    """A new appeal taken straight to a state."""
    key = log(desk, received_on=on.isoformat())
    way = {
        S.REGISTERED: [],
        S.NOT_ACCEPTED: [A.NOT_ACCEPT],
        S.ACCEPTED: [A.ACCEPT],
        S.ASSIGNED: [A.ACCEPT, A.ASSIGN],
        S.RETURNED: [A.ACCEPT, A.ASSIGN, A.RETURN],
        S.SUSPENDED: [A.ACCEPT, A.SUSPEND],
        S.ESCALATED: [A.ACCEPT, A.ESCALATE],
        S.IN_PROGRESS: [A.ACCEPT, A.ASSIGN, A.START],
        S.REPLIED: [A.ACCEPT, A.ASSIGN, A.START, A.REPLY],
        S.RETURN_VISIT: [A.ACCEPT, A.ASSIGN, A.START, A.REPLY, A.RETURN_VISIT],
        S.CLOSED: [A.ACCEPT, A.ASSIGN, A.START, A.REPLY, A.RETURN_VISIT, A.CLOSE],
    }[state]
    for action in way:
        found = act(
            desk,
            key,
            action,
            on=on,
            reason="因故" if action in NEEDS_REASON else "",
            provider="企业服务中心" if action is A.ASSIGN else None,
            handling="已对接" if action is A.REPLY else "",
            visit=GOOD if action is A.RETURN_VISIT else None,
        )
        assert found["state"] is not None
    assert values(desk, key)["state"] is state
    return key


# Logging: what fills itself in.


def test_an_appeal_gets_its_number_park_channel_and_day_by_itself(desk):
    found = values(desk, log(desk))
    assert (found["number"], found["received_on"]) == ("HJS-2026-A0001", desk.today)
    assert (found["channel"], found["category"], found["state"]) == (Channel.PHONE, Category.OTHER, S.REGISTERED)
    assert found["park_id"] == desk.read(resolve, "Park", "HJS")


def test_numbers_run_on_by_park_and_year_and_do_not_collide_with_the_seeds(desk):
    given_numbers = [
        values(desk, log(desk, enterprise=firm, received_on=on))["number"]
        for firm, on in [
            (LIDIAN, "2026-11-02"),
            (LIDIAN, "2026-11-01"),
            ("恒光科技", "2026-11-02"),
            (LIDIAN, "2024-05-06"),
            (LIDIAN, "2026-01-05"),
            ("恒光科技", "2024-12-31"),
        ]
    ]
    assert given_numbers == [
        "HJS-2026-A0001",
        "HJS-2026-A0002",
        "HJQ-2026-A0001",
        "HJS-2024-A0001",
        "HJS-2026-A0003",
        "HJQ-2024-A0001",
    ]


def test_numbers_go_on_beyond_four_digits(desk):
    log(desk)
    with desk._file.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE service_request SET number='HJS-2026-A9999' WHERE number='HJS-2026-A0001'")
    assert [values(desk, log(desk))["number"] for _ in range(2)] == ["HJS-2026-A10000", "HJS-2026-A10001"]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-02", date(2026, 11, 11)),  # seven working days from the day after
        ("2024-09-27", date(2024, 10, 12)),  # National Day, with both of its make-up days worked
        ("2024-02-08", date(2024, 2, 23)),  # Spring Festival
        ("2026-11-06", date(2026, 11, 17)),  # a Friday
        ("2026-11-07", date(2026, 11, 17)),  # a Saturday counts as the Friday before it
    ],
)
def test_the_deadline_is_seven_working_days_on_the_chinese_calendar(desk, received, due):
    found = values(desk, log(desk, received_on=received))
    assert (found["due_on"], found["due_is_certain"]) == (due, True)


def test_a_deadline_in_a_year_without_published_holidays_says_that_it_is_not_certain(desk_folder, open_at):
    desk = open_at(desk_folder, now=datetime(2027, 1, 11, 3, tzinfo=UTC))
    for received, certain in (("2026-12-21", True), ("2026-12-28", False), ("2027-01-04", False)):
        found = values(desk, log(desk, received_on=received))
        assert found["due_is_certain"] is certain, received


def test_a_suspension_of_no_day_does_not_make_an_uncertain_deadline_certain(desk_folder, open_at):
    desk = open_at(desk_folder, now=datetime(2027, 1, 11, 3, tzinfo=UTC))
    key = log(desk, received_on="2027-01-11")
    act(desk, key, A.ACCEPT)
    act(desk, key, A.SUSPEND, reason="待补材料")
    assert act(desk, key, A.RESUME)["due_is_certain"] is False


def test_a_deadline_that_the_officer_sets_stands_and_is_certain(desk_folder, open_at):
    desk = open_at(desk_folder, now=datetime(2027, 1, 11, 3, tzinfo=UTC))
    key = log(desk, received_on="2027-01-04", due_on="2027-01-08")
    assert (values(desk, key)["due_on"], values(desk, key)["due_is_certain"]) == (date(2027, 1, 8), True)
    key = log(desk, received_on="2027-01-04")
    desk.do(edit_request, key, {"due_on": "2027-01-20"})
    assert (values(desk, key)["due_on"], values(desk, key)["due_is_certain"]) == (date(2027, 1, 20), True)


def test_the_enterprises_liaison_officer_is_filled_in_unless_another_is_named(desk):
    def hire(uow, name):
        officer = Officer(park_id=desk.read(resolve, "Park", "HJS"), name=name, is_liaison=True)
        uow.session.add(officer)
        return officer.id

    own, other = desk.do(hire, "周航").result, desk.do(hire, "孙立").result
    assert values(desk, log(desk))["liaison_officer_id"] is None
    desk.do(edit_enterprise, desk.read(resolve, "Enterprise", LIDIAN), {"liaison_officer": "周航"})
    assert values(desk, log(desk))["liaison_officer_id"] == own
    assert values(desk, log(desk, liaison_officer="孙立"))["liaison_officer_id"] == other


# Logging: whose appeal it is.


@pytest.mark.parametrize("written", [LIDIAN, f"  {LIDIAN} "])
def test_a_known_enterprise_is_taken_by_its_name(desk, written):
    before = len(list(desk.stream(records, "Enterprise")))
    assert values(desk, log(desk, enterprise=written))["enterprise_id"] == desk.read(resolve, "Enterprise", LIDIAN)
    assert len(list(desk.stream(records, "Enterprise"))) == before


def test_a_known_enterprise_is_taken_by_its_id_its_code_and_its_short_name(desk):
    key = desk.do(add_enterprise, {"name": "某公司", "short_name": "某", "uscc": "91350100M000100Y43"}).result
    for written in (key, str(key), "91350100M000100Y43", "某"):
        assert values(desk, log(desk, enterprise=written))["enterprise_id"] == key


def test_a_new_enterprise_is_entered_in_the_park_that_is_looked_at(desk):
    park = desk.read(resolve, "Park", "HJQ")
    key = log(desk, enterprise="一家新企业", park_id=str(park))
    firm = desk.read(load, "Enterprise", values(desk, key)["enterprise_id"])
    assert (firm.values["name"], firm.values["park_id"]) == ("一家新企业", park)
    assert values(desk, key)["number"] == "HJQ-2026-A0001"


def test_an_appeal_stays_in_the_park_of_its_number(desk):
    key = log(desk, enterprise=LIDIAN)
    before = values(desk, key)
    with pytest.raises(FieldErrors, match="register it anew") as refusal:
        desk.do(edit_request, key, {"enterprise": "恒光科技"})
    assert [error.field for error in refusal.value.errors] == ["enterprise"]
    with pytest.raises(FieldErrors, match="register it anew"):
        desk.do(edit_request, key, {"park": "HJQ"})
    with pytest.raises(FieldErrors, match="register it anew"):
        desk.do(edit_request, key, {"park": "HJQ", "enterprise": "恒光科技"})
    assert values(desk, key) == before
    other = desk.do(add_enterprise, {"name": "同园企业", "park": "HJS"}).result
    desk.do(edit_request, key, {"enterprise": "同园企业"})
    assert (values(desk, key)["enterprise_id"], values(desk, key)["park_id"]) == (other, before["park_id"])


def test_an_appeal_lies_in_its_enterprises_park_whatever_is_looked_at(desk):
    key = log(desk, enterprise="恒光科技", park_id=str(desk.read(resolve, "Park", "HJS")))
    assert values(desk, key)["park_id"] == desk.read(resolve, "Park", "HJQ")


def test_an_ambiguous_name_is_not_guessed(desk):
    for park in ("HJS", "HJQ"):
        desk.do(add_enterprise, {"name": "同名企业", "park": park})
    with pytest.raises(FieldErrors) as refusal:
        log(desk, enterprise="同名企业")
    (error,) = refusal.value.errors
    assert (error.field, error.values["count"]) == ("enterprise", 2)
    assert "by its id" in str(error)


def test_initials_name_nobody_here_they_only_complete_the_field(desk):
    firm = values(desk, log(desk, enterprise="hgkj"))["enterprise_id"]
    assert firm != desk.read(resolve, "Enterprise", "恒光科技")


# Logging: what is refused.


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("enterprise", "", "which enterprise"),
        ("enterprise", "   ", "which enterprise"),
        ("enterprise", "甲" * 201, "201 characters long; 200"),
        ("title", "", "may not stay empty"),
        ("title", " \t ", "may not stay empty"),
        ("title", "甲" * 201, "201 characters long; 200"),
        ("content", "甲" * 4001, "4001 characters long; 4000"),
        ("received_on", "31.2.2024", "not a date"),
        ("received_on", "2024-02-30", "no day"),
        ("received_on", "soon", "not a date"),
        ("received_on", "", "may not stay empty"),
        ("received_on", "2026-11-25", "still to come"),
        ("received_on", "1600-01-01", "outside the years"),
        ("due_on", "2026-11-23", "before the appeal came in"),
        ("due_on", "tomorrow", "not a date"),
        ("channel", "fax", "these are: visit, phone"),
        ("channel", "", "may not stay empty"),
        ("category", "nonsense", "financing"),
        ("workers", "many", "not a whole number"),
        ("workers", "-3", "out of range"),
        ("workers", "9" * 40, "out of range"),
        ("financing_fen", "lots", "not an amount"),
        ("financing_fen", "-5万", "below zero"),
        ("financing_fen", "0.001元", "below one fen"),
        ("financing_fen", "1e30", "more than the desk can hold"),
        ("was_solved", "是", "no field"),
        ("lead_provider", "无此人", "none of the name"),
        ("state", "closed", "no field"),
        ("number", "HJS-2026-A0007", "no field"),
        ("id", "x", "no field"),
        ("version", "7", "no field"),
        ("colour", "red", "these can be set"),
    ],
)
def test_a_wrong_field_gets_its_own_sentence_and_nothing_is_written(still, field, typed, says):
    before = how_many(still)
    with pytest.raises(FieldErrors) as refusal:
        log(still, **{field: typed})
    (error,) = [e for e in refusal.value.errors if e.field.removesuffix("_id") == field]
    assert says in str(error)
    assert len(refusal.value.errors) == 1
    assert how_many(still) == before


def test_all_wrong_fields_are_told_at_once(still):
    typed = {"enterprise": "", "title": " ", "received_on": "x", "due_on": "y", "category": "z", "workers": "w", "q": 1}
    with pytest.raises(FieldErrors) as refusal:
        still.do(log_request, typed)
    assert sorted(e.field for e in refusal.value.errors) == sorted(typed)


@pytest.mark.parametrize(
    "typed", ["2026-11-05", "2026.11.5", "2026/11/05", "2026年11月5日", "20261105", "２０２６-11-05"]
)
def test_a_day_is_taken_as_officers_type_it(desk, typed):
    assert values(desk, log(desk, received_on=typed))["received_on"] == date(2026, 11, 5)


def test_money_is_taken_as_officers_type_it_and_kept_in_fen(desk):
    found = values(desk, log(desk, financing_fen="5630万", subsidy_fen="91.53万元", workers="1,387"))
    assert (found["financing_fen"], found["subsidy_fen"], found["workers"]) == (5_630_000_000, 91_530_000, 1387)


TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@given(TEXT.map(lambda t: t.replace("\x00", "").replace("\r\n", "\n")))
def test_text_is_kept_to_the_character(text):
    from hkdesk.tables.service_request import ServiceRequest
    from hkdesk.work.commands.fields import Entry

    entry = Entry(None, ServiceRequest).take({"content": text})
    assert not entry.errors
    assert entry.values["content"] == text.strip()


@pytest.mark.parametrize(
    "text", ["<b>粗</b>", "&amp;", "=1+1", "%_'\"\\", "😀 𠮷㵲", "一\u3000二", "@SUM(A1)", "-- ;DROP"]
)
def test_text_is_text_from_entry_to_search(desk, text):
    key = log(desk, title=text)
    assert values(desk, key)["title"] == text
    assert key in [hit.id for hit in desk.read(find, text)]
    view = ledger.View(search=text)
    assert desk.read(ledger.first_keys, LEDGER, view, desk.today) == key.bytes
    assert desk.read(ledger.rows, LEDGER, [key.bytes], desk.today)[key.bytes].title == text


def test_nul_is_left_out_and_lines_end_alike(desk):
    key = log(desk, title="a\x00b", content="一\r\n二\n三\ud800")
    assert (values(desk, key)["title"], values(desk, key)["content"]) == ("ab", "一\n二\n三\ufffd")


# Editing.


def test_an_edit_changes_what_was_typed_and_no_more(desk):
    key = log(desk, content="旧", financing_fen="1万")
    before = dict(values(desk, key))
    desk.do(edit_request, key, {"title": "换了题", "financing_fen": ""})
    changed = {f for f, v in values(desk, key).items() if v != before[f]}
    assert changed == {"title", "financing_fen", "version"}


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("title", "  ", "may not stay empty"),
        ("received_on", "", "may not stay empty"),
        ("received_on", "2026-12-01", "still to come"),
        ("due_on", "2026-10-01", "before the appeal came in"),
        ("enterprise", "无此企业", "none of the name"),
        ("state", "closed", "no field"),
        ("closed_on", "2026-11-02", "no field"),
        ("number", "X", "no field"),
        ("channel", "fax", "not known"),
    ],
)
def test_a_wrong_edit_gets_its_sentence_and_changes_nothing(desk, field, typed, says):
    key = log(desk)
    before = values(desk, key)
    with pytest.raises(FieldErrors) as refusal:
        desk.do(edit_request, key, {field: typed, "note": "x"})
    assert says in str(refusal.value)
    assert refusal.value.errors[0].field.removesuffix("_id") == field
    assert values(desk, key) == before


def test_an_old_appeal_with_a_strange_deadline_can_still_be_edited(desk):
    key = log(desk)
    with desk._file.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE service_request SET due_on='2000-01-01' WHERE id=?", (key.bytes,))
    desk.do(edit_request, key, {"note": "补充"})
    assert values(desk, key)["note"] == "补充"


def test_what_was_deleted_meanwhile_is_not_edited(desk):
    for command, more in ((edit_request, [{}]), (act_on_request, [A.ACCEPT, Act()])):
        with pytest.raises(DeskError, match="deleted meanwhile"):
            desk.do(command, uuid4(), *more)


# The way.


def test_an_appeal_goes_its_whole_way_and_every_step_says_who_when_and_why(desk):
    key = log(desk, received_on="2026-11-02")
    way = [
        (A.ACCEPT, Act(on=date(2026, 11, 3), reason="属园区职责"), S.ACCEPTED),
        (A.ASSIGN, Act(on=date(2026, 11, 4), provider="企业服务中心"), S.ASSIGNED),
        (A.START, Act(on=date(2026, 11, 4)), S.IN_PROGRESS),
        (A.REPLY, Act(on=date(2026, 11, 9), handling="已对接银行"), S.REPLIED),
        (A.RETURN_VISIT, Act(on=date(2026, 11, 10), visit=GOOD), S.RETURN_VISIT),
        (A.CLOSE, Act(on=date(2026, 11, 11)), S.CLOSED),
    ]
    for action, given_act, state in way:
        desk.do(act_on_request, key, action, given_act)
        assert values(desk, key)["state"] is state
    found = values(desk, key)
    assert (found["handling"], found["replied_on"]) == ("已对接银行", date(2026, 11, 9))
    assert (found["return_visited_on"], found["closed_on"]) == (date(2026, 11, 10), date(2026, 11, 11))
    assert (found["was_contacted"], found["was_solved"]) == (True, True)
    assert found["satisfaction"] is Satisfaction.SATISFIED
    steps = desk.read(request_steps, key)
    assert [(s.action, s.on, s.state) for s in steps] == [
        (A.REGISTER, date(2026, 11, 2), S.REGISTERED),
        *((action, a.on, state) for action, a, state in way),
    ]
    assert {(s.actor, s.at) for s in steps} == {("李敏", NOW)}
    assert [(s.reason, s.provider) for s in steps][1:3] == [("属园区职责", None), ("", "企业服务中心")]


@pytest.mark.parametrize("state", list(S))
def test_no_step_is_possible_where_the_rules_have_none_and_nothing_is_kept_of_it(desk, state):
    key = brought_to(desk, state)
    before, steps = values(desk, key), desk.read(request_steps, key)
    for action in set(A) - set(actions_from(state, before=before["state_before"])):
        with pytest.raises(DeskError, match=r"not possible while|No extension was asked for") as refusal:
            act(desk, key, action, on=MONDAY, reason="因故", provider="企业服务中心", handling="x", visit=GOOD)
        assert refusal.value.values["action"] is action
        assert (values(desk, key), desk.read(request_steps, key)) == (before, steps)


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (S.REGISTERED, A.NOT_ACCEPT),
        (S.ASSIGNED, A.RETURN),
        (S.ACCEPTED, A.ASK_EXTENSION),
        (S.ACCEPTED, A.SUSPEND),
        (S.RETURN_VISIT, A.REDO),
        (S.IN_PROGRESS, A.ESCALATE),
    ],
)
def test_a_branch_asks_why(desk, state, action):
    key = brought_to(desk, state)
    with pytest.raises(DeskError, match="needs a reason") as refusal:
        act(desk, key, action, on=MONDAY, reason="  ", extra_workdays=3)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize(
    ("given_act", "action", "state", "field"),
    [
        (Act(on=MONDAY), A.ASSIGN, S.ACCEPTED, "provider"),
        (Act(on=MONDAY, provider=" "), A.ASSIGN, S.ACCEPTED, "provider"),
        (Act(on=MONDAY, handling=" "), A.REPLY, S.IN_PROGRESS, "handling"),
        (Act(on=date(2026, 11, 25)), A.ACCEPT, S.REGISTERED, "on"),
        (Act(on=date(2026, 11, 1)), A.ACCEPT, S.REGISTERED, "on"),
    ],
)
def test_a_step_asks_for_what_it_needs(desk, given_act, action, state, field):
    key = brought_to(desk, state)
    with pytest.raises(DeskError) as refusal:
        desk.do(act_on_request, key, action, given_act)
    assert refusal.value.field == field
    assert values(desk, key)["state"] is state


def test_an_unknown_handler_is_refused_by_name(desk):
    key = brought_to(desk, S.ACCEPTED)
    with pytest.raises(DeskError, match="none of the name “无此人”"):
        act(desk, key, A.ASSIGN, on=MONDAY, provider="无此人")
    with pytest.raises(DeskError, match="deleted meanwhile"):
        act(desk, key, A.ASSIGN, on=MONDAY, provider=uuid4())
    assert act(desk, key, A.ASSIGN, on=MONDAY, provider="企业家联合会")["state"] is S.ASSIGNED


def test_whoever_was_named_on_entry_handles_it(desk):
    key = log(desk, lead_provider="企业服务中心", received_on="2026-11-02")
    assert act(desk, key, A.ACCEPT, A.ASSIGN)["lead_provider_id"] == desk.read(resolve, "Provider", "企业服务中心")


def test_a_returned_appeal_is_assigned_anew(desk):
    key = brought_to(desk, S.RETURNED)
    found = act(desk, key, A.ASSIGN, provider="企业家联合会")
    assert (found["state"], found["lead_provider_id"]) == (S.ASSIGNED, desk.read(resolve, "Provider", "企业家联合会"))
    assert [s.reason for s in desk.read(request_steps, key)][-2:] == ["因故", ""]


def test_an_appeal_that_is_not_accepted_has_ended(desk):
    key = brought_to(desk, S.NOT_ACCEPTED)
    assert desk.read(request_steps, key)[-1].reason == "因故"
    assert values(desk, key)["closed_on"] is None


def test_an_extension_is_asked_for_and_granted_and_puts_the_day_off_by_working_days(desk):
    key = brought_to(desk, S.ACCEPTED)
    asked = act(desk, key, A.ASK_EXTENSION, on=date(2026, 11, 10), reason="情况复杂", extra_workdays=5)
    assert (asked["due_on"], asked["extension_asked_workdays"]) == (date(2026, 11, 11), 5)
    found = act(desk, key, A.EXTEND, on=date(2026, 11, 12))  # a leader may answer after the day
    assert (found["due_on"], found["state"], found["extended_workdays"]) == (date(2026, 11, 18), S.ACCEPTED, 5)
    assert (found["extension_asked_on"], found["extension_asked_workdays"]) == (None, None)
    assert [s.action for s in desk.read(request_steps, key)][-2:] == [A.ASK_EXTENSION, A.EXTEND]


def test_less_than_was_asked_for_can_be_granted_and_no_more(desk):
    key = brought_to(desk, S.ACCEPTED)
    act(desk, key, A.ASK_EXTENSION, on=date(2026, 11, 10), reason="情况复杂", extra_workdays=5)
    with pytest.raises(DeskError, match="no more can be granted") as refusal:
        act(desk, key, A.EXTEND, on=date(2026, 11, 11), extra_workdays=6)
    assert refusal.value.field == "extra_workdays"
    with pytest.raises(DeskError, match="before the day on which it was asked for"):
        act(desk, key, A.EXTEND, on=date(2026, 11, 9))
    assert act(desk, key, A.EXTEND, on=date(2026, 11, 11), extra_workdays=2)["due_on"] == date(2026, 11, 13)
    with pytest.raises(DeskError, match="2 working days more already"):
        act(desk, key, A.ASK_EXTENSION, on=date(2026, 11, 11), reason="情况复杂", extra_workdays=9)


def test_a_refused_extension_leaves_the_day_and_says_why(desk):
    key = brought_to(desk, S.IN_PROGRESS)
    act(desk, key, A.ASK_EXTENSION, on=date(2026, 11, 10), reason="情况复杂", extra_workdays=5)
    with pytest.raises(DeskError, match="needs a reason"):
        act(desk, key, A.DENY_EXTENSION)
    found = act(desk, key, A.DENY_EXTENSION, reason="可以按期")
    assert (found["due_on"], found["extended_workdays"], found["extension_asked_on"]) == (date(2026, 11, 11), 0, None)
    assert desk.read(request_steps, key)[-1].reason == "可以按期"


@pytest.mark.parametrize(
    ("on", "days", "field"),
    [
        (date(2026, 11, 11), 5, "on"),
        (date(2026, 11, 20), 5, "on"),
        (date(2026, 11, 3), 0, "extra_workdays"),
        (date(2026, 11, 3), 11, "extra_workdays"),
    ],
)
def test_an_extension_is_asked_in_time_and_within_bounds(desk, on, days, field):
    key = brought_to(desk, S.ACCEPTED)
    with pytest.raises(DeskError) as refusal:
        act(desk, key, A.ASK_EXTENSION, on=on, reason="情况复杂", extra_workdays=days)
    assert refusal.value.field == field
    assert values(desk, key)["due_on"] == date(2026, 11, 11)


def test_an_appeal_without_a_deadline_is_not_extended_and_resumes_without_one(desk):
    key = brought_to(desk, S.ACCEPTED)
    desk.do(edit_request, key, {"due_on": ""})
    with pytest.raises(DeskError, match="no due date to extend"):
        act(desk, key, A.ASK_EXTENSION, reason="情况复杂", extra_workdays=3)
    act(desk, key, A.SUSPEND, reason="待补材料")
    assert act(desk, key, A.RESUME)["due_on"] is None


@pytest.mark.parametrize(
    ("suspended", "resumed"),
    [
        (date(2026, 11, 3), date(2026, 11, 10)),
        (date(2026, 11, 3), date(2026, 11, 3)),
        (date(2026, 11, 6), date(2026, 11, 8)),  # over a weekend: no working day is lost
        (date(2026, 11, 10), date(2026, 11, 5)),  # told the wrong way round: nothing is taken away
        (date(2026, 11, 20), date(2026, 11, 24)),  # after it was due
    ],
)
def test_the_clock_stands_for_the_working_days_of_a_suspension(desk, suspended, resumed):
    key = brought_to(desk, S.IN_PROGRESS)
    act(desk, key, A.SUSPEND, on=suspended, reason="待补材料")
    found = act(desk, key, A.RESUME, on=resumed)
    stood = max(0, PLAIN.workdays_between(suspended, resumed))
    assert PLAIN.workdays_between(date(2026, 11, 11), found["due_on"]) == stood
    assert (found["state"], found["state_before"]) == (S.IN_PROGRESS, None)


def test_a_second_suspension_counts_from_its_own_day(desk):
    key = brought_to(desk, S.ACCEPTED)
    for suspended, resumed in ((3, 4), (9, 11)):
        act(desk, key, A.SUSPEND, on=date(2026, 11, suspended), reason="待补材料")
        found = act(desk, key, A.RESUME, on=date(2026, 11, resumed))
    assert found["due_on"] == date(2026, 11, 16)


def test_an_escalated_appeal_that_never_had_a_handler_is_assigned_before_it_is_handled(desk):
    key = brought_to(desk, S.ESCALATED)
    for action in (A.START, A.REPLY):
        with pytest.raises(DeskError, match="not possible"):
            act(desk, key, action, handling="x")
    assert act(desk, key, A.ASSIGN, provider="企业服务中心")["state"] is S.ASSIGNED


def test_not_even_a_suspension_lets_it_pass_without_a_handler(desk):
    key = brought_to(desk, S.ESCALATED)
    act(desk, key, A.SUSPEND, reason="待补材料")
    assert act(desk, key, A.RESUME)["state"] is S.ESCALATED
    with pytest.raises(DeskError, match="not possible"):
        act(desk, key, A.START)
    act(desk, key, A.ASSIGN, provider="企业服务中心")
    act(desk, key, A.ESCALATE, reason="仍未办")
    act(desk, key, A.SUSPEND, reason="待补材料")
    act(desk, key, A.RESUME)
    assert act(desk, key, A.START)["state"] is S.IN_PROGRESS


@pytest.mark.parametrize(
    ("visit", "says"),
    [
        (None, "no return visit"),
        (ReturnVisit(False, False, None), "not reached"),
        (ReturnVisit(True, False, Satisfaction.SATISFIED), "not solved"),
        (ReturnVisit(True, True, Satisfaction.NOT_SATISFIED), "not satisfied"),
    ],
)
def test_nothing_is_struck_off_without_a_good_return_visit_unless_a_leader_says_why(desk, visit, says):
    key = brought_to(desk, S.REPLIED)
    act(desk, key, A.RETURN_VISIT, visit=visit)
    with pytest.raises(DeskError, match=says) as refusal:
        act(desk, key, A.CLOSE, reason="我说了算")
    assert refusal.value.field == "leaders_reason"
    assert values(desk, key)["closed_on"] is None
    assert act(desk, key, A.CLOSE, leaders_reason="企业已停产")["state"] is S.CLOSED
    assert desk.read(request_steps, key)[-1].reason == "企业已停产"


@pytest.mark.parametrize("how", [Satisfaction.SATISFIED, Satisfaction.BASICALLY_SATISFIED, None])
def test_a_good_return_visit_closes_it(desk, how):
    key = brought_to(desk, S.REPLIED)
    act(desk, key, A.RETURN_VISIT, visit=ReturnVisit(False, False, None))
    act(desk, key, A.RETURN_VISIT, visit=ReturnVisit(True, True, how))
    assert act(desk, key, A.CLOSE)["state"] is S.CLOSED


def test_what_is_redone_needs_a_visit_of_its_own_and_keeps_what_the_first_one_found(desk):
    key = brought_to(desk, S.REPLIED)
    bad = ReturnVisit(True, False, Satisfaction.NOT_SATISFIED)
    act(desk, key, A.RETURN_VISIT, visit=bad)
    found = act(desk, key, A.REDO, reason="企业说没办好", due_on=date(2026, 12, 1))
    assert (found["state"], found["replied_on"], found["due_on"]) == (S.IN_PROGRESS, None, date(2026, 12, 1))
    assert found["satisfaction"] is Satisfaction.NOT_SATISFIED  # until it is visited again
    act(desk, key, A.REPLY, handling="重新办理")
    act(desk, key, A.RETURN_VISIT)
    with pytest.raises(DeskError, match="no return visit"):
        act(desk, key, A.CLOSE)
    act(desk, key, A.RETURN_VISIT, visit=GOOD)
    assert act(desk, key, A.CLOSE)["state"] is S.CLOSED
    visits = [s for s in desk.read(request_steps, key) if s.action is A.RETURN_VISIT]
    assert [(v.was_contacted, v.was_solved, v.satisfaction) for v in visits] == [
        (True, False, Satisfaction.NOT_SATISFIED),
        (None, None, None),
        (True, True, Satisfaction.SATISFIED),
    ]


def test_a_return_visit_that_waits_says_what_it_found(desk):
    key = brought_to(desk, S.REPLIED)
    assert act(desk, key, A.RETURN_VISIT)["state"] is S.RETURN_VISIT
    with pytest.raises(DeskError, match="Say what the visit found") as refusal:
        act(desk, key, A.RETURN_VISIT)
    assert refusal.value.field == "was_contacted"


# Two clocks, the desk's own days, who handles it and who helps.


def test_the_two_clocks_are_the_categorys_own_where_the_park_has_set_them(desk):
    desk.do(set_clocks, {Category.LABOUR: (1, 3)})
    found = values(desk, log(desk, category="labour", received_on="2026-11-02"))
    assert (found["response_due_on"], found["due_on"]) == (date(2026, 11, 3), date(2026, 11, 5))
    other = values(desk, log(desk, received_on="2026-11-02"))
    assert (other["response_due_on"], other["due_on"]) == (date(2026, 11, 3), date(2026, 11, 11))


def test_the_first_answer_stops_the_first_clock(desk):
    key = log(desk, received_on="2026-11-02")
    assert act(desk, key, A.ACCEPT, on=date(2026, 11, 3))["responded_on"] == date(2026, 11, 3)
    assert act(desk, key, A.ASSIGN, on=date(2026, 11, 4), provider="企业服务中心")["responded_on"] == date(2026, 11, 3)


def test_the_officers_own_days_count_and_make_an_unknown_year_certain(desk_folder, open_at):
    """The State Council publishes a year's holidays in the November before it: until then they are typed in."""
    desk = open_at(desk_folder, now=datetime(2026, 12, 30, 2, tzinfo=UTC))
    log(desk, title="先前登记")
    before = values(desk, log(desk))
    assert (before["due_on"], before["due_is_certain"]) == (date(2027, 1, 8), False)
    days = [(date(2027, 1, 1), False, "元旦"), *((date(2027, 10, d), False, "国庆") for d in (1, 2, 3))]
    assert desk.do(set_own_days, days).result == 2  # the two that were not certain were counted anew
    after = values(desk, before["id"])
    assert (after["due_on"], after["due_is_certain"]) == (date(2027, 1, 11), True)
    desk.do(undo)
    assert values(desk, before["id"])["due_on"] == date(2027, 1, 8)


@pytest.mark.parametrize(
    ("days", "says", "field"),
    [
        ([("2027-13-01", False, "")], "no day 2027-13-01", "day.0"),
        ([("2027-01-01", False, ""), ("2027.1.1", True, "")], "stands here twice", "day.1"),
    ],
)
def test_a_wrong_day_of_ones_own_is_refused_beside_it(desk, days, says, field):
    with pytest.raises(FieldErrors, match=says) as refusal:
        desk.do(set_own_days, days)
    assert [e.field for e in refusal.value.errors] == [field]


@pytest.mark.parametrize(
    ("clock", "field"),
    [
        (("0", "7"), "response_workdays.labour"),
        (("1", "七"), "solution_workdays.labour"),
        (("", "7"), "response_workdays.labour"),
        (("9", "7"), "response_workdays.labour"),
        (("1", "251"), "solution_workdays.labour"),
    ],
)
def test_a_wrong_clock_is_refused_beside_its_category(desk, clock, field):
    with pytest.raises(FieldErrors) as refusal:
        desk.do(set_clocks, {Category.LABOUR: clock, Category.LEGAL: ("2", "10")})
    assert [e.field for e in refusal.value.errors] == [field]
    assert not desk.read(clocks).own


def test_a_clock_set_back_to_the_rules_follows_them_again(desk):
    desk.do(set_clocks, {Category.LABOUR: ("2", "10"), Category.LEGAL: (2, 25)})
    assert desk.read(clocks).own == {Category.LABOUR: PROFILES["resolve"], Category.LEGAL: PROFILES["complex"]}
    desk.do(set_clocks, {Category.LABOUR: ("", ""), Category.LEGAL: (1, 7)})
    assert not desk.read(clocks).own


def test_a_suspension_puts_both_clocks_off(desk):
    key = log(desk, received_on="2026-11-02", response_due_on="2026-11-06")
    desk.do(edit_request, key, {"response_due_on": "2026-11-20"})
    act(desk, key, A.ACCEPT, on=date(2026, 11, 2))
    act(desk, key, A.SUSPEND, on=date(2026, 11, 3), reason="待补材料")
    found = act(desk, key, A.RESUME, on=date(2026, 11, 5))
    assert found["due_on"] == date(2026, 11, 13)
    assert found["response_due_on"] == date(2026, 11, 20)  # it was answered before


def test_a_deadline_on_a_day_off_is_refused_where_it_is_typed(desk):
    with pytest.raises(FieldErrors, match="is a day off"):
        log(desk, due_on="2026-11-29")
    key = brought_to(desk, S.ACCEPTED)
    with pytest.raises(DeskError, match="is a day off") as refusal:
        act(desk, key, A.ASSIGN, provider="企业服务中心", due_on=date(2026, 11, 29))
    assert refusal.value.field == "due_on"
    assert values(desk, key)["state"] is S.ACCEPTED


def test_the_enterprises_phone_fills_itself_in_for_its_own_contact_and_is_never_kept_masked(desk):
    (firm,) = [e for e in desk.stream(records, "Enterprise") if e.values["name"] == LIDIAN]
    desk.do(edit_enterprise, firm.id, {"contact_name": "刘经理", "contact_phone": "13812345678"})
    assert values(desk, log(desk))["contact_phone"] == "13812345678"
    assert values(desk, log(desk, contact_name="刘经理"))["contact_phone"] == "13812345678"
    assert values(desk, log(desk, contact_name="王师傅"))["contact_phone"] == ""
    assert values(desk, log(desk, contact_phone="0745-1234567"))["contact_phone"] == "0745-1234567"
    with pytest.raises(FieldErrors, match="masked number cannot be kept"):
        log(desk, contact_phone="138****5678")
    key = log(desk)
    with pytest.raises(DeskError, match="masked number cannot be kept") as refusal:
        desk.do(edit_request, key, {"contact_phone": "138****5678"})
    assert refusal.value.field == "contact_phone"


def test_the_handler_fills_itself_in_from_what_each_provider_handles(desk):
    found = values(desk, log(desk, category="policy_fulfilment"))
    assert found["lead_provider_id"] == desk.read(resolve, "Provider", "惠企政策兑现工作领导小组")
    assert values(desk, log(desk, category="policy_fulfilment", lead_provider=""))["lead_provider_id"] is None


def test_the_rule_that_says_more_wins(desk):
    def add_rules(uow):
        session = uow.session
        park, firm = (
            session.execute(select(table_of(k).c.id).where(table_of(k).c[f] == v)).scalar()
            for k, f, v in (("Park", "code", "HJS"), ("Enterprise", "name", LIDIAN))
        )
        names = dict(session.execute(select(table_of("Provider").c.name, table_of("Provider").c.id)).all())
        for category, enterprise, name in (
            (None, None, "企业服务中心"),
            (Category.LABOUR, None, "企业家联合会"),
            (None, firm, "众创空间"),
            (Category.LABOUR, firm, "企业联络员"),
        ):
            session.add(RoutingRule(park_id=park, category=category, enterprise_id=enterprise, provider_id=names[name]))

    desk.do(add_rules)

    def handler(**typed):
        return desk.read(load, "ServiceRequest", log(desk, **typed)).names.get("lead_provider_id")

    assert handler(category="labour") == "企业联络员"
    assert handler(category="other") == "众创空间"
    assert handler(category="labour", enterprise="某新企业") == "企业家联合会"
    assert handler(category="other", enterprise="某新企业") == "企业服务中心"


def test_of_several_that_handle_it_the_one_with_the_fewest_open_appeals_is_chosen(desk):
    chosen = [desk.read(load, "ServiceRequest", log(desk, category="market")).names["lead_provider_id"] for _ in "1234"]
    assert set(chosen) >= {"众创空间", "潇湘要素大市场"}
    assert max(chosen.count(name) for name in chosen) == 2 or len(set(chosen)) > 2


def test_a_provider_without_the_category_is_refused_unless_a_reason_is_given(desk):
    with pytest.raises(FieldErrors, match="handles policy_fulfilment, not labour") as refusal:
        log(desk, category="labour", lead_provider="惠企政策兑现工作领导小组")
    assert [e.field for e in refusal.value.errors] == ["lead_provider"]
    key = log(desk, category="labour", received_on="2026-11-02")
    act(desk, key, A.ACCEPT)
    with pytest.raises(DeskError, match="choose another, or give a reason") as refused:
        act(desk, key, A.ASSIGN, provider="惠企政策兑现工作领导小组")
    assert refused.value.field == "provider"
    assert act(desk, key, A.ASSIGN, provider="惠企政策兑现工作领导小组", reason="领导指定")["state"] is S.ASSIGNED


def test_others_help_the_lead(desk):
    key = log(desk, lead_provider="企业服务中心", assistants="企业家联合会、众创空间", received_on="2026-11-02")
    assert desk.read(request_file, key).assistants == ["企业家联合会", "众创空间"]
    desk.do(edit_request, key, {"assistants": "众创空间，潇湘要素大市场"})
    assert set(desk.read(request_file, key).assistants) == {"众创空间", "潇湘要素大市场"}
    desk.do(undo)
    assert set(desk.read(request_file, key).assistants) == {"企业家联合会", "众创空间"}
    act(desk, key, A.ACCEPT)
    with pytest.raises(DeskError, match="lead handler need not be named") as refusal:
        act(desk, key, A.ASSIGN, assistants="企业服务中心")
    assert refusal.value.field == "assistants"
    with pytest.raises(DeskError, match="none of the name “无此人”"):
        desk.do(edit_request, key, {"assistants": "无此人"})
    act(desk, key, A.ASSIGN, assistants="")
    assert desk.read(request_file, key).assistants == []
