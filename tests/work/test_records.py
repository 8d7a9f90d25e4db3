"""Any record by any of its fields: what the command line and the detail panes read."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import Channel
from hkdesk.domain.stage import Stage
from hkdesk.domain.standing import Standing
from hkdesk.store.migrate import REVISIONS
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.work.changes import history_of
from hkdesk.work.commands.enterprises import add_enterprise
from hkdesk.work.commands.projects import add_project, edit_project
from hkdesk.work.commands.requests import log_request
from hkdesk.work.queries.info import desk_info
from hkdesk.work.queries.names import initials_of, names_in
from hkdesk.work.queries.records import KINDS, load, records, resolve

GUITARS = "年产15万把吉他和树脂工艺品项目"


@pytest.fixture(scope="module")
def filled(still):
    """The articles' facts and a few records of an officer's."""
    still.do(add_enterprise, {"name": "新企业", "uscc": "91350100M000100Y43", "is_above_scale": "否"})
    still.do(add_project, {"name": "新项目", "enterprise": "新企业", "total_investment_fen": "1.2亿"})
    still.do(
        log_request,
        {
            "enterprise": "新企业",
            "title": "<b>100%_</b>",
            "channel": "visit",
            "received_on": "2026-11-02",
            "workers": "7",
        },
    )
    return still


def listed(desk, of, **where):
    return list(desk.stream(records, of, where))


@pytest.mark.parametrize(
    ("kind", "where", "count"),
    [
        ("Project", {"stage": "in_production"}, 5),
        ("Project", {"stage": "in_production", "park": "HJS"}, 3),
        ("Project", {"park": "洪江市高新区"}, 6),
        ("Project", {"park_id": "洪江市高新区"}, 6),
        ("Project", {"enterprise": "恒光科技"}, 2),
        ("Project", {"enterprise": "没有这家"}, 0),
        ("Project", {"enterprise": ""}, 3),
        ("Project", {"name": GUITARS}, 1),
        ("Project", {"name": GUITARS.lower() + "x"}, 0),
        ("Project", {"key_year": "2024"}, 4),
        ("Project", {"key_year": ""}, 4),
        ("Project", {"total_investment_fen": "12000000000"}, 1),
        ("Project", {"locator": "A1.2"}, 4),
        ("Project", {"locator": ""}, 1),
        ("Project", {"standing": "doubtful"}, 3),
        ("Project", {"standing": ""}, 1),
        ("Project", {"industry": ""}, 9),
        ("Project", {"signed_on": "2026-11-24"}, 1),
        ("Project", {"stage": ""}, 0),
        ("Enterprise", {"uscc": "91350100M000100Y43"}, 1),
        ("Enterprise", {"uscc": ""}, 11),
        ("Enterprise", {"is_above_scale": "false"}, 1),
        ("Enterprise", {"is_above_scale": "TRUE"}, 1),
        ("Enterprise", {"is_above_scale": ""}, 10),
        ("ServiceRequest", {"received_on": "2026-11-02"}, 1),
        ("ServiceRequest", {"received_on": "20261102"}, 1),
        ("ServiceRequest", {"received_on": ""}, 0),
        ("ServiceRequest", {"channel": "visit", "workers": "7"}, 1),
        ("ServiceRequest", {"channel": ""}, 0),
        ("ServiceRequest", {"due_is_certain": "1"}, 5),
        ("ServiceRequest", {"due_is_certain": ""}, 0),
        ("ServiceRequest", {"title": "<b>100%_</b>"}, 1),
        ("ServiceRequest", {"title": "<b>%"}, 0),
        ("ServiceRequest", {"title": "\ud800"}, 0),
        ("ServiceRequest", {"enterprise": ""}, 0),
        ("ServiceRequest", {"id": ""}, 0),
        ("ServiceRequest", {"version": "1", "state": "closed"}, 4),
        ("ServiceStep", {"action": "register"}, 1),
        ("ServiceStep", {"request": "HJS-2026-A0001"}, 1),
        ("ServiceStep", {"at": ""}, 0),
        ("ProjectStep", {"project": "新项目", "to_stage": "signed"}, 1),
        ("Citation", {"source": "A", "standing": "doubtful", "kind": "Project"}, 2),
        ("Indicator", {"value_thousandths": "15000", "unit": "project"}, 1),
        ("Officer", {}, 0),
    ],
)
def test_records_are_found_by_fields_of_every_kind(filled, kind, where, count):
    assert len(listed(filled, kind, **where)) == count


@pytest.mark.parametrize(
    ("kind", "where", "says"),
    [
        ("Project", {"colour": "red"}, "no field “colour”; there are: .*stage"),
        ("Project", {"stage": "sold"}, "these are: signed, started, in_production, terminated"),
        ("Project", {"standing": "sure"}, "these are: stated, derived, inferred, doubtful"),
        ("Project", {"key_year": "last"}, "does not fit the field “key_year”"),
        ("Project", {"key_year": "9" * 30}, "does not fit"),
        ("Project", {"total_investment_fen": "1.2亿"}, "does not fit"),
        ("Project", {"id": "5"}, "does not fit"),
        ("Enterprise", {"is_above_scale": "maybe"}, "does not fit"),
        ("ServiceRequest", {"received_on": "2026-02-30"}, "does not fit"),
        ("ServiceStep", {"at": "2026-11-24"}, "does not fit"),
    ],
)
def test_a_value_that_fits_no_field_is_refused_in_a_sentence(filled, kind, where, says):
    with pytest.raises(DeskError, match=says):
        listed(filled, kind, **where)


def test_every_kind_can_be_listed_by_each_of_its_fields_left_empty(filled):
    assert set(KINDS.values()) == set(RECORDS)
    for kind in RECORDS:
        everything = {r.id for r in listed(filled, kind)}
        for column in table_of(kind).c:
            assert {r.id for r in listed(filled, kind, **{column.key: ""})} <= everything


def test_a_list_is_in_the_order_of_entry_and_stops_at_a_limit(filled):
    ids = [r.id for r in filled.stream(records, "Project")]
    assert ids == sorted(ids)
    assert [r.id for r in filled.stream(records, "Project", {}, "", 3)] == ids[:3]
    assert [r.id for r in filled.stream(records, "Project", {}, "", 0)] == []


def test_a_long_list_is_read_in_parts_and_loses_none(filled, monkeypatch):
    monkeypatch.setattr("hkdesk.work.queries.records.BATCH", 7)
    found = [r.id for r in filled.stream(records, "Citation")]
    assert len(found) == len(set(found)) == 190


def test_conditions_and_a_search_hold_together(filled):
    found = [r.values["name"] for r in filled.stream(records, "Project", {"stage": "in_production"}, "吉他")]
    assert found == [GUITARS]
    with pytest.raises(DeskError, match="cannot be searched"):
        list(filled.stream(records, "Park", {}, "x"))


def test_a_record_comes_with_names_and_with_where_it_stands(filled):
    record = filled.read(load, "Project", filled.read(resolve, "Project", GUITARS))
    assert record.values["stage"] is Stage.IN_PRODUCTION
    assert record.names["enterprise_id"] == "湖南省美德乐器制造有限公司"
    assert (record.citations[""].locator, record.citations[""].standing) == ("A1.2", Standing.STATED)
    assert record.citations["enterprise_id"].standing is Standing.INFERRED
    assert filled.read(load, "Project", uuid4()) is None


def test_values_come_in_their_types(filled):
    (request,) = listed(filled, "ServiceRequest", number="HJS-2026-A0001")
    assert isinstance(request.id, UUID)
    assert request.values["received_on"] == date(2026, 11, 2)
    assert request.values["channel"] is Channel.VISIT
    assert request.values["due_is_certain"] is True
    assert request.names["enterprise_id"] == "新企业"


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("Project", GUITARS, GUITARS),
        ("Enterprise", "恒光科技", "恒光科技"),
        ("Park", "HJQ", "洪江区高新区"),
        ("ServiceRequest", "HJS-2026-A0001", None),
        ("Indicator", "key_projects", "重点项目数"),
    ],
)
def test_a_record_is_meant_by_its_name_code_number_or_id(filled, kind, text, name):
    key = filled.read(resolve, kind, text)
    assert filled.read(resolve, kind, str(key)) == key
    assert name is None or filled.read(load, kind, key).values["name"] == name


@pytest.mark.parametrize("text", ["没有这个", "", "%", str(UUID(int=1)), "\ud800"])
def test_what_means_no_record_is_refused(filled, text):
    with pytest.raises(DeskError, match="There is none of the id, number or name"):
        filled.read(resolve, "Project", text)


def test_a_name_that_two_have_means_neither(desk):
    for park in ("HJS", "HJQ"):
        desk.do(add_project, {"name": "同名项目", "park": park})
    with pytest.raises(DeskError, match="There are 2 of the name “同名项目”"):
        desk.read(resolve, "Project", "同名项目")


def test_info_counts_every_kind_stage_and_state(filled):
    info = filled.read(desk_info, filled.today)
    assert set(info.counts) == set(KINDS)
    assert (info.counts["project"], info.counts["request"], info.counts["citation"]) == (9, 5, 190)
    assert info.projects == {"signed": 1, "started": 3, "in_production": 5, "terminated": 0}
    assert {s: n for s, n in info.requests.items() if n} == {"registered": 1, "closed": 4}
    assert (info.overdue, info.schema) == (1, REVISIONS[-1])
    assert ("重点项目数", "15 projects", "4") in info.bulletins


def test_a_history_names_what_it_refers_to_by_id(desk):
    key = desk.do(add_project, {"name": "新项目", "enterprise": "恒光科技"}).result
    desk.do(edit_project, key, {"enterprise": "桐诚新材"})
    names = desk.read(names_in, desk.read(history_of, "Project", key))
    assert {"恒光科技", "桐诚新材", "洪江市高新区"} <= set(names.values())


def test_initials_to_complete_names_by_come_with_the_usual_reading_first():
    assert initials_of(["恒光科技", "plain"]) == {"恒光科技": "hgkj hgkq", "plain": ""}
