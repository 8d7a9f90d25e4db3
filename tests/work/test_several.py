"""Changing several records at once: all with one undo, or none."""

from uuid import uuid4

import pytest

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.work.changes import undo
from hkdesk.work.commands.enterprises import add_enterprise
from hkdesk.work.commands.projects import add_project
from hkdesk.work.commands.several import edit_enterprises, edit_projects
from hkdesk.work.queries.enterprises import enterprise_sums
from hkdesk.work.queries.parks import parks
from hkdesk.work.queries.project_sums import project_sums
from hkdesk.work.queries.records import load, records


def entered(desk, n, **typed):
    return [desk.do(add_project, {"name": f"p{i}", **typed}).result for i in range(n)]


def values(desk, keys, *fields):
    found = [desk.read(load, "Project", key) for key in keys]
    return [tuple(r.names.get(f"{f}_id", r.values.get(f)) for f in fields) for r in found]


def test_only_what_is_filled_in_is_changed_and_one_undo_takes_it_back(desk):
    keys = entered(desk, 3, industry="食品", responsible_unit="一科")
    typed = {"lead_officer": "王新", "responsible_unit": "二科", "industry": " ", "key_level": "", "key_year": "2027"}
    assert desk.do(edit_projects, keys, typed).result == 3
    fields = ("lead_officer", "responsible_unit", "industry", "key_level", "key_year")
    assert values(desk, keys, *fields) == [("王新", "二科", "食品", None, 2027)] * 3
    assert len(list(desk.read(lambda r: list(records(r, "Officer", {"name": "王新"}))))) == 1
    desk.do(undo)
    assert values(desk, keys, *fields) == [(None, "一科", "食品", None, 2026)] * 3


def test_the_liaison_of_several_enterprises_is_changed(desk):
    keys = [desk.do(add_enterprise, {"name": f"e{i}"}).result for i in range(2)]
    desk.do(edit_enterprises, keys, {"liaison_officer": "王新"})
    assert [desk.read(load, "Enterprise", k).names["liaison_officer_id"] for k in keys] == ["王新"] * 2


def test_those_of_another_park_are_named_and_nothing_is_changed(desk):
    here, there = (p.code for p in desk.read(parks))
    keys = [*entered(desk, 1, park=here), desk.do(add_project, {"name": "afar", "park": there}).result]
    with pytest.raises(DeskError) as refused:
        desk.do(edit_projects, keys, {"lead_officer": "王新", "industry": "x"})
    assert (refused.value.field, refused.value.values["names"]) == ("lead_officer_id", ["afar"])
    assert values(desk, keys, "lead_officer", "industry") == [(None, "")] * 2
    assert not desk.read(lambda r: list(records(r, "Officer", {"name": "王新"})))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Fill in"),
        ({"industry": " "}, "Fill in"),
        ({"name": "all alike"}, "no field"),
        ({"stage": "started"}, "no field"),
        ({"key_year": "soon"}, "whole number"),
    ],
)
def test_what_cannot_be_set_for_several_is_refused(desk, typed, said):
    keys = entered(desk, 2)
    with pytest.raises((DeskError, FieldErrors), match=said):
        desk.do(edit_projects, keys, typed)


def test_a_record_that_is_gone_refuses_all(desk):
    keys = [*entered(desk, 1), uuid4()]
    with pytest.raises(DeskError, match="1 of these"):
        desk.do(edit_projects, keys, {"industry": "x"})
    assert values(desk, keys[:1], "industry") == [("",)]


def test_sums_count_what_is_not_known(desk):
    keys = [
        *entered(desk, 1, total_investment_fen="3亿"),
        desk.do(add_project, {"name": "q", "plan_of_year_fen": "5万"}).result,
    ]
    sums = desk.read(project_sums, b"".join(k.bytes for k in keys))
    assert (sums.count, sums.investment_fen, sums.without_investment) == (2, 3 * 10**10, 1)
    assert (sums.plan_of_year_fen, sums.without_plan) == (5 * 10**6, 1)
    assert desk.read(project_sums, b"").count == 0
    (one,) = desk.read(lambda r: list(records(r, "Enterprise", {"name": "恒光科技"})))
    projects = desk.read(lambda r: list(records(r, "Project", {"enterprise": "恒光科技"})))
    assert desk.read(enterprise_sums, one.id.bytes)[0] == len(projects)
