"""Ledgers in and out by the command line."""

import json

import openpyxl
import pytest

from hkdesk.cli.ledgers import AUTO, KINDS
from hkdesk.cli.main import run
from hkdesk.exchange.ledgers.kinds import KINDS as DECLARED
from hkdesk.exchange.ledgers.mapping import LedgerMapping, shape_of, to_json
from hkdesk.exchange.ledgers.reading import read_book
from hkdesk.wording import use_language
from hkdesk.work.commands.ledger_shapes import remember_shape
from hkdesk.work.commands.ledger_words import save_ledger_words

TABLE = "企业名称,统一社会信用代码,地址\n甲企业,,一号路\n乙企业,123,二号路\n湖南立点科技有限公司,,\n"


@pytest.fixture
def cli(desk_folder, capsys):
    def call(*arguments):
        code = run(["--data", str(desk_folder), "--language", "en", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    yield call
    use_language("en")


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "台账.csv"
    path.write_text(TABLE, "utf-8")
    return path


def names(cli):
    return {row["name"] for row in json.loads(cli("list", "enterprise", "--json")[1])}


def test_the_kinds_are_those_that_are_declared():
    assert set(KINDS.values()) == set(DECLARED)


def test_a_dry_run_says_what_would_change_and_writes_nothing(cli, table):
    code, out, _ = cli("import", AUTO, table, "--dry-run", "--json")
    said = json.loads(out)
    assert code == 0
    assert {k: said[k] for k in ("kind", "read", "new", "changed", "same", "refused", "written")} == {
        "kind": "enterprise",
        "read": 3,
        "new": 1,
        "changed": 0,
        "same": 1,
        "refused": 1,
        "written": False,
    }
    (reason,) = said["reasons"]
    assert (reason["row"], reason["column"], reason["cell"], reason["field"]) == (3, 1, "B3", "uscc")
    assert "18 characters" in reason["reason"]
    assert "甲企业" not in names(cli)


def test_refused_rows_keep_the_others_out_unless_they_are_to_be_skipped(cli, table, tmp_path):
    code, out, _ = cli("import", "enterprise", table)
    assert code == 1
    assert "Nothing has been written." in out
    assert "甲企业" not in names(cli)
    code, out, _ = cli("import", "enterprise", table, "--skip-refused", "--refused", tmp_path / "r.xlsx")
    assert code == 0
    assert "甲企业" in names(cli)
    said = [c.value for row in openpyxl.load_workbook(tmp_path / "r.xlsx").active.iter_rows() for c in row]
    assert "乙企业" in said
    assert "甲企业" not in said


def test_what_is_no_ledger_is_refused_in_a_sentence(cli, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("天气,温度\n晴,20\n", "utf-8")
    code, _, err = cli("import", AUTO, path)
    assert code == 1
    assert "not a ledger that the desk knows" in err


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_is_taken_in_again_without_a_change(cli, tmp_path, kind):
    path = tmp_path / "a.xlsx"
    month = ["--month", "2024-06"] if kind == "dispatch" else []
    assert cli("export", kind, "--to", path, *month)[0] == 0
    code, out, _ = cli("import", kind, path, "--park", "*", "--dry-run", "--json")
    said = json.loads(out)
    assert (code, said["new"], said["changed"], said["refused"]) == (0, 0, 0, 0)
    kept = {"dispatch": "project"}.get(kind, kind)
    assert said["same"] == len(json.loads(cli("list", kept, "--json")[1]))


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_ledger_is_written_for_each_kind(cli, tmp_path, kind):
    assert cli("template", kind, "--to", tmp_path / "t.xlsx")[0] == 0
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").active.max_row > 100


def test_an_ending_that_the_desk_does_not_write_is_refused(cli, tmp_path):
    code, _, err = cli("export", "enterprise", "--to", tmp_path / "a.pdf")
    assert code == 1
    assert ".xlsx" in err
    assert not (tmp_path / "a.pdf").exists()


def test_the_office_s_own_words_and_what_is_remembered_are_used(cli, desk_folder, open_at, tmp_path):
    path = tmp_path / "台账.csv"
    path.write_text("项目名称,盘子（万元）,甲栏,所属行业\n技改项目,5000,主体施工,建材\n", "utf-8")
    mapping = LedgerMapping("台账", "Project", (0,), {0: "name", 2: "note"})
    desk = open_at(desk_folder)
    desk.do(save_ledger_words, [("Project", "total_investment_fen", "盘子")])
    desk.close()
    assert cli("import", "project", path, "--park", "HJS")[0] == 0
    (row,) = [r for r in json.loads(cli("list", "project", "--json")[1]) if r["name"] == "技改项目"]
    assert (row["total_investment_fen"], row["note"]) == (5000 * 10_000 * 100, "")
    desk = open_at(desk_folder)
    sheet = read_book(path).sheets[0]
    desk.do(remember_shape, shape_of(sheet, (0,)), "Project", to_json(mapping))
    desk.close()
    assert cli("import", AUTO, path, "--park", "HJS")[0] == 0
    (row,) = [r for r in json.loads(cli("list", "project", "--json")[1]) if r["name"] == "技改项目"]
    assert row["note"] == "主体施工"
