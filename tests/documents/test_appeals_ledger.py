"""The ledger of appeals: every column, what it was narrowed by, its sums, and rows that are made when looked at."""

import subprocess
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from hkdesk.documents.all_reports import BY_NAME
from hkdesk.documents.appeals_ledger import appeals_ledger
from hkdesk.documents.model import PageKind, Paragraph, Table
from hkdesk.documents.report import Asked
from hkdesk.domain.periods import Period, PeriodKind, parse_period, period_around
from hkdesk.domain.request import RequestAction, RequestState, ReturnVisit, Satisfaction
from hkdesk.exchange.save import save_document
from hkdesk.printing.pdf import write_pdf
from hkdesk.store.desk_file import open_desk_file
from hkdesk.wording import use_language
from hkdesk.work.commands.enterprises import edit_enterprise
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import edit_request, log_request
from hkdesk.work.desk import Desk
from hkdesk.work.practice import fill_practice
from hkdesk.work.queries import requests
from hkdesk.work.queries.late_rows import SLICE, LateRows
from hkdesk.work.queries.ledger import View, all_keys
from hkdesk.work.queries.records import records, resolve
from hkdesk.work.queries.request_register import Register, register_lines
from hkdesk.work.words import name_of_period
from tests.conftest import NOW
from tests.documents.hostile import EMOJI, ENTERPRISE, FORMULA, LONG, MARKUP, hostile_request

TODAY = date(2026, 11, 24)
YEAR = period_around(PeriodKind.YEAR, TODAY)
A = RequestAction
USCC = "91430000MA4L16JQ98"


def ledger_of(desk, **values):
    given = {"period": YEAR, **values}
    return BY_NAME["appeals-ledger"].make(Asked(desk.read, None, ("甲园", "乙园"), TODAY, "李敏", False, **given))


def table_in(document):
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    return table


def texts(row):
    return [cell.text for cell in row]


@pytest.fixture
def closed(desk):
    """An appeal that went its whole way, with an extension and helpers, and one that nobody has touched."""
    names = [p.values["name"] for p in desk.stream(records, "Provider")]
    key = desk.do(log_request, hostile_request(received_on="2026-10-12", category="financing", channel="letter")).result
    desk.do(edit_enterprise, desk.read(resolve, "Enterprise", ENTERPRISE), {"uscc": USCC})
    for action, act in (
        (A.ACCEPT, Act(on=date(2026, 10, 12))),
        (A.ASSIGN, Act(on=date(2026, 10, 12), provider=names[0], assistants=names[1])),
        (A.ASK_EXTENSION, Act(on=date(2026, 10, 13), extra_workdays=5, reason="材料不全")),
        (A.EXTEND, Act(on=date(2026, 10, 13), extra_workdays=3)),
        (A.START, Act(on=date(2026, 10, 14))),
        (A.REPLY, Act(on=date(2026, 10, 20), handling="=已放款")),
        (A.RETURN_VISIT, Act(on=date(2026, 10, 21), visit=ReturnVisit(True, True, Satisfaction.SATISFIED))),
        (A.CLOSE, Act(on=date(2026, 10, 22))),
    ):
        desk.do(act_on_request, key, action, act)
    desk.do(edit_request, key, {"financing_fen": "120万", "subsidy_fen": "3.5万", "workers": "7"})
    desk.do(
        log_request, {"enterprise": "乙厂", "title": "无人过问", "received_on": "2026-11-02", "due_on": "2026-11-03"}
    )
    return desk


def test_a_line_has_every_column_of_the_rules(closed):
    table = table_in(ledger_of(closed))
    assert len(table.columns) == len({c.title for c in table.columns}) == 19
    first, last = table.rows
    said = texts(first)
    assert said[0].startswith("HJ")
    assert said[1] == "2026-10-12"
    assert said[2:4] == ["Letter", ENTERPRISE]
    assert said[4] == USCC
    assert said[5] == "=王厂长 138****5678"
    assert said[7] == f"{FORMULA} {MARKUP} {EMOJI}: {LONG}"
    assert "; assisted by " in said[9]
    assert said[11:13] == ["3", "Closed: =已放款"]
    assert said[13:] == ["2026-10-20", "yes", "yes", "Satisfied", "2026-10-22", "● Green"]
    assert first[1].value == date(2026, 10, 12)
    said = texts(last)
    assert [said[n] for n in (4, 5, 9, 11, 13, 14, 15, 16, 17)] == ["—"] * 9
    assert said[18] == "▲ Red"


