"""Every filter of every ledger, and whose rows they are, against a plain look at every record."""

import pytest

from hkdesk.domain.stage import Stage
from hkdesk.work.commands.enterprises import add_enterprise
from hkdesk.work.commands.projects import add_project
from hkdesk.work.commands.requests import log_request
from hkdesk.work.queries import enterprises, ledger, projects, requests
from hkdesk.work.queries.ledger import NOT_GIVEN, View, filter_values
from hkdesk.work.queries.parks import parks
from hkdesk.work.queries.projects import cards
from hkdesk.work.queries.records import records


def names(desk, of, view):
    keys = b"".join(desk.stream(ledger.all_keys, of, view, desk.today))
    assert desk.read(ledger.count, of, view, desk.today) == len(keys) // 16
    rows = desk.read(ledger.rows, of, [keys[i : i + 16] for i in range(0, len(keys), 16)], desk.today)
    return {getattr(r, "title", None) or r.name for r in rows.values()}


@pytest.fixture
def filled(desk):
    for name, typed in {
        "a": {"builder": "恒光_建", "responsible_unit": "一科", "lead_officer": "王新", "industry": "食品"},
        "b": {"builder": "恒光建", "key_level": "city_major", "nature": "expansion", "lead_officer": "李四"},
        "c": {"enterprise": "恒光科技", "industry": "化工"},
    }.items():
        desk.do(add_project, {"name": name, **typed})
    return desk


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("builder", "恒光", {"a", "b"}),
        ("builder", "光_建", {"a"}),
        ("builder", "%", set()),
        ("responsible_unit", "一科", {"a"}),
        ("responsible_unit", "一", set()),
        ("lead_officer", "王新", {"a"}),
        ("industry", "食品", {"a"}),
        ("key_level", "city_major", {"b"}),
        ("nature", "expansion", {"b"}),
        ("industry", "' or 1=1 --", set()),
    ],
)
def test_a_filter_leaves_what_its_column_says(filled, name, text, wanted):
    assert names(filled, projects.LEDGER, View(where=((name, text),))) & {"a", "b", "c"} == wanted


@pytest.mark.parametrize("name", list(projects.LEDGER.filters))
def test_not_given_leaves_exactly_the_rest(filled, name):
    every = {r.values["name"]: r for r in filled.read(lambda c: list(records(c, "Project")))}
    field = "lead_officer_id" if name == "lead_officer" else name
    wanted = {n for n, r in every.items() if not r.values[field]}
    assert names(filled, projects.LEDGER, View(where=((name, NOT_GIVEN),))) == wanted
    assert wanted < set(every)


def test_filters_search_chip_and_order_hold_together(filled):
    view = View(
        chip="signed", search="恒光", where=(("builder", "恒光"), ("lead_officer", "李四")), order="lead_officer"
    )
    assert names(filled, projects.LEDGER, view) <= {"b"}
    assert names(filled, projects.LEDGER, View(where=view.where, order="lead_officer")) == {"b"}


def test_what_there_is_to_choose_from_is_what_the_rows_say(filled):
    found = filled.read(filter_values, projects.LEDGER, None)
    assert "builder" not in found  # asked for by a part of it
    assert found["lead_officer"] == sorted(found["lead_officer"]) == ["李四", "王新"]
    assert found["key_level"] == ["city_major", "district_key", "reserve"]
    for of in (requests.LEDGER, enterprises.LEDGER):
        for park in (None, filled.read(parks)[0].id):
            for name, texts in filled.read(filter_values, of, park).items():
                seen = [names(filled, of, View(park, where=((name, text),))) for text in texts]
                assert all(seen) or of.filters[name].codes, name


def test_mine_is_what_i_lead_and_what_my_enterprises_have(filled):
    desk = filled
    desk.do(add_enterprise, {"name": "my works", "liaison_officer": "王新"})
    desk.do(add_enterprise, {"name": "their works", "liaison_officer": "李四"})
    desk.do(add_project, {"name": "of mine", "enterprise": "my works"})
    desk.do(add_project, {"name": "of theirs", "enterprise": "their works"})
    for title, enterprise, liaison in (
        ("mine", "my works", ""),
        ("named", "their works", "王新"),
        ("handed over", "my works", "李四"),
        ("theirs", "their works", ""),
    ):
        desk.do(log_request, {"enterprise": enterprise, "title": title, "liaison_officer": liaison})
    view = View(officer="王新")
    assert names(desk, projects.LEDGER, view) == {"a", "of mine"}
    assert names(desk, enterprises.LEDGER, view) == {"my works"}
    assert names(desk, requests.LEDGER, view) == {"mine", "named"}
    assert names(desk, projects.LEDGER, View(officer="nobody")) == set()


def test_cards_are_those_that_stand_on_the_board_of_the_park(desk):
    here, there = desk.read(parks)
    mine = desk.do(add_project, {"name": "a", "park": here.code}).result
    theirs = desk.do(add_project, {"name": "b", "park": there.code}).result
    assert [c.name for c in desk.read(cards, [mine, theirs], here.id, desk.today)] == ["a"]
    assert {c.stage for c in desk.read(cards, [mine, theirs], None, desk.today)} == {Stage.SIGNED}
    assert desk.read(cards, [], None, desk.today) == []
