"""What an officer relies on when an enterprise is entered and edited."""

from datetime import date

import pytest

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.identity import division_of
from hkdesk.domain.lights import Light
from hkdesk.work.changes import history_of, undo
from hkdesk.work.commands.enterprises import (
    add_enterprise,
    delete_qualification,
    edit_enterprise,
    save_qualification,
)
from hkdesk.work.queries.enterprises import qualifications, uscc_check
from hkdesk.work.queries.records import load, records, resolve

GOOD = "91350100M000100Y43"


def values(desk, key):
    return desk.read(load, "Enterprise", key).values


def test_an_enterprise_goes_to_the_park_that_is_named_or_the_first(desk):
    first, other = (desk.read(resolve, "Park", code) for code in ("HJS", "HJQ"))
    assert values(desk, desk.do(add_enterprise, {"name": "甲"}).result)["park_id"] == first
    assert values(desk, desk.do(add_enterprise, {"name": "乙", "park": "洪江区高新区"}).result)["park_id"] == other


@pytest.mark.parametrize("typed", [GOOD, GOOD.lower(), f" {GOOD} ", "9135 0100 M000 100Y 43", "９１350100M000100Y43"])
def test_a_credit_code_is_taken_as_typed_and_kept_plain(desk, typed):
    assert values(desk, desk.do(add_enterprise, {"name": "甲", "uscc": typed}).result)["uscc"] == GOOD


@pytest.mark.parametrize(
    ("typed", "says", "suggestion"),
    [
        (GOOD.replace("00M", "O0M"), f"is {GOOD} meant", GOOD),
        ("91350100M000100Y44", "check characters", None),
        ("913501", "18 characters", None),
        ("430700000012345", "legacy registration number", None),
        ("91350100M000100Y4中", "characters that no", None),
    ],
)
def test_a_wrong_credit_code_gets_a_sentence_and_where_it_can_a_suggestion(still, typed, says, suggestion):
    with pytest.raises(FieldErrors, match=says) as refusal:
        still.do(add_enterprise, {"name": "甲", "uscc": typed})
    (error,) = refusal.value.errors
    assert (error.field, error.values.get("suggestion")) == ("uscc", suggestion)


def test_two_enterprises_do_not_share_a_credit_code_and_many_have_none(desk):
    first = desk.do(add_enterprise, {"name": "甲", "uscc": GOOD}).result
    second = desk.do(add_enterprise, {"name": "乙", "uscc": ""}).result
    desk.do(add_enterprise, {"name": "丙"})
    for command, arguments in (
        (add_enterprise, [{"name": "丁", "uscc": GOOD}]),
        (edit_enterprise, [second, {"uscc": GOOD}]),
    ):
        with pytest.raises(DeskError, match="Another record has this") as refusal:
            desk.do(command, *arguments)
        assert refusal.value.field == "uscc"
    desk.do(edit_enterprise, first, {"uscc": ""})
    desk.do(edit_enterprise, second, {"uscc": GOOD})


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", " ", "may not stay empty"),
        ("name", "湖南立点科技有限公司", "of this name already"),
        ("name", "甲" * 201, "201 characters"),
        ("short_name", "甲" * 201, "201 characters"),
        ("business", "甲" * 4001, "4001 characters"),
        ("is_above_scale", "maybe", "neither yes nor no"),
        ("settled_on", "x", "not a date"),
        ("park", "", "may not stay empty"),
        ("version", "3", "no field"),
        ("colour", "red", "these can be set"),
    ],
)
def test_a_wrong_field_gets_its_own_sentence_and_nothing_is_written(still, field, typed, says):
    before = len(list(still.stream(records, "Enterprise")))
    with pytest.raises(FieldErrors) as refusal:
        still.do(add_enterprise, {"name": "甲", field: typed})
    assert [e.field.removesuffix("_id") for e in refusal.value.errors] == [field]
    assert says in str(refusal.value)
    assert len(list(still.stream(records, "Enterprise"))) == before


@pytest.mark.parametrize(
    ("typed", "kept"), [("是", True), ("Yes", True), ("有", True), ("no", False), ("否", False), ("", None)]
)
def test_yes_and_no_are_taken_in_both_languages(desk, typed, kept):
    assert (
        values(desk, desk.do(add_enterprise, {"name": "甲", "is_above_scale": typed}).result)["is_above_scale"] is kept
    )


