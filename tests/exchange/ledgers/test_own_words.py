"""An office's own words, and what the desk remembers of ledgers of a shape, when a ledger comes in."""

import json
from dataclasses import replace

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.columns import By
from hkdesk.exchange.ledgers.guess import Known, best_guess
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.mapping import shape_of, to_json
from hkdesk.exchange.ledgers.own_words import (
    check_own_words,
    meaning_word,
    meanings,
    own_table,
    synonyms_with,
)
from hkdesk.exchange.ledgers.recalling import chosen_guess
from hkdesk.exchange.ledgers.sheets import RawSheet
from hkdesk.exchange.ledgers.synonyms import load_synonyms, shipped_synonyms
from hkdesk.exchange.ledgers.taking_in import understood
from tests.exchange.ledgers import made

SHEET = RawSheet(
    "S",
    [
        ["项目名称", "盘子（万元）", "眼下", "甲栏", "所属行业"],
        ["技改项目", 5000, "动土了", "主体施工", "建材"],
        ["二期项目", 300, "签约", "", "医药"],
    ],
)
OWN = [("Project", "total_investment_fen", "盘子"), ("all", "stage", "眼下"), ("Stage", "started", "动土了")]


def test_the_office_s_own_words_are_known_above_columns_and_in_cells():
    book, words = made.book(SHEET), synonyms_with(OWN)
    assert set(best_guess(book, "Project").mapping.columns) < {0, 1, 2, 3, 4}
    guess = chosen_guess(book, "Project", synonyms=words)
    assert guess.mapping.columns == {0: "name", 1: "total_investment_fen", 2: "stage", 4: "industry"}
    assert guess.mapping.units == {1: "万元"}
    rows = understood(book, guess.mapping, synonyms=words).table.rows
    assert [row.values["stage"] for row in rows] == ["started", "signed"]
    assert [bool(row.remarks) for row in understood(book, guess.mapping).table.rows] == [True, False]


def test_without_own_words_the_shipped_list_serves_as_it_is():
    assert synonyms_with([]) is shipped_synonyms()
    assert load_synonyms(words=own_table([])) == shipped_synonyms()


@pytest.mark.parametrize("odd", ["{month}", "{", "}", "{没有}", "[", "=1", "'", "\\", "　", "🈶"])
def test_any_text_may_be_an_own_word(odd):
    words = synonyms_with([("all", "note", odd), ("Stage", "started", odd), ("Elsewhere", "colour", odd)])
    assert words.value_of("Stage", odd) == "started"


def test_what_a_word_may_mean_is_what_the_kinds_declare():
    found = meanings()
    for kind in KINDS.values():
        assert found[kind.name] == tuple(kind.by_name)
    assert {"enterprise", "park", "note", "contact_phone"} < set(found["all"])
    assert {"name", "stage"} & set(found["all"]) == set()
    assert {"name", "stage", "total_investment_fen"} < set(found["projects"])
    assert "key_year" not in found["projects"]
    assert found["Stage"] == ("signed", "started", "in_production", "terminated")
    assert found["yes_no"] == ("yes", "no")
    assert (meaning_word("Stage", "started"), meaning_word("yes_no", "no")) == ("Started", "no")
    assert meaning_word("Project", "total_investment_fen") == "Total investment"


@pytest.mark.parametrize(
    ("word", "known"),
    [
        (("Project", "total_investment_fen", "项 目（名称）"), "Name"),
        (("all", "note", "所属园区"), "Park"),
        (("Stage", "started", "投产"), "In production"),
        (("yes_no", "yes", "否"), "no"),
        (("Project", "total_investment_fen", "所属园区"), "Park"),
    ],
)
def test_a_word_that_is_known_as_something_else_is_refused(word, known):
    (error,) = check_own_words([OWN[0], word])
    assert error.field == "word.1"
    assert f"known as “{known}” already" in str(error)


def test_one_word_has_one_meaning_wherever_both_would_be_looked_for():
    twice = [OWN[0], ("Project", "capacity_unit", "盘 子"), ("Stage", "signed", "成了"), ("Stage", "started", "成了。")]
    assert [error.field for error in check_own_words(twice)] == ["word.1", "word.3"]
    apart = [OWN[0], ("Enterprise", "business", "盘子"), ("Stage", "signed", "盘子"), ("KeyLevel", "city", "成了")]
    assert check_own_words(apart) == []


def test_words_that_are_known_as_the_same_or_as_several_things_may_be_entered():
    assert check_own_words([("all", "enterprise", "建设单位"), ("Stage", "started", "开工"), OWN[0], OWN[0]]) == []


