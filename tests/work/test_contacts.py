"""A phone is masked; showing it leaves a trace that undo does not take away."""

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.work.changes import history_of, undo, undo_state
from hkdesk.work.commands.contacts import reveal_phone
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise
from hkdesk.work.commands.officers import save_officer
from hkdesk.work.commands.providers import save_provider
from hkdesk.work.queries.records import load

PHONE = "13812345678"


def firm(desk):
    return desk.do(add_enterprise, {"name": "甲", "contact_phone": PHONE}).result


def test_whoever_has_a_phone_shown_stands_in_the_history(desk):
    key = firm(desk)
    done = desk.do(reveal_phone, "Enterprise", key)
    assert (done.result, dict(done.changes.ids)) == (PHONE, {})
    latest = desk.read(history_of, "Enterprise", key)[0]
    assert (latest.command, latest.actor, latest.op, latest.fields) == ("reveal_phone", "李敏", "reveal", ())
    assert PHONE not in str(latest)


def test_undo_passes_over_it_and_takes_back_what_was_done_before(desk):
    key = firm(desk)
    desk.do(edit_enterprise, key, {"note": "改"})
    desk.do(undo)
    desk.do(reveal_phone, "Enterprise", key)
    state = desk.read(undo_state, desk.desk_id)
    assert (state.undo.command, state.redo.command) == ("add_enterprise", "edit_enterprise")
    desk.do(undo)
    assert desk.read(load, "Enterprise", key) is None
    assert desk.read(history_of, "Enterprise", key)[1].command == "reveal_phone"


def test_providers_and_officers_have_phones_too(desk):
    provider = desk.do(save_provider, None, {"kind": "platform", "name": "甲", "contact_phone": PHONE}).result
    officer = desk.do(save_officer, None, {"name": "杨", "phone": PHONE}).result
    assert desk.do(reveal_phone, "Provider", provider).result == PHONE
    assert desk.do(reveal_phone, "Officer", officer).result == PHONE


def test_where_there_is_none_nothing_is_noted(desk):
    key = desk.do(add_enterprise, {"name": "乙"}).result
    with pytest.raises(DeskError, match="no phone to show"):
        desk.do(reveal_phone, "Enterprise", key)
    assert [e.command for e in desk.read(history_of, "Enterprise", key)] == ["add_enterprise"]


@pytest.mark.parametrize("masked", ["138****5678", "138＊＊＊＊5678"])
def test_a_masked_number_is_not_kept(desk, masked):
    key = firm(desk)
    for command, arguments in (
        (edit_enterprise, (key, {"contact_phone": masked})),
        (add_enterprise, ({"name": "丙", "contact_phone": masked},)),
    ):
        with pytest.raises(DeskError, match="type the whole number"):
            desk.do(command, *arguments)
    assert desk.read(load, "Enterprise", key).values["contact_phone"] == PHONE
    desk.do(edit_enterprise, key, {"contact_phone": ""})
