"""How ledgers of a shape are read, and what the office calls things: kept with the desk, logged, taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.work.changes import redo, undo
from hkdesk.work.commands.ledger_shapes import forget_shape, remember_shape
from hkdesk.work.commands.ledger_words import LONGEST, save_ledger_words
from hkdesk.work.queries.ledger_shapes import remembered, shapes
from hkdesk.work.queries.ledger_words import ledger_words
from tests.conftest import NOW

WORDS = [("Project", "total_investment_fen", "盘子"), ("Stage", "started", "动土了")]


def test_a_shape_is_remembered_as_it_was_last_put_right(desk):
    desk.do(remember_shape, "a1", "Project", "{1}")
    desk.do(remember_shape, "b2", "Visit", "{}")
    assert desk.do(remember_shape, "a1", "Project", "{1}").changes.ids == {}
    desk.do(remember_shape, "a1", "Dispatch", "{2}")
    assert (desk.read(remembered, "a1"), desk.read(remembered, "a1", "Dispatch")) == ("{2}", "{2}")
    assert (desk.read(remembered, "a1", "Project"), desk.read(remembered, "c3"), desk.read(remembered, "")) == (
        None,
        None,
        None,
    )
    assert {(row.kind, row.mapping, row.used_at) for row in desk.read(shapes)} == {
        ("Dispatch", "{2}", NOW),
        ("Visit", "{}", NOW),
    }
    assert desk.do(undo).result == "remember_shape"
    assert desk.read(remembered, "a1") == "{1}"


def test_what_is_remembered_already_is_not_written_again_on_another_day(desk, desk_folder, open_at):
    desk.do(remember_shape, "a1", "Project", "{1}")
    desk.close()
    later = open_at(desk_folder, now=NOW + timedelta(days=3))
    assert later.do(remember_shape, "a1", "Project", "{1}").changes.ids == {}
    later.do(remember_shape, "a1", "Project", "{2}")
    assert [row.used_at for row in later.read(shapes)] == [NOW + timedelta(days=3)]


def test_ledgers_without_headings_are_not_remembered(desk):
    assert desk.do(remember_shape, "", "Project", "{}").changes.ids == {}
    assert desk.read(shapes) == []


def test_a_shape_that_is_forgotten_comes_back_with_undo(desk):
    desk.do(remember_shape, "a1", "Project", "{1}")
    (row,) = desk.read(shapes)
    desk.do(forget_shape, row.id)
    assert desk.read(remembered, "a1") is None
    desk.do(undo)
    assert desk.read(shapes) == [row]
    with pytest.raises(DeskError, match="deleted meanwhile"):
        desk.do(forget_shape, uuid4())


def test_words_are_kept_taken_back_and_brought_back_in_one_step(desk):
    desk.do(save_ledger_words, WORDS)
    assert desk.read(ledger_words) == WORDS
    assert desk.do(save_ledger_words, WORDS).changes.ids == {}
    desk.do(save_ledger_words, [WORDS[1], ("all", "note", " 说  道 ")])
    assert desk.read(ledger_words) == [WORDS[1], ("all", "note", "说 道")]
    assert desk.do(undo).result == "save_ledger_words"
    assert desk.read(ledger_words) == WORDS
    desk.do(redo)
    assert desk.read(ledger_words) == [WORDS[1], ("all", "note", "说 道")]


def test_every_wrong_word_is_refused_at_its_place(desk):
    with pytest.raises(FieldErrors) as caught:
        desk.do(
            save_ledger_words,
            [WORDS[0], ("all", "note", " "), ("all", "note", "长" * (LONGEST + 1)), WORDS[0], WORDS[1]],
        )
    said = {error.field: str(error) for error in caught.value.errors}
    assert set(said) == {"word.1", "word.2", "word.3"}
    assert "empty" in said["word.1"]
    assert "80 fit here" in said["word.2"]
    assert "twice" in said["word.3"]
    assert desk.read(ledger_words) == []