# What the desk remembers of a shape


def memory_of(sheet, mapping):
    kept = {(shape_of(sheet, mapping.header_rows), mapping.kind): to_json(mapping)}
    return lambda shape, kind: next((text for (s, k), text in kept.items() if s == shape and kind in ("", k)), None)


def test_what_is_remembered_of_a_shape_goes_before_the_guess():
    mapping = replace(best_guess(made.book(SHEET), "Project").mapping, units={})
    corrected = mapping.with_column(3, "note").with_column(1, "total_investment_fen").with_unit(1, "元")
    guess = chosen_guess(made.book(SHEET), remembered=memory_of(SHEET, corrected))
    assert guess.is_remembered
    assert (guess.mapping.columns, guess.mapping.units) == (corrected.columns, {1: "元"})
    assert (guess.missing, guess.doubts, guess.score) == ((), (), 1.0)
    assert [(each.field, each.by) for each in guess.columns][3] == ("note", By.MEMORY)
    assert not chosen_guess(made.book(SHEET), "Project").is_remembered


def test_a_ledger_whose_unit_has_changed_is_another_shape():
    rows = [["项目名称", "总投资"], ["技改项目", 5000]]
    plain, titled = RawSheet("S", rows), RawSheet("S", [["项目表（单位：亿元）", None], *rows])
    headed = RawSheet("S", [["项目名称", "总投资（万元）"], rows[1]])
    other = RawSheet("S", [["项目名称", "总投资(亿元)"], rows[1]])
    found = [shape_of(plain, [0]), shape_of(titled, [1]), shape_of(headed, [0]), shape_of(other, [0])]
    assert len(set(found)) == 4
    assert shape_of(RawSheet("S", [["项目表", None], *rows]), [1]) == found[0]


def test_the_kind_that_is_asked_for_is_the_kind_that_is_remembered():
    mapping = best_guess(made.book(SHEET), "Project").mapping.with_column(3, "note")
    memory = memory_of(SHEET, mapping)
    assert chosen_guess(made.book(SHEET), "Project", remembered=memory).is_remembered
    with pytest.raises(DeskError, match="no column for"):
        chosen_guess(made.book(SHEET), "Visit", remembered=memory)


@pytest.mark.parametrize("damage", ["gone", "another version", "not enough"])
def test_what_no_longer_applies_gives_way_to_the_guess(damage):
    mapping = best_guess(made.book(SHEET), "Project").mapping
    text = {
        "gone": to_json(mapping).replace('"name"', '"colour"'),
        "another version": json.dumps(json.loads(to_json(mapping)) | {"version": 99}),
        "not enough": to_json(replace(mapping, columns={3: "note"}, units={})),
    }[damage]
    guess = chosen_guess(made.book(SHEET), "Project", remembered=lambda *_: text)
    assert not guess.is_remembered
    assert guess.mapping.columns[0] == "name"


def test_what_a_title_says_does_not_stand_beside_a_column_that_says_it():
    sheet = RawSheet("S", [["洪江高新区项目表"], ["项目名称", "片区", "所属行业"], ["技改项目", "另一园区", "建材"]])
    known = Known(parks=("洪江高新区",))
    guess = best_guess(made.book(sheet), "Project", known=known)
    assert guess.mapping.given == {"park": "洪江高新区"}
    memory = memory_of(sheet, guess.mapping.with_column(1, "park"))
    again = chosen_guess(made.book(sheet), "Project", known=known, remembered=memory)
    assert (again.mapping.columns[1], again.mapping.given) == ("park", {})


def test_headings_that_an_officer_found_are_found_again():
    rows = [["项目名称", "总投资", "所属行业"], ["名", "钱", "行"], ["技改项目", 5000, "建材"]]
    sheet = RawSheet("S", rows)
    guessed = best_guess(made.book(sheet), "Project").mapping
    assert guessed.header_rows == (0,)
    said = replace(guessed, header_rows=(1,), columns={0: "name", 1: "plan_of_year_fen"}, units={1: "元"})
    memory = memory_of(sheet, said)
    for kind in ("Project", "auto"):
        again = chosen_guess(made.book(RawSheet("T", rows)), kind, remembered=memory)
        assert again.is_remembered
        assert (again.mapping.header_rows, again.mapping.columns) == ((1,), said.columns)
        assert [each.heading for each in again.columns] == ["名", "钱", "行"]
        assert again.mapping.sheet == "T"
    with pytest.raises(DeskError, match="no column for"):  # what is kept is of another kind
        chosen_guess(made.book(sheet), "Dispatch", remembered=lambda shape, _kind: memory(shape, ""))
