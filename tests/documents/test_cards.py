"""The cards of an enterprise and of a project: all that belongs to one, with what it rests on, in one's own words."""

import subprocess
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtGui import QImage

from hkdesk.documents.all_reports import BY_NAME
from hkdesk.documents.model import Chart, ChartKind, Heading, Paragraph, Photos, Table
from hkdesk.documents.report import Asked, documents_of
from hkdesk.domain.errors import DeskError
from hkdesk.domain.periods import PeriodKind, period_around
from hkdesk.domain.request import RequestAction, ReturnVisit, Satisfaction
from hkdesk.exchange.text_out import document_text
from hkdesk.printing.pdf import write_pdf
from hkdesk.tables.policy import Grant
from hkdesk.wording import use_language
from hkdesk.work.commands.attachments import add_attachment
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise, save_qualification
from hkdesk.work.commands.milestones import save_milestone
from hkdesk.work.commands.projects import add_project
from hkdesk.work.commands.reports import enter_reports
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import edit_request, log_request
from hkdesk.work.commands.visits import save_visit
from hkdesk.work.files import store_file
from hkdesk.work.queries.enterprise_card import enterprise_keys
from hkdesk.work.queries.project_card import project_keys
from hkdesk.work.queries.records import records, resolve
from hkdesk.work.queries.reports import month_sheet
from tests.documents.hostile import EMOJI, ENTERPRISE, FORMULA, LONG, MARKUP

TODAY = date(2026, 11, 24)
A = RequestAction
WAN = 10_000 * 100
USCC = "91430000MA4L16JQ98"


def asked(desk, **values):
    year = period_around(PeriodKind.YEAR, TODAY)
    return Asked(desk.read, None, ("甲园", "乙园"), TODAY, "李敏", False, year, attachments=desk.attachments, **values)


def card(desk, name, key):
    return BY_NAME[name].make(asked(desk, record=key))


def blocks(document, kind):
    return [b for b in document.blocks if isinstance(b, kind)]


def texts(row):
    return [cell.text for cell in row]


def under(document, heading):
    """The blocks under a heading."""
    place = next(n for n, b in enumerate(document.blocks) if isinstance(b, Heading) and heading in b.text)
    found = []
    for block in document.blocks[place + 1 :]:
        if isinstance(block, Heading):
            break
        found.append(block)
    return found


def facts(document):
    rows = [row for block in blocks(document, Table)[:2] for row in block.rows]
    return {row[n].text: row[n + 1].text for row in rows for n in range(0, len(row) - 1, 2)}


@pytest.fixture
def full(desk):
    """An enterprise with all that one can have, some of it hostile, and twelve appeals: one closed, one bad visit."""
    key = desk.do(
        add_enterprise,
        {
            "name": ENTERPRISE,
            "short_name": "美德",
            "uscc": USCC,
            "contact_name": FORMULA,
            "contact_phone": "13812345678",
            "business": LONG,
            "address": MARKUP,
            "is_above_scale": "yes",
        },
    ).result
    for n, days in enumerate(("2027-01-23", "2026-11-01", "")):
        desk.do(save_qualification, key, None, {"name": f"{EMOJI}资质{n}", "level": "省级", "expires_on": days})
    desk.do(
        save_visit, None, {"enterprise": ENTERPRISE, "visited_on": "2026-09-01", "summary": LONG, "purpose": "送政策"}
    )
    desk.do(add_project, {"name": f"{MARKUP}项目", "enterprise": ENTERPRISE, "total_investment_fen": "1.2亿"})
    desk.do(_grant, key, 3 * WAN, date(2026, 5, 1))
    desk.do(_grant, key, 8 * WAN, None)
    requests = [
        desk.do(log_request, {"enterprise": ENTERPRISE, "title": f"第{n}件", "due_on": "2026-12-01"}).result
        for n in range(12)
    ]
    provider = next(p.values["name"] for p in desk.stream(records, "Provider"))
    for request, visit in (
        (requests[0], ReturnVisit(True, True, Satisfaction.BASICALLY_SATISFIED)),
        (requests[1], ReturnVisit(True, False, Satisfaction.NOT_SATISFIED)),
    ):
        for action, act in (
            (A.ACCEPT, Act()),
            (A.ASSIGN, Act(provider=provider)),
            (A.START, Act()),
            (A.REPLY, Act(handling="办了")),
            (A.RETURN_VISIT, Act(visit=visit)),
        ):
            desk.do(act_on_request, request, action, act)
    desk.do(act_on_request, requests[0], A.CLOSE, Act())
    desk.do(edit_request, requests[0], {"financing_fen": "120万", "workers": "7"})
    desk.do(edit_request, requests[2], {"workers": "900"})  # not closed: no outcome yet
    return desk, key