def test_an_edit_does_not_take_a_name_that_another_enterprise_of_the_park_has(desk):
    key = desk.do(add_enterprise, {"name": "甲"}).result
    with pytest.raises(DeskError, match="of this name already"):
        desk.do(edit_enterprise, key, {"name": "湖南立点科技有限公司"})
    desk.do(edit_enterprise, key, {"name": "恒光科技"})  # of the other park
    assert values(desk, key)["name"] == "恒光科技"
    with pytest.raises(FieldErrors, match="may not stay empty"):
        desk.do(edit_enterprise, key, {"name": ""})


def test_an_enterprise_that_bears_a_name_twice_already_can_be_edited(desk):
    key = desk.do(add_enterprise, {"name": "甲"}).result
    with desk._file.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE enterprise SET name='湖南立点科技有限公司' WHERE id=?", (key.bytes,))
    desk.do(edit_enterprise, key, {"name": "湖南立点科技有限公司", "note": "重名"})
    assert values(desk, key)["note"] == "重名"


def test_a_long_text_fits_to_its_last_character(desk):
    key = desk.do(add_enterprise, {"name": "𠮷" * 200, "note": "𠮷" * 4000}).result
    assert (len(values(desk, key)["name"]), len(values(desk, key)["note"])) == (200, 4000)


def test_a_qualification_is_entered_changed_and_deleted_and_each_is_taken_back(desk):
    firm = desk.do(add_enterprise, {"name": "甲"}).result
    key = desk.do(save_qualification, firm, None, {"name": "高新", "granted_on": "2023-12-01"}).result
    desk.do(save_qualification, firm, key, {"expires_on": "2026-12-01"})
    (row,) = desk.read(qualifications, firm, desk.today)
    assert (row.name, row.expires_on, row.light) == ("高新", date(2026, 12, 1), Light.YELLOW)
    desk.do(delete_qualification, key)
    assert desk.read(qualifications, firm, desk.today) == []
    assert [e.command for e in desk.read(history_of, "Enterprise", firm)] == [
        *("delete_qualification", "save_qualification", "save_qualification", "add_enterprise")
    ]
    desk.do(undo)
    desk.do(undo)
    (row,) = desk.read(qualifications, firm, desk.today)
    assert (row.name, row.expires_on, row.light) == ("高新", None, Light.GREY)
    desk.do(undo)
    assert desk.read(qualifications, firm, desk.today) == []


def test_what_expires_first_stands_at_the_top(desk):
    firm = desk.do(add_enterprise, {"name": "甲"}).result
    for name, expires_on in (("丙", ""), ("乙", "2027-12-01"), ("甲", "2025-12-01")):
        desk.do(save_qualification, firm, None, {"name": name, "expires_on": expires_on})
    found = [(q.name, q.light) for q in desk.read(qualifications, firm, desk.today)]
    assert found == [("甲", Light.RED), ("乙", Light.GREEN), ("丙", Light.GREY)]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "高新", "granted_on": "2026-11-25"}, "granted_on"),
        ({"name": "高新", "granted_on": "2026-01-02", "expires_on": "2026-01-01"}, "expires_on"),
        ({"name": "高新", "expires_on": "x"}, "expires_on"),
        ({"name": "高新", "enterprise": "恒光科技"}, "enterprise"),
    ],
)
def test_a_wrong_qualification_gets_a_sentence_beside_its_field(still, typed, field):
    firm = still.read(resolve, "Enterprise", "恒光科技")
    with pytest.raises(FieldErrors) as refusal:
        still.do(save_qualification, firm, None, typed)
    assert [e.field for e in refusal.value.errors] == [field]


def test_the_days_of_a_qualification_are_judged_with_those_that_stand(desk):
    firm = desk.do(add_enterprise, {"name": "甲"}).result
    key = desk.do(save_qualification, firm, None, {"name": "高新", "granted_on": "2025-01-02"}).result
    with pytest.raises(FieldErrors, match="before it was granted on 2025-01-02"):
        desk.do(save_qualification, firm, key, {"expires_on": "2025-01-01"})


def test_a_credit_code_on_file_is_checked_with_its_division_and_its_likely_correction():
    fits = "91431281MA4L16JQ9B"
    assert uscc_check("").refusal is None
    assert (uscc_check(GOOD).division, uscc_check(GOOD).refusal) == ("", None)
    wrong = uscc_check(GOOD.replace("00M", "O0M")).refusal
    assert (wrong.field, wrong.values["suggestion"]) == ("uscc", GOOD)
    assert division_of(fits) == "洪江市"
