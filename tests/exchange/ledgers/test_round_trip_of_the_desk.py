"""What the desk writes out it takes in again unchanged; what was edited in the file, and only that, is changed."""

from datetime import date, timedelta
from itertools import count

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hkdesk.domain.errors import Cancelled
from hkdesk.exchange.ledgers import export
from hkdesk.exchange.ledgers.blank import write_template
from hkdesk.exchange.ledgers.export import GB18030, UTF_8, Asked, export_ledger
from hkdesk.exchange.ledgers.guess import Known, best_guess
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.marks import HEADING
from hkdesk.exchange.ledgers.reading import Reader
from hkdesk.exchange.ledgers.refused import write_refused
from hkdesk.exchange.ledgers.taking_in import take_in, understood
from hkdesk.tables.all import table_of
from hkdesk.tables.change import Change
from hkdesk.wording import LANGUAGES, use_language
from hkdesk.work.commands.contacts import reveal_phones
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise, save_qualification
from hkdesk.work.commands.imports import import_ledger
from hkdesk.work.commands.projects import add_project
from hkdesk.work.commands.reports import enter_reports
from hkdesk.work.commands.requests import log_request
from hkdesk.work.commands.visits import save_visit
from hkdesk.work.importing.rows import RowState
from hkdesk.work.importing.writing import Source
from hkdesk.work.queries.import_plan import plan_import
from hkdesk.work.queries.ledger import View
from hkdesk.work.queries.ledger_export import keys_with_phones
from hkdesk.work.queries.records import load, resolve

PARKS = ("洪江市高新区", "洪江区高新区")
MONTH = date(2026, 10, 1)
GOOD = "91350100M000100Y43"


def write(desk, kind, path, *, encoding=UTF_8, **more):
    month = MONTH if kind == "Dispatch" else None
    asked = Asked(desk.read, kind, View(), desk.today, "洪江", "李敏", False, month=month, **more)
    export_ledger(asked, path, encoding=encoding)
    return path


def plan(desk, path, kind, reader=None):
    if reader is None:
        found = take_in(path, kind, parks=PARKS)
    else:
        book = reader.read(path)
        found = understood(book, best_guess(book, kind, known=Known(path.name, PARKS)).mapping)
    return desk.read(plan_import, found.table, None, desk.today, marks=found.marks)


def edits(found):
    return {(row.label, c.field, c.old, c.new) for row in found.rows for c in (*row.changes, *row.conflicts)} | {
        (row.label, r.field, str(r.error), row.state.value) for row in found.rows for r in row.reasons
    }