def _grant(uow, enterprise, fen, paid_on):
    uow.session.add(Grant(enterprise_id=enterprise, amount_fen=fen, paid_on=paid_on))


def test_an_enterprise_s_card_counts_what_belongs_to_it(full):
    desk, key = full
    document = card(desk, "enterprise-card", key)
    assert document.subtitle == ENTERPRISE
    said = facts(document)
    assert (said["USCC"], said["Contact"], said["Address"]) == (USCC, f"{FORMULA} 138****5678", MARKUP)
    assert said["Above scale"] == "yes"
    assert said["What it does"] == LONG
    (qualified,) = under(document, "Qualifications")
    assert [texts(r)[3:] for r in qualified.rows] == [
        ["2026-11-01", "expired", "▲ Red"],
        ["2027-01-23", "60", "◆ Yellow"],
        ["—", "—", "○ Grey"],
    ]
    (projects,) = under(document, "Projects")
    assert projects.rows[0][2].value == 12_000
    counted, latest, outcomes = under(document, "Appeals")
    assert texts(counted.rows[0]) == ["12", "1", "0", "2", "100.0%", "50.0%", "45.0%"]
    assert counted.rows[0][6].value == Decimal("0.45")
    assert len(latest.rows) == 10
    assert latest.note == "The latest 10 of 12."
    assert texts(outcomes.rows[0]) == ["120 wan CNY", "—", "—", "7", "—"]
    (visits,) = under(document, "Visits")
    assert visits.rows[0][2].text == LONG
    assert visits.most_lines
    grants = under(document, "Policy benefits")[0]
    assert [r[1].value for r in grants.rows] == [3, 8]
    assert grants.total[1].value == 3  # what is not paid yet is not paid


def test_an_enterprise_of_which_nothing_is_known_has_a_card_that_says_so(desk):
    key = desk.do(add_enterprise, {"name": "空厂"}).result
    document = card(desk, "enterprise-card", key)
    assert facts(document)["USCC"] == "—"
    said = [b.text for b in blocks(document, Paragraph)]
    assert len(said) == 5
    assert all(text.startswith("No ") for text in said)
    assert len(blocks(document, Table)) == 1


def test_what_the_articles_say_stands_with_its_place_and_its_standing(desk):
    key = desk.read(resolve, "Enterprise", "湖南立点科技有限公司")
    document = card(desk, "enterprise-card", key)
    assert facts(document)["Above scale"] == "yes (A2.2, Stated)"
    assert blocks(document, Table)[1].note.startswith("Sources: this record A2.1–2, Stated")
    assert "A2.2, Doubtful" in document_text(document)
    project = desk.read(resolve, "Project", "年产15万把吉他和树脂工艺品项目")
    assert "Inferred" in facts(card(desk, "project-card", project))["Enterprise"]


def test_the_usual_cards_are_those_of_the_park_in_the_order_of_its_ledger(desk):
    parks = [p.id for p in desk.stream(records, "Park")]
    for kind, keys, name in (
        ("Enterprise", enterprise_keys, "enterprise-card"),
        ("Project", project_keys, "project-card"),
    ):
        found = [desk.read(keys, park, TODAY) for park in (*parks, None)]
        assert sum(map(len, found[:-1])) == len(found[-1]) > 0
        named = {r.id: r.values["name"] for r in desk.stream(records, kind)}
        made = documents_of(BY_NAME[name], asked(desk))
        assert [d.subtitle for d in made] == [named[key] for key in found[-1]]


@pytest.fixture
def building(desk, tmp_path):
    """A project with milestones, three months of which the middle one is missing, and six pictures."""
    key = desk.do(
        add_project,
        {
            "name": f"{FORMULA}{EMOJI}项目",
            "signed_on": "2026-02-01",
            "plan_of_year_fen": "1000万",
        },
    ).result
    for kind, planned, done in (
        ("filing", "2026-03-01", "2026-03-05"),
        ("construction_permit", "2026-09-01", ""),
        ("completion", "2027-09-01", ""),
    ):
        desk.do(save_milestone, key, None, {"kind": kind, "planned_on": planned, "done_on": done, "note": MARKUP})
    for month, amount, said in (
        (date(2025, 12, 1), "70", "上年"),
        (date(2026, 8, 1), "100", "基础"),
        (date(2026, 10, 1), "200.5", LONG),
    ):
        cells = {
            "construction_fen": amount,
            "land_fen": "10",
            "physical_progress": said,
            "problems": said,
            "next_step": "封顶",
        }
        desk.do(enter_reports, month, {key: cells})
    sheet = desk.read(month_sheet, None, date(2026, 10, 1))
    report = next(r.report_id for r in sheet.rows if r.id == key)
    for n in range(6):
        kind, row = ("ProgressReport", report) if n == 5 else ("Project", key)
        name = "合同.pdf" if n == 4 else f"现场{n}.PNG"
        path = tmp_path / name
        image = QImage(8, 8, QImage.Format.Format_RGB32)
        image.fill(0xFF336600 + n)
        assert image.save(str(path), "PNG")
        desk.do(add_attachment, kind, row, store_file(lambda _: None, desk.attachments, path))
    return desk, key


