"""What fills itself in when an appeal is logged, whose it is, and what an edit changes."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.request import (
    Category,
    Channel,
)
from hkdesk.tables.officer import Officer
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import edit_request
from hkdesk.work.queries.records import load, records, resolve
from tests.work.appeals import LIDIAN, A, S, act, log, values

# What fills itself in.


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


# Whose appeal it is.


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
