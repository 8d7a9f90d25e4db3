"""The slip that sends an appeal to its handler and the form of its return visit: one page each, whatever is in them."""

import subprocess
from datetime import date

import pytest

from hkdesk.documents.all_reports import BY_NAME
from hkdesk.documents.model import Table
from hkdesk.documents.report import Asked, documents_of
from hkdesk.domain.errors import DeskError
from hkdesk.domain.periods import PeriodKind, period_around
from hkdesk.domain.request import RequestAction, RequestState, ReturnVisit, Satisfaction
from hkdesk.printing.pdf import write_pdf
from hkdesk.wording import use_language
from hkdesk.work.commands.enterprises import edit_enterprise
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import edit_request, log_request
from hkdesk.work.queries.records import load, records, resolve
from hkdesk.work.queries.request_forms import open_request_keys, to_visit_keys
from tests.documents.hostile import EMOJI, ENTERPRISE, FORMULA, LONG, MARKUP, hostile_request

TODAY = date(2026, 11, 24)
A = RequestAction
FORMS = ("work-slip", "return-visit")


def asked(desk, **values):
    year = period_around(PeriodKind.YEAR, TODAY)
    return Asked(desk.read, None, ("甲园", "乙园"), TODAY, "李敏", False, year, **values)


def form(desk, name, key):
    return BY_NAME[name].make(asked(desk, record=key))


def tables(document):
    return [b for b in document.blocks if isinstance(b, Table)]


def pairs(document):
    """What stands beside each name."""
    rows = [[cell.text for cell in row] for table in tables(document) for row in table.rows]
    return {row[n]: row[n + 1] for row in rows for n in range(0, len(row) - 1, 2)}


def pages_and_text(document, path):
    write_pdf(document, path)
    info = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    said = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    return int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages"))), said


@pytest.fixture
def replied(desk):
    """An appeal of the most hostile kind that was assigned with helpers and replied to, not visited yet."""
    names = [p.values["name"] for p in desk.stream(records, "Provider")]
    key = desk.do(log_request, hostile_request(title="题" * 190, received_on="2026-10-12")).result
    enterprise = desk.read(resolve, "Enterprise", ENTERPRISE)
    desk.do(edit_enterprise, enterprise, {"name": "名" * 180, "uscc": "91430000MA4L16JQ98"})
    for action, act in (
        (A.ACCEPT, Act(on=date(2026, 10, 12))),
        (A.ASSIGN, Act(on=date(2026, 10, 13), provider=names[0], assistants="、".join(names[1:]))),
        (A.START, Act(on=date(2026, 10, 14))),
        (A.REPLY, Act(on=date(2026, 10, 20), handling=f"{FORMULA} {MARKUP} {EMOJI}{LONG}")),
    ):
        desk.do(act_on_request, key, action, act)
    desk.do(edit_request, key, {"contact_name": "联系人" * 30})
    return desk, key


@pytest.fixture
def bare(desk):
    """An appeal of which next to nothing is known."""
    key = desk.do(log_request, {"enterprise": "乙厂", "title": "无人过问", "received_on": "2026-11-02"}).result
    desk.do(edit_request, key, {"lead_provider": ""})
    return desk, key


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("which", ["replied", "bare"])
def test_a_form_is_one_page_however_much_or_little_there_is_to_say(request, which, name, language, tmp_path, qapp):
    desk, key = request.getfixturevalue(which)
    use_language(language)
    document = form(desk, name, key)
    pages, said = pages_and_text(document, tmp_path / "f.pdf")
    assert pages == 1
    assert desk.read(load, "ServiceRequest", key).values["number"] in said
    assert ("年" if language == "zh_CN" else "Day:") in said
    assert "13812345678" not in said
    if which == "replied":
        assert "…" in said  # it was cut, not lost without a word


def test_a_long_content_is_cut_later_where_less_else_is_said(replied, bare):
    desk, key = replied
    crowded = tables(form(desk, "work-slip", key))[1]
    other = desk.do(log_request, {"enterprise": "乙厂", "title": "短", "content": LONG}).result
    roomy = tables(form(desk, "work-slip", other))
    assert roomy[1].most_lines > crowded.most_lines >= 2
    short = tables(form(desk, "work-slip", bare[1]))
    assert short[3].least_lines > roomy[3].least_lines >= 3  # what the content leaves is there to be written in