def test_a_project_s_card_has_its_milestones_as_a_line_and_as_a_table(building):
    desk, key = building
    line, table = under(card(desk, "project-card", key), "Milestones")
    assert line.kind is ChartKind.MILESTONES
    assert line.labels == ("Filing", "Construction permit", "Completion")
    planned, reached = line.series
    assert [c.value for c in planned.cells] == [date(2026, 3, 1), date(2026, 9, 1), date(2027, 9, 1)]
    assert [c.value for c in reached.cells] == [date(2026, 3, 5), None, None]
    assert [texts(r)[:4] for r in table.rows] == [
        ["Filing", "2026-03-01", "2026-03-05", "● Green"],
        ["Construction permit", "2026-09-01", "—", "▲ Red"],
        ["Completion", "2027-09-01", "—", "—"],
    ]


def test_its_months_are_those_of_the_year_and_a_month_without_a_report_is_empty(building):
    desk, key = building
    curve, table = under(card(desk, "project-card", key), "Investment of 2026")
    assert (curve.kind, curve.unit) == (ChartKind.CURVE, "wan CNY")
    assert curve.labels == ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct")
    month, so_far = curve.series
    assert [c.value for c in month.cells[6:]] == [None, 110, None, Decimal("210.5")]
    assert [c.value for c in so_far.cells[6:]] == [None, 110, None, Decimal("320.5")]
    assert [texts(r)[:7] for r in table.rows] == [
        ["Aug", "100", "—", "10", "110", "110", "—"],
        ["Oct", "200.5", "—", "10", "210.5", "320.5", "—"],
    ]
    (last,) = under(card(desk, "project-card", key), "Problems")
    assert texts(last.rows[0]) == ["Report of", "October 2026"]
    assert last.rows[2][1].text == LONG


def test_its_photographs_are_the_latest_four_that_are_pictures_each_with_its_month_or_day(building):
    desk, key = building
    (photos, said) = under(card(desk, "project-card", key), "Photographs")[:2]
    assert [p.caption for p in photos.photos] == [
        "现场5, report of October 2026",
        "现场3, added 2026-11-24",
        "现场2, added 2026-11-24",
        "现场1, added 2026-11-24",
    ]
    assert [p.path.is_file() and not QImage(str(p.path)).isNull() for p in photos.photos] == [True] * 4
    assert said.text == "The latest 4 of 5 photographs."
    without = BY_NAME["project-card"].make(Asked(desk.read, None, ("甲",), TODAY, "", True, None, key))
    assert blocks(without, Photos) == []


def test_a_project_of_which_nothing_is_known_has_a_card_without_charts(desk):
    key = desk.do(add_project, {"name": "空项目"}).result
    document = card(desk, "project-card", key)
    assert blocks(document, Chart) == blocks(document, Photos) == []
    said = [b.text for b in blocks(document, Paragraph)]
    assert said == [
        "No milestone is on record.",
        "Nothing was reported of 2026 yet.",
        "No report is on record.",
    ]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_cards_of_hostile_texts_are_printed_in_both_languages(full, building, language, tmp_path, qapp):
    desk = full[0]
    use_language(language)
    for name, key in (("enterprise-card", full[1]), ("project-card", building[1])):
        document = card(desk, name, key)
        write_pdf(document, tmp_path / "c.pdf")
        said = subprocess.run(
            ["pdftotext", "-layout", tmp_path / "c.pdf", "-"], check=True, capture_output=True, text=True
        )
        assert FORMULA in said.stdout
        assert "<b>" in said.stdout
        assert "13812345678" not in said.stdout
        assert (USCC in said.stdout) == (name == "enterprise-card")  # on one line, whatever its column
    if language == "zh_CN":
        assert document.title == "项目卡"


@pytest.mark.parametrize("name", ["enterprise-card", "project-card"])
def test_a_card_of_what_is_gone_says_so(desk, name):
    park = next(desk.stream(records, "Park")).id
    with pytest.raises(DeskError, match="deleted"):
        card(desk, name, park)


def test_an_enterprise_is_found_by_its_number_its_name_and_its_short_name(full):
    desk, key = full
    for text in (USCC, USCC.lower(), ENTERPRISE, "美德", str(key)):
        assert desk.read(resolve, "Enterprise", text) == key
    desk.do(edit_enterprise, key, {"short_name": "新名"})
    with pytest.raises(DeskError, match="none of the id"):
        desk.read(resolve, "Enterprise", "美德")
