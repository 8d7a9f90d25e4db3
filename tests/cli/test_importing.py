"""The ledgers that were taken in, listed and taken back by the command line."""

import json
from uuid import UUID

import openpyxl
import pytest

from hkdesk.cli.main import run
from hkdesk.wording import use_language
from hkdesk.work.commands.enterprises import edit_enterprise
from hkdesk.work.queries.records import resolve
from tests.exchange.ledgers import offices


@pytest.fixture
def cli(desk_folder, capsys):
    def call(*arguments, language="en"):
        code = run(["--data", str(desk_folder), "--language", language, *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    yield call
    use_language("en")


@pytest.fixture
def taken(cli, tmp_path):
    """A ledger of three enterprises that is taken in: its id."""
    path = tmp_path / "台账.csv"
    path.write_text("企业名称,地址\n甲企业,一号路\n乙企业,二号路\n湖南立点科技有限公司,\n", "utf-8")
    assert cli("import", "enterprise", path)[0] == 0
    (one,) = json.loads(cli("imports", "--json")[1])
    return one["id"]


def names(cli):
    return {row["name"] for row in json.loads(cli("list", "enterprise", "--json")[1])}


def test_what_was_taken_in_is_listed_with_what_came_of_it(cli, taken):
    code, out, _ = cli("imports")
    assert code == 0
    (line,) = out.splitlines()
    for said in (taken, "台账.csv (ledger of enterprises)", "2 new, 0 changed, 1 the same, 0 left out"):
        assert said in line
    assert "新增 2 行，修改 0 行，相同 1 行，未导入 0 行" in cli("imports", language="zh_CN")[1]
    (row,) = json.loads(cli("imports", "--json")[1])
    assert (row["kind"], row["rows_new"], row["rows_same"], row["file_name"]) == ("Enterprise", 2, 1, "台账.csv")


def test_an_import_is_taken_back(cli, taken):
    assert {"甲企业", "乙企业"} < names(cli)
    assert cli("undo-import", taken) == (0, "The import has been taken back.\n", "")
    assert not {"甲企业", "乙企业"} & names(cli)
    assert cli("imports") == (0, "No ledger has been taken in.\n", "")
    assert json.loads(cli("imports", "--json")[1]) == []
    assert cli("undo-import", taken)[0] == 1


def test_what_was_edited_since_is_kept_and_told(cli, taken, desk_folder, open_at):
    desk = open_at(desk_folder)
    desk.do(edit_enterprise, desk.read(resolve, "Enterprise", "甲企业"), {"address": "三号路"})
    desk.close()
    code, out, _ = cli("undo-import", taken, language="zh_CN")
    assert code == 0
    assert out.splitlines() == ["已撤销这次导入，有 1 条记录此后改过，予以保留：", "  企业 甲企业：地址"]
    assert "甲企业" in names(cli)
    assert "乙企业" not in names(cli)


def test_what_is_kept_is_told_to_programs_too(cli, taken, desk_folder, open_at):
    desk = open_at(desk_folder)
    key = desk.read(resolve, "Enterprise", "甲企业")
    desk.do(edit_enterprise, key, {"address": "三号路"})
    desk.close()
    (kept,) = json.loads(cli("undo-import", taken, "--json")[1])
    assert kept == {"kind": "Enterprise", "id": str(key), "label": "甲企业", "field": "address"}


@pytest.mark.parametrize(("text", "why"), [("最近", "“最近” is no import"), (str(UUID(int=1)), "deleted meanwhile")])
def test_what_is_no_import_is_refused_in_a_sentence(cli, text, why):
    code, _, err = cli("undo-import", text)
    assert code == 1
    assert why in err


def test_what_should_be_known_of_a_ledger_is_said_with_its_cells(cli, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "高企"
    for name in ("高企", "专精特新"):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        sheet.append(["企业名称", "资质名称", "发证时间", "所在楼栋"])
        sheet.append(["湖南立点科技有限公司", name, "2025年11月", "3栋"])
    book.save(tmp_path / "资质.xlsx")
    code, out, _ = cli("import", "auto", tmp_path / "资质.xlsx", "--dry-run", "--json", language="zh_CN")
    said = json.loads(out)
    assert (code, said["refused"]) == (0, 0)
    assert said["notes"] == [
        "未读取的列：所在楼栋。",
        "本次读取工作表“高企”；下列工作表可能也是台账，请逐个导入：专精特新。",
    ]
    (remark,) = said["remarks"]
    assert (remark["cell"], remark["remark"]) == ("C2", "2025年11月 按 2025-11-01 处理。")
    assert "有1个单元格" in cli("import", "auto", tmp_path / "资质.xlsx", "--dry-run", language="zh_CN")[1]


def test_where_no_park_is_said_all_are_looked_in_and_new_records_say_where_they_go(cli, tmp_path):
    for name in ("云溪新材料有限公司", "青岭物流有限公司"):
        cli(
            "add",
            "enterprise",
            "--set",
            f"name={name}",
            "--set",
            "park=HJQ" if name == "云溪新材料有限公司" else "park=HJS",
        )
    path = tmp_path / "名录.csv"
    path.write_text("企业名称,地址\n云溪新材料有限公司,一号路\n岭南食品有限公司,三号路\n", "utf-8")
    said = json.loads(cli("import", "auto", path, "--dry-run", "--json", language="zh_CN")[1])
    assert (said["changed"], said["new"]) == (1, 1)
    assert said["notes"] == ["台账未注明园区，新增记录归入洪江市高新区。"]
    assert json.loads(cli("import", "auto", path, "--park", "HJS", "--dry-run", "--json")[1])["new"] == 2


def test_a_ledger_behind_a_password_is_opened_with_it(cli, tmp_path):
    path, plain = tmp_path / "名录.xlsx", tmp_path / "明.xlsx"
    book = openpyxl.Workbook()
    for row in (["企业名称", "地址"], ["岭南食品有限公司", "三号路"]):
        book.active.append(row)
    book.save(plain)
    offices.encrypt(plain, path, "洪江2026")
    assert "有打开密码" in cli("import", "auto", path, language="zh_CN")[2]
    code, out, _ = cli("import", "auto", path, "--password", "洪江2026", "--dry-run", "--json")
    assert (code, json.loads(out)["new"]) == (0, 1)