def test_the_slip_says_the_way_and_both_clocks(replied):
    desk, key = replied
    document = form(desk, "work-slip", key)
    values = desk.read(load, "ServiceRequest", key).values
    said = pairs(document)
    assert said["USCC"] == "91430000MA4L16JQ98"
    assert said["Contact"].endswith(" 138****5678")
    (route,) = tables(document)[2].rows
    centre, lead, helpers, answer, due = [cell.text for cell in route]
    assert "服务中心" in centre
    assert lead
    assert ", " in helpers
    assert answer == f"{values['response_due_on']} (answered 2026-10-12)"
    assert due == str(values["due_on"])
    assert [row[0].text for row in tables(document)[3].rows] == ["How it was handled", "Result"]
    signed = [row[n].text for row in tables(document)[4].rows for n in (0, 2)]
    assert signed == ["Received by", "Handler in charge", "Head of the unit", "Confirmed by the enterprise"]


def test_a_slip_of_a_day_that_may_move_says_so_and_one_without_helpers_has_a_dash(bare):
    desk, key = bare
    later = desk.do(
        log_request, {"enterprise": "乙厂", "title": "明年", "received_on": "2026-11-23", "category": "other"}
    ).result
    (route,) = tables(form(desk, "work-slip", key))[2].rows
    assert [cell.text for cell in route][1:3] == ["—", "—"]
    sure = desk.read(load, "ServiceRequest", later).values["due_is_certain"]
    assert ("weekends only counted" in tables(form(desk, "work-slip", later))[2].rows[0][4].text) is not sure


def test_the_questions_are_ticked_where_a_visit_is_on_record(replied):
    desk, key = replied
    questions = [row[1].text for row in tables(form(desk, "return-visit", key))[2].rows]
    assert [said.count("☐") for said in questions] == [2, 2, 3]
    assert pairs(form(desk, "return-visit", key))["Visited by"] == "Day: ________"
    visit = ReturnVisit(True, False, Satisfaction.BASICALLY_SATISFIED)
    desk.do(act_on_request, key, A.RETURN_VISIT, Act(on=date(2026, 10, 21), visit=visit))
    document = form(desk, "return-visit", key)
    questions = [row[1].text for row in tables(document)[2].rows]
    assert questions == ["☑ yes　☐ no", "☐ solved　☑ not solved", "☐ Satisfied　☑ Basically satisfied　☐ Not satisfied"]
    assert pairs(document)["Visited by"] == "李敏 2026-10-21"
    use_language("zh_CN")
    assert [row[1].text for row in tables(form(desk, "return-visit", key))[2].rows] == [
        "☑ 是　☐ 否",
        "☐ 已解决　☑ 未解决",
        "☐ 满意　☑ 基本满意　☐ 不满意",
    ]


def test_the_usual_slips_are_of_the_open_appeals_the_first_due_first_and_the_usual_visits_of_those_waiting(replied):
    desk, key = replied
    for n, due in enumerate(("2026-12-08", "2026-12-01", "2026-12-04")):
        desk.do(log_request, {"enterprise": "乙厂", "title": f"第{n}件", "due_on": due})
    found = [desk.read(load, "ServiceRequest", k) for k in desk.read(open_request_keys, None)]
    dues = [r.values["due_on"] for r in found]
    assert dues == sorted(dues)
    assert [r.values["title"] for r in found][-3:] == ["第1件", "第2件", "第0件"]
    assert RequestState.CLOSED not in {r.values["state"] for r in found}
    assert len(desk.read(open_request_keys, None, 2)) == 2
    assert desk.read(to_visit_keys, None) == [key]
    (document,) = documents_of(BY_NAME["return-visit"], asked(desk))
    assert desk.read(load, "ServiceRequest", key).values["number"] in document.subtitle
    park = found[0].values["park_id"]
    other = next(p.id for p in desk.stream(records, "Park") if p.id != park)
    assert {desk.read(load, "ServiceRequest", k).values["park_id"] for k in desk.read(open_request_keys, park)} == {
        park
    }
    assert desk.read(to_visit_keys, other) == [] or desk.read(to_visit_keys, park) == []


def test_a_form_of_an_appeal_that_is_gone_says_so(desk, replied):
    park = next(desk.stream(records, "Park")).id
    for name in FORMS:
        with pytest.raises(DeskError, match="deleted"):
            form(desk, name, park)
