"""Officers and whose liaison they are."""

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.work.changes import undo
from hkdesk.work.commands.officers import assign_liaison, delete_officer, save_officer, spread_liaisons
from hkdesk.work.queries.providers import liaison_desk, proposal
from hkdesk.work.queries.records import load, records, resolve


@pytest.fixture
def park(desk):
    return desk.read(resolve, "Park", "HJS")


@pytest.fixture
def firms(desk, park):
    return [r.id for r in desk.stream(records, "Enterprise") if r.values["park_id"] == park]


def officer(desk, name, **typed):
    return desk.do(save_officer, None, {"name": name, "is_liaison": "yes", **typed}).result


def held(desk, park):
    return {o.name: o.enterprises for o in desk.read(liaison_desk, park).officers}


def refused(desk, command, *arguments):
    with pytest.raises(DeskError) as refusal:
        desk.do(command, *arguments)
    (error,) = getattr(refusal.value, "errors", [refusal.value])
    return error.field, str(error)


def test_enterprises_are_given_an_officer_in_one_go_and_taken_back_in_one(desk, park, firms):
    yang, li = officer(desk, "杨", phone="13812345678"), officer(desk, "李")
    desk.do(assign_liaison, firms[:2], li)
    assert desk.do(assign_liaison, firms, yang).result == len(firms)
    found = desk.read(liaison_desk, park)
    assert held(desk, park) == {"杨": len(firms), "李": 0}
    assert (found.enterprises, found.without) == (len(firms), 0)
    assert {o.name: o.phone for o in found.officers} == {"杨": "138****5678", "李": ""}
    desk.do(undo)
    assert held(desk, park) == {"杨": 0, "李": 2}
    desk.do(assign_liaison, firms, None)
    assert desk.read(liaison_desk, park).without == len(firms)


def test_only_a_liaison_officer_of_the_park_is_assigned(desk, firms):
    desk_officer = officer(desk, "王", is_liaison="no")
    stranger = officer(desk, "赵", park="HJQ")
    assert "no liaison officer" in refused(desk, assign_liaison, firms, desk_officer)[1]
    assert "works for another park" in refused(desk, assign_liaison, firms, stranger)[1]
    assert "Nothing is selected" in refused(desk, assign_liaison, [], stranger)[1]
    assert all(desk.read(load, "Enterprise", key).values["liaison_officer_id"] is None for key in firms)


def test_a_proposal_is_shown_before_it_is_made_and_refused_once_it_is_out_of_date(desk, park, firms):
    yang, li = officer(desk, "杨"), officer(desk, "李")
    desk.do(assign_liaison, firms, yang)
    found = desk.read(proposal, park, False)
    assert found.loads == sorted(found.loads)
    assert {name: after for name, _before, after in found.loads}["杨"] >= len(firms) // 2
    assert held(desk, park) == {"杨": len(firms), "李": 0}
    assert desk.read(proposal, park, True).moves == []
    moves = [p.move for p in found.moves]
    desk.do(assign_liaison, [moves[0].enterprise], li)
    assert "have it proposed anew" in refused(desk, spread_liaisons, moves)[1]
    desk.do(undo)
    assert desk.do(spread_liaisons, moves).result == len(firms) // 2
    assert sorted(held(desk, park).values()) == [len(firms) // 2, len(firms) - len(firms) // 2]
    desk.do(undo)
    assert held(desk, park) == {"杨": len(firms), "李": 0}


def test_an_officer_is_changed_and_deleted_only_when_free(desk, park, firms):
    yang = officer(desk, "杨")
    desk.do(assign_liaison, firms[:1], yang)
    assert refused(desk, save_officer, yang, {"is_liaison": "no"})[0] == "is_liaison"
    assert "1 enterprises, appeals, projects or visits name" in refused(desk, delete_officer, yang)[1]
    desk.do(assign_liaison, firms[:1], None)
    desk.do(save_officer, yang, {"is_liaison": "no", "unit": "企业服务中心"})
    assert held(desk, park) == {}
    desk.do(delete_officer, yang)
    assert list(desk.stream(records, "Officer", {"name": "杨"})) == []
    desk.do(undo)
    assert desk.read(load, "Officer", yang).values["unit"] == "企业服务中心"


@pytest.mark.parametrize(
    ("typed", "field"), [({"name": ""}, "name"), ({"name": "杨"}, "name"), ({"name": "李", "phone": "13*"}, "phone")]
)
def test_a_wrong_officer_gets_a_sentence_beside_its_field(desk, typed, field):
    officer(desk, "杨")
    assert refused(desk, save_officer, None, typed)[0] == field
