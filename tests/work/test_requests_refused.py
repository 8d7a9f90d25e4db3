"""What is refused when an appeal is logged: each wrong field has its sentence, and nothing is written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkdesk.domain.errors import FieldErrors
from hkdesk.work.commands.requests import log_request
from hkdesk.work.queries import ledger
from hkdesk.work.queries.requests import LEDGER
from hkdesk.work.queries.search import find
from tests.work.appeals import how_many, log, values


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("enterprise", "", "which enterprise"),
        ("enterprise", "   ", "which enterprise"),
        ("enterprise", "甲" * 201, "201 characters long; 200"),
        ("title", "", "may not stay empty"),
        ("title", " \t ", "may not stay empty"),
        ("title", "甲" * 201, "201 characters long; 200"),
        ("content", "甲" * 4001, "4001 characters long; 4000"),
        ("received_on", "31.2.2024", "not a date"),
        ("received_on", "2024-02-30", "no day"),
        ("received_on", "soon", "not a date"),
        ("received_on", "", "may not stay empty"),
        ("received_on", "2026-11-25", "still to come"),
        ("received_on", "1600-01-01", "outside the years"),
        ("due_on", "2026-11-23", "before the appeal came in"),
        ("due_on", "tomorrow", "not a date"),
        ("channel", "fax", "these are: visit, phone"),
        ("channel", "", "may not stay empty"),
        ("category", "nonsense", "financing"),
        ("workers", "many", "not a whole number"),
        ("workers", "-3", "out of range"),
        ("workers", "9" * 40, "out of range"),
        ("financing_fen", "lots", "not an amount"),
        ("financing_fen", "-5万", "below zero"),
        ("financing_fen", "0.001元", "below one fen"),
        ("financing_fen", "1e30", "more than the desk can hold"),
        ("was_solved", "是", "no field"),
        ("lead_provider", "无此人", "none of the name"),
        ("state", "closed", "no field"),
        ("number", "HJS-2026-A0007", "no field"),
        ("id", "x", "no field"),
        ("version", "7", "no field"),
        ("colour", "red", "these can be set"),
    ],
)
def test_a_wrong_field_gets_its_own_sentence_and_nothing_is_written(still, field, typed, says):
    before = how_many(still)
    with pytest.raises(FieldErrors) as refusal:
        log(still, **{field: typed})
    (error,) = [e for e in refusal.value.errors if e.field.removesuffix("_id") == field]
    assert says in str(error)
    assert len(refusal.value.errors) == 1
    assert how_many(still) == before


def test_all_wrong_fields_are_told_at_once(still):
    typed = {"enterprise": "", "title": " ", "received_on": "x", "due_on": "y", "category": "z", "workers": "w", "q": 1}
    with pytest.raises(FieldErrors) as refusal:
        still.do(log_request, typed)
    assert sorted(e.field for e in refusal.value.errors) == sorted(typed)


@pytest.mark.parametrize(
    "typed", ["2026-11-05", "2026.11.5", "2026/11/05", "2026年11月5日", "20261105", "２０２６-11-05"]
)
def test_a_day_is_taken_as_officers_type_it(desk, typed):
    assert values(desk, log(desk, received_on=typed))["received_on"] == date(2026, 11, 5)


def test_money_is_taken_as_officers_type_it_and_kept_in_fen(desk):
    found = values(desk, log(desk, financing_fen="5630万", subsidy_fen="91.53万元", workers="1,387"))
    assert (found["financing_fen"], found["subsidy_fen"], found["workers"]) == (5_630_000_000, 91_530_000, 1387)


TEXT = st.text(st.characters(codec="utf-8"), max_size=40)


@given(TEXT.map(lambda t: t.replace("\x00", "").replace("\r\n", "\n")))
def test_text_is_kept_to_the_character(text):
    from hkdesk.tables.service_request import ServiceRequest
    from hkdesk.work.commands.fields import Entry

    entry = Entry(None, ServiceRequest).take({"content": text})
    assert not entry.errors
    assert entry.values["content"] == text.strip()


@pytest.mark.parametrize(
    "text", ["<b>粗</b>", "&amp;", "=1+1", "%_'\"\\", "😀 𠮷㵲", "一\u3000二", "@SUM(A1)", "-- ;DROP"]
)
def test_text_is_text_from_entry_to_search(desk, text):
    key = log(desk, title=text)
    assert values(desk, key)["title"] == text
    assert key in [hit.id for hit in desk.read(find, text)]
    view = ledger.View(search=text)
    assert desk.read(ledger.first_keys, LEDGER, view, desk.today) == key.bytes
    assert desk.read(ledger.rows, LEDGER, [key.bytes], desk.today)[key.bytes].title == text


def test_nul_is_left_out_and_lines_end_alike(desk):
    key = log(desk, title="a\x00b", content="一\r\n二\n三\ud800")
    assert (values(desk, key)["title"], values(desk, key)["content"]) == ("ab", "一\n二\n三\ufffd")