def test_the_sums_are_those_of_the_listed_appeals(closed):
    document = ledger_of(closed)
    said = table_in(document).note_without(0).split("\n")
    assert said == [
        "In all 2 appeals, 1 of them closed and 1 overdue. Outcomes of those closed: financing 120 and subsidies paid "
        "3.5 (10,000 yuan), workers secured 7."
    ]
    total = [text for text in texts(table_in(document).total) if text]
    assert total == ["In all", "2 appeals", "closed: 1", "overdue: 1"]
    assert table_in(ledger_of(closed, period=parse_period("2026-11")[1])).total[3].text == "1 appeal"


def test_the_period_is_that_of_the_day_of_receipt_both_ends_in_it(closed):
    def listed(period):
        return [row[1].value for row in table_in(ledger_of(closed, period=period)).rows]

    one, other = date(2026, 10, 12), date(2026, 11, 2)
    assert listed(Period(one, other)) == [one, other]
    assert listed(Period(one, other - timedelta(days=1))) == [one]
    assert listed(Period(one + timedelta(days=1), other)) == [other]
    nothing = ledger_of(closed, period=parse_period("2025-03")[1])
    assert [b for b in nothing.blocks if isinstance(b, Table)] == []
    assert "No appeal was received in this period." in [b.text for b in nothing.blocks if isinstance(b, Paragraph)]
    assert nothing.period == "Received: March 2025"


def test_it_says_what_a_view_is_narrowed_and_sorted_by_and_lists_just_that(closed):
    view = View(None, "closed", "", "due_on", True, (("category", "financing"),), "")
    document = ledger_of(closed, view=view)
    assert document.subtitle == (
        "Filter: Closed, Category “Financing”; sorted by Due on, descending; amounts in 10,000 yuan"
    )
    assert document.period == "As of 24 November 2026"
    assert len(table_in(document).rows) == 1
    use_language("zh_CN")
    assert ledger_of(closed, view=view).subtitle == "筛选：办结、诉求类别“融资”；按办理期限降序排列；金额单位：万元"
    assert "没有符合条件的诉求。" in [
        b.text for b in ledger_of(closed, view=View(search="没有这样的")).blocks if isinstance(b, Paragraph)
    ]


def test_a_view_without_an_order_has_the_newest_first_as_the_ledger_shows_it(closed):
    view = View()
    document = ledger_of(closed, view=view)
    keys = b"".join(closed.stream(all_keys, requests.LEDGER, view, TODAY))
    assert len(table_in(document).rows) == len(keys) // 16
    days = [row[1].value for row in table_in(document).rows]
    assert days == sorted(days, reverse=True)
    assert "sorted by Received on, descending" in document.subtitle


@pytest.mark.parametrize(
    ("period", "english", "chinese"),
    [
        ("2026", "Year 2026", "2026年"),
        ("2026-H1", "2026, first half", "2026年上半年"),
        ("2026-H2", "2026, second half", "2026年下半年"),
        ("2026-Q3", "Quarter 3 of 2026", "2026年第三季度"),
        ("2026-09", "September 2026", "2026年9月"),
    ],
)
def test_a_period_is_called_as_an_office_calls_it(period, english, chinese):
    assert name_of_period(parse_period(period)[1]) == english
    use_language("zh_CN")
    assert name_of_period(parse_period(period)[1]) == chinese
    free = Period(date(2026, 1, 2), date(2026, 2, 3))
    assert name_of_period(free) == "2026年1月2日至2026年2月3日"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_paper_and_workbook_have_the_hostile_texts_as_texts(closed, tmp_path, qapp, language):
    use_language(language)
    document = ledger_of(closed)
    assert document.page is PageKind.LEDGER_A3
    write_pdf(document, tmp_path / "l.pdf")
    said = subprocess.run(["pdftotext", "-layout", tmp_path / "l.pdf", "-"], check=True, capture_output=True, text=True)
    assert FORMULA in said.stdout
    assert "<b>" in said.stdout
    assert "138****5678" in said.stdout
    assert "13812345678" not in said.stdout
    save_document(document, tmp_path / "l.xlsx")
    values = [c.value for row in load_workbook(tmp_path / "l.xlsx").active.iter_rows() for c in row]
    assert any(isinstance(v, str) and v.endswith(LONG) for v in values)


