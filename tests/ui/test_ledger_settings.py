"""The office's own words of its ledgers, and the ledgers that are remembered, worked in the settings."""

import pytest
from PySide6.QtCore import Qt

from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.mapping import LedgerMapping, to_json
from hkdesk.exchange.ledgers.own_words import meanings
from hkdesk.ui.sections.ledger_words import part_word
from hkdesk.ui.sections.ledgers import LedgersSection
from hkdesk.work.commands.ledger_shapes import remember_shape
from hkdesk.work.commands.ledger_words import save_ledger_words
from hkdesk.work.queries.ledger_shapes import shapes
from hkdesk.work.queries.ledger_words import ledger_words
from tests.ui.driving import CTRL, button_of, click, press, said, type_in, wait_idle
from tests.ui.test_accessible import nameless
from tests.ui.test_clock_settings import is_open, opened, read

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
WORD = ("Project", "total_investment_fen", "盘子")


def choose(choice, value):
    choice.setCurrentIndex(choice.findData(value))
    assert choice.currentData() == value


def do(window, command, *arguments):
    window.context.runner.run(command, *arguments)
    wait_idle(window)


def test_words_are_added_taken_away_and_kept(window):
    settings, section = opened(window, LedgersSection)
    assert "No words of your own yet" in said(section)
    click(section, "Add a word")
    (line,) = section.words.lines
    assert line.word.hasFocus()
    assert nameless(settings) == []
    choose(line.part, "Project")
    choose(line.means, "total_investment_fen")
    type_in(line.word, " 盘子 ")
    click(section, "Add a word")
    second = section.words.lines[1]
    assert second.typed == ("Project", "total_investment_fen", "")  # the last one's, to go on with
    choose(second.part, "Stage")
    choose(second.means, "started")
    type_in(second.word, "动土了")
    press(settings, Qt.Key.Key_Return, CTRL)
    wait_idle(window)
    assert not is_open(window)
    assert read(window, ledger_words) == [WORD, ("Stage", "started", "动土了")]
    settings, section = opened(window, LedgersSection)
    assert not section.is_touched
    button_of(section.words.lines[0], "Take this word away").click()
    assert section.is_touched
    click(settings, "Save")
    wait_idle(window)
    assert read(window, ledger_words) == [("Stage", "started", "动土了")]
    press(window, Qt.Key.Key_Z, CTRL)
    wait_idle(window)
    assert len(read(window, ledger_words)) == 2


def test_a_word_that_is_known_as_something_else_is_refused_beneath_it(window):
    settings, section = opened(window, LedgersSection)
    click(section, "Add a word")
    (line,) = section.words.lines
    choose(line.part, "Project")
    choose(line.means, "total_investment_fen")
    type_in(line.word, "所属园区")
    click(settings, "Save")
    wait_idle(window)
    assert is_open(window)
    assert line.word.property("wrong") == "true"
    assert "“所属园区” is known as “Park” already" in said(line)
    assert read(window, ledger_words) == []
    type_in(line.word, "盘子")
    assert line.word.property("wrong") == "false"
    click(section, "Add a word")
    click(settings, "Save")
    wait_idle(window)
    assert "may not stay empty" in said(section.words.lines[1])
    click(settings, "As the rules have it")
    assert not section.is_touched
    settings.reject()


def test_a_remembered_ledger_is_listed_with_its_columns_and_forgotten(window):
    kept = LedgerMapping("S", "Project", (0,), {1: "total_investment_fen", 0: "name"})
    do(window, remember_shape, "a1", "Project", to_json(kept))
    do(window, remember_shape, "b2", "Visit", "spoilt")
    settings, section = opened(window, LedgersSection)
    click(section, "Remembered ledgers")
    assert "Name, Total investment" in said(section)
    assert "look at its columns again" in said(section)
    assert "2026-11-24" in said(section)
    assert nameless(settings) == []
    click(section, "Forget: Ledger of projects")
    wait_idle(window)
    assert [row.kind for row in read(window, shapes)] == ["Visit"]
    assert "Total investment" not in said(section)
    click(section, "Forget: Log of visits")
    wait_idle(window)
    assert "No ledger is remembered yet" in said(section)
    settings.reject()
    wait_idle(window)
    press(window, Qt.Key.Key_Z, CTRL)
    wait_idle(window)
    assert [row.kind for row in read(window, shapes)] == ["Visit"]


def test_a_word_of_a_version_that_knows_more_kinds_is_kept_as_it_is(window):
    do(window, save_ledger_words, [WORD, ("Elsewhere", "colour", "颜色")])
    settings, section = opened(window, LedgersSection)
    assert [line.typed for line in section.words.lines] == [WORD]
    assert not section.is_touched
    click(section, "Add a word")
    type_in(section.words.lines[1].word, "盘面")
    click(settings, "Save")
    wait_idle(window)
    assert ("Elsewhere", "colour", "颜色") in read(window, ledger_words)


def test_every_place_of_a_word_is_called_something():
    words = [part_word(part) for part in meanings()]
    assert len(set(words)) == len(words)
    assert set(KINDS) < set(meanings())