def fill(desk):
    said = {"name": "云溪新材料有限公司", "uscc": GOOD, "contact_phone": "13812345678", "is_above_scale": "no"}
    key = desk.do(
        add_enterprise, {**said, "settled_on": "2019-03-05", "business": "=1+1", "liaison_officer": "陈一"}
    ).result
    desk.do(save_qualification, key, None, {"name": "高新技术企业", "granted_on": "2025-01-31", "note": "@x"})
    desk.do(
        save_visit,
        None,
        {"enterprise": said["name"], "visited_on": "2026-11-02", "purpose": "-走访", "officer": "陈一"},
    )
    project = desk.do(
        add_project,
        {
            "name": "云溪树脂项目",
            "project_code": "2401-431281-04-01-123456",
            "total_investment_fen": "1234567.89元",
            "plan_of_year_fen": "0.01元",
            "enterprise": said["name"],
            "capacity_per_year": "30000",
            "capacity_unit": "吨",
        },
    ).result
    desk.do(
        enter_reports, MONTH, {project: {"construction_fen": "12.3456", "progress_percent": "35", "problems": "缺水"}}
    )
    desk.do(
        log_request,
        {
            "enterprise": said["name"],
            "title": "+缺资金",
            "content": "第一行\n第二行",
            "received_on": "2026-11-02",
            "contact_phone": "0745-7654321",
            "workers": "12",
            "financing_fen": "91.53万元",
        },
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".gb.csv"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_out_is_the_same_taken_in_again(desk, tmp_path, kind, ending, language):
    fill(desk)
    use_language(language)
    path = write(desk, kind, tmp_path / f"a{ending}", encoding=GB18030 if "gb" in ending else UTF_8)
    found = plan(desk, path, kind)
    assert edits(found) == set()
    assert {row.state for row in found.rows} == {RowState.SAME}
    assert len(found.rows) >= 1


def test_only_what_was_edited_in_the_file_is_changed(desk, tmp_path):
    fill(desk)
    path = write(desk, "Enterprise", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    (at,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "云溪新材料有限公司"]
    sheet.cell(at.row, at.column + 1).value = "云溪"
    sheet.cell(at.row, at.column).value = "云溪新材料集团有限公司"
    book.save(path)
    found = plan(desk, path, "Enterprise")
    assert edits(found) == {
        ("云溪新材料有限公司", "name", "云溪新材料有限公司", "云溪新材料集团有限公司"),
        ("云溪新材料有限公司", "short_name", "", "云溪"),
    }
    key = desk.read(resolve, "Enterprise", GOOD)
    desk.do(edit_enterprise, key, {"short_name": "溪"})
    found = plan(desk, path, "Enterprise")
    (row,) = [row for row in found.rows if row.state is RowState.CONFLICT]
    assert [(c.field, c.old, c.new) for c in row.conflicts] == [("short_name", "溪", "云溪")]
    desk.do(import_ledger, found, [row.with_the_desks()], Source("a.xlsx"))
    kept = desk.read(load, "Enterprise", key).values
    assert (kept["name"], kept["short_name"]) == ("云溪新材料集团有限公司", "溪")


def test_phones_are_masked_unless_asked_and_the_asking_is_logged(desk, tmp_path):
    fill(desk)
    masked = openpyxl.load_workbook(write(desk, "Enterprise", tmp_path / "a.xlsx")).active
    said = {str(cell.value) for row in masked.iter_rows() for cell in row}
    assert "138****5678" in said
    assert "13812345678" not in said
    keys = desk.read(keys_with_phones, "Enterprise", View(), desk.today)
    assert desk.do(reveal_phones, "Enterprise", keys).result == len(keys)
    whole = openpyxl.load_workbook(write(desk, "Enterprise", tmp_path / "b.xlsx", shows_phones=True)).active
    assert "13812345678" in {str(cell.value) for row in whole.iter_rows() for cell in row}
    t = Change.__table__
    lines = desk.read(lambda r: r.execute(select(t.c.row).where(t.c.op == "reveal")).scalars().all())
    assert set(lines) == set(keys)


def test_no_text_of_a_csv_begins_as_a_formula(desk, tmp_path):
    fill(desk)
    text = write(desk, "Enterprise", tmp_path / "a.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b",'=1+1," in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_marks_and_line_numbers_of_the_desk_s_own_export_are_no_columns_left_unread(desk, tmp_path, kind, language):
    use_language(language)
    unread = take_in(write(desk, kind, tmp_path / "a.xlsx"), kind, parks=PARKS).guess.unread
    assert not {HEADING, "序号", "No."} & {each.heading for each in unread}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_ledger_is_known_for_its_kind_and_its_notes_are_no_rows(desk, tmp_path, kind, language):
    use_language(language)
    path = tmp_path / "t.xlsx"
    write_template(kind, path, desk.today, "李敏")
    sheet = openpyxl.load_workbook(path)
    assert sheet.active.data_validations.dataValidation or kind in ("Qualification", "Visit")
    found = take_in(path, kind, parks=PARKS)
    assert found.table.rows == ()
    assert found.guess.missing == ()


def test_the_refused_rows_are_written_out_with_their_columns_and_the_reason(desk, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("企业名称,统一社会信用代码,入园时间\n甲企业,,2026-01-05\n乙企业,123,2026-13-45\n", "utf-8")
    found = take_in(path, "Enterprise", parks=PARKS)
    planned = desk.read(plan_import, found.table, None, desk.today)
    out = tmp_path / "refused.xlsx"
    assert write_refused(found.sheet, found.mapping, planned.rows, out, desk.today, "李敏") == 1
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(out).active.iter_rows()]
    (header,) = [row for row in rows if "企业名称" in row]
    (refused,) = [row for row in rows if "乙企业" in row]
    assert header[:3] == ["企业名称", "统一社会信用代码", "入园时间"]
    assert "18 characters" in refused[3]
    assert not any("甲企业" in row for row in rows)


NUMBERS = count(1)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
DAYS = st.none() | st.integers(0, 9000).map(lambda n: (date(2026, 11, 20) - timedelta(days=n)).isoformat())
MONEY = st.none() | st.integers(0, 10**14).map(lambda fen: f"{fen // 100}.{fen % 100:02d}元")
PHONES = st.sampled_from(["", "13812345678", "0745-7654321", "+86 139 0000 1111", "12345"])


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_record_says_is_the_same_taken_in_again(desk, tmp_path, reader, data):
    n = next(NUMBERS)
    name = f"企业第{n}号厂"
    said = {f: data.draw(TEXTS) for f in ("short_name", "business", "address", "head_name", "contact_name", "note")}
    day = data.draw(DAYS)
    more = {"contact_phone": data.draw(PHONES), "settled_on": day or "", "legacy_registration_number": "0" * 5}
    desk.do(add_enterprise, {"name": name, **said, **more})
    project = {f: data.draw(TEXTS) for f in ("industry", "builder", "responsible_unit", "note")}
    money = {f: v for f in ("total_investment_fen", "plan_of_year_fen") if (v := data.draw(MONEY))}
    desk.do(add_project, {"name": f"项目第{n}期厂", "enterprise": name, "signed_on": day or "", **project, **money})
    content = {"content": data.draw(TEXTS), "handling": data.draw(TEXTS), "note": data.draw(TEXTS)}
    title = data.draw(TEXTS.filter(lambda t: t.strip()))
    desk.do(log_request, {"enterprise": name, "title": title, **content})
    ending = data.draw(st.sampled_from([".xlsx", ".csv"]))
    for kind in ("Enterprise", "Project", "ServiceRequest"):
        found = plan(desk, write(desk, kind, tmp_path / f"{n}-{kind}{ending}"), kind, reader)
        assert edits(found) == set()
        assert {row.state for row in found.rows} == {RowState.SAME}


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_an_export_tells_how_far_it_is_and_is_given_up_at_any_step(desk, tmp_path, monkeypatch, ending):
    monkeypatch.setattr(export, "TOLD_EVERY", 2)
    fill(desk)
    path = tmp_path / f"a{ending}"
    asked = Asked(desk.read, "Enterprise", View(), desk.today, "", "", False)
    told = []
    assert export_ledger(asked, path, report=told.append) == told[-1]
    assert told == sorted(told)
    assert len(told) > 2
    whole = path.read_bytes()
    for stop in range(len(told)):
        steps = iter([None] * stop)

        def report(_rows, steps=steps):
            if next(steps, Cancelled) is Cancelled:
                raise Cancelled

        with pytest.raises(Cancelled):
            export_ledger(asked, path, report=report)
        assert path.read_bytes() == whole
        assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [path.name]


def test_the_records_may_be_named_one_by_one(desk, tmp_path):
    fill(desk)
    found = desk.read(all_of, "Enterprise")
    asked = Asked(desk.read, "Enterprise", View(), desk.today, "", "", False, ("name",), keys=(found[2], found[0]))
    assert export_ledger(asked, tmp_path / "a.csv") == 2
    rows = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[1:]
    names = [desk.read(load, "Enterprise", key).values["name"] for key in (found[2], found[0])]
    assert [row.split(",")[0] for row in rows] == names


def all_of(reader, kind):
    return list(reader.execute(select(table_of(kind).c.id)).scalars())