@pytest.fixture
def long_desk(tmp_path):
    fill_practice(tmp_path / "long", requests=3 * SLICE + 1, projects=1, seed=4, clock=lambda: NOW)
    desk = Desk(open_desk_file(tmp_path / "long", officer="李敏", clock=lambda: NOW))
    yield desk
    desk.close()


class Watched:
    """Reads a desk and counts the questions that it is asked."""

    def __init__(self, desk):
        self.desk, self.questions = desk, 0

    def __call__(self, query, *arguments):
        def counting(reader):
            event.listen(reader, "before_cursor_execute", self._count)
            try:
                return query(reader, *arguments)
            finally:
                event.remove(reader, "before_cursor_execute", self._count)

        return self.desk.read(counting)

    def _count(self, *_):
        self.questions += 1


def test_a_long_ledger_is_read_in_slices_with_a_few_questions_each(long_desk):
    read = Watched(long_desk)
    document = appeals_ledger(Register(read, View(), TODAY), "甲园", TODAY, "李敏", is_practice=True)
    rows = table_in(document).rows
    assert len(rows[:SLICE]) == SLICE
    assert read.questions < 8  # neither all keys nor all rows
    assert len(rows) == 3 * SLICE + 1
    assert [texts(row) for row in rows[SLICE - 1 : SLICE + 1]] == [texts(rows[SLICE - 1]), texts(rows[SLICE])]
    assert [row[0].text for row in rows] == [rows[n][0].text for n in range(len(rows))]
    assert read.questions < 25


def test_the_sums_are_those_of_all_rows_in_whatever_order_they_were_looked_at(long_desk):
    one, other = (Register(long_desk.read, View(), TODAY) for _ in range(2))
    assert other.lines[-1].number == list(one.lines)[-1].number
    assert other.lines[0].number == one.lines[0].number
    assert one.sums == other.sums
    assert one.sums.closed == sum(line.state is RequestState.CLOSED for line in one.lines)


def test_an_appeal_that_goes_meanwhile_keeps_its_place(closed):
    found = Register(closed.read, View(None, period=YEAR), TODAY)
    found.lines._read = lambda keys: [None, *closed.read(register_lines, keys[1:], TODAY)]
    document = appeals_ledger(found, "甲园", TODAY, "李敏", is_practice=False)
    assert texts(table_in(document).rows[0])[:2] == ["deleted meanwhile", "—"]
    assert "In all 2 appeals" in table_in(document).note_without(0)


def late(count, most_at_first=300):
    keys = b"".join(n.to_bytes(16) for n in range(count))
    return LateRows(
        keys[: most_at_first * 16], most_at_first, lambda: keys, lambda ks: [*map(int.from_bytes, ks)], list
    )


@pytest.mark.parametrize("count", [0, 1, SLICE, 299, 300, 301, 2 * SLICE + 3])
def test_late_rows_are_a_sequence(count):
    rows = late(count)
    assert rows[:3] == [*range(count)][:3]
    assert list(rows) == [*range(count)]
    assert len(rows) == count
    assert (rows.has(count - 1), rows.has(count)) == (count > 0, False)
    for part in (slice(None), slice(2, None, 7), slice(None, None, -50), slice(SLICE - 1, SLICE + 2), slice(-4, -1)):
        assert rows[part] == [*range(count)][part]
    for place in (count, -count - 1):
        with pytest.raises(IndexError):
            rows[place]
