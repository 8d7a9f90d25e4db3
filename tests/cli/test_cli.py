"""The command line: what it prints, what it refuses, and its exit codes."""

import json
import os
import re
import struct
import subprocess
import sys
from contextlib import contextmanager
from datetime import date

import pytest

from hkdesk import __version__
from hkdesk.__main__ import main
from hkdesk.cli.kinds import KINDS as SPOKEN
from hkdesk.store.migrate import REVISIONS
from hkdesk.work.queries.records import KINDS

HAN = re.compile(r"[一-鿿]")
LIDIAN = "湖南立点科技有限公司"
TEXT = "<b>&=1+1 %_'\" 😀𠮷"


@pytest.fixture
def run(desk_folder, capsys):
    """Runs a command in this process: (exit code, what it printed, what it complained)."""

    def do(*arguments, language="en", data=True):
        where = ["--data", str(desk_folder)] if data else []
        code = main([*arguments, *where, "--language", language])
        out = capsys.readouterr()
        return code, out.out, out.err

    return do


@pytest.fixture
def told(run):
    """Runs a command with --json that must go well, and gives what it says."""

    def do(*arguments, **options):
        code, out, err = run(*arguments, "--json", **options)
        assert (code, err) == (0, "")
        return json.loads(out)

    return do


def process(*arguments, **environment):
    """A true run of the program, offscreen unless the environment says otherwise."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "hkdesk", *map(str, arguments)],
        env={k: v for k, v in (kept | environment).items() if v is not None},
        capture_output=True,
        check=False,
        timeout=60,
    )


def refused(result, code=1):
    found, out, err = result
    assert (found, out) == (code, "")
    assert err.strip()
    assert "Traceback" not in err
    return err


# Looking.


def test_info_counts_by_stage_and_state_and_names_the_pragmas_in_force(told, desk_folder):
    info = told("info")
    assert info["projects"]["by_stage"] == {"signed": 0, "started": 3, "in_production": 5, "terminated": 0}
    assert info["requests"]["by_state"]["closed"] == 4
    assert set(info["requests"]["by_state"]) >= {"registered", "in_progress", "return_visit", "not_accepted"}
    assert (info["projects"]["total"], info["requests"]["total"], info["requests"]["overdue"]) == (8, 4, 0)
    assert info["counts"]["enterprise"] == 11
    assert set(info["counts"]) == set(KINDS)
    assert info["pragmas"] == info["pragmas"] | {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert (info["version"], info["schema"], info["is_practice"]) == (__version__, REVISIONS[-1], False)
    assert info["data"] == str(desk_folder)
    assert re.fullmatch(r"3\.\d+\.\d+", info["sqlite"])


def test_info_in_words_sets_the_bulletin_beside_what_is_recorded(run):
    code, out, err = run("info")
    assert (code, err) == (0, "")
    assert "bulletin 15 projects, recorded 4" in out
    assert HAN.search(run("info", language="zh_CN")[1].splitlines()[3])


@pytest.mark.parametrize("kind", SPOKEN)
def test_every_kind_is_listed_as_an_array_and_as_lines(run, told, kind):
    rows = told("list", kind)
    assert isinstance(rows, list)
    assert all({"id", "locator", "standing"} <= set(row) for row in rows)
    code, out, err = run("list", kind)
    assert (code, err) == (0, "")
    assert [line.split("\t")[0] for line in out.splitlines()] == [row["id"] for row in rows]


def test_what_the_command_line_calls_a_kind_is_what_the_desk_knows():
    assert tuple(KINDS) == SPOKEN


def test_a_project_in_json_has_codes_in_snake_case_and_its_place_in_the_articles(told):
    rows = told("list", "project", "--where", "stage=in_production", "--where", "park=HJS")
    assert len(rows) == 3
    for row in rows:
        assert (row["stage"], row["park"]) == ("in_production", "洪江市高新区")
        assert row["standing"] in {"stated", "derived", "inferred", "doubtful"}
    guitars = next(r for r in rows if "吉他" in r["name"])
    assert guitars["locator"] == "A1.2"
    assert guitars["enterprise"] == "湖南省美德乐器制造有限公司"
    assert guitars["citations"]["enterprise_id"]["standing"] == "inferred"
    assert (guitars["signed_on"], guitars["capacity_per_year"]) == (None, 150_000)


def test_an_appeal_in_json_has_the_keys_that_scripts_rely_on(told):
    (row,) = told("list", "request", "--where", "number=HJS-2024-S0002")
    assert {"id", "title", "state", "received_on", "due_on", "locator", "standing", "enterprise"} <= set(row)
    assert (row["title"], row["state"], row["enterprise"]) == ("奖补资金兑现", "closed", LIDIAN)
    assert date.fromisoformat(row["received_on"])


def test_a_published_figure_comes_with_its_value_and_money_in_fen(told):
    figures = {r["code"]: r for r in told("list", "indicator")}
    assert (figures["key_projects"]["value"], figures["key_projects"]["unit"]) == (15, "project")
    assert figures["industrial_value_added_growth"]["value"] == 10.7
    assert (figures["financing_arranged"]["amount_fen"], figures["financing_arranged"]["value"]) == (
        5_630_000_000,
        None,
    )


def test_a_list_is_searched_and_cut(told):
    assert [r["name"] for r in told("list", "enterprise", "--search", "hgkj")] == ["恒光科技"]
    assert "恒光科技" in [r["name"] for r in told("list", "enterprise", "--search", "恒光")]
    assert told("list", "enterprise", "--search", "没有") == []
    assert len(told("list", "enterprise", "--limit", "3")) == 3


def test_the_folder_may_be_named_before_or_after_the_command(desk_folder, capsys):
    for arguments in (
        ["--data", str(desk_folder), "info", "--json"],
        ["info", "--json", "--data", str(desk_folder)],
        [f"--data={desk_folder}", "--language=en", "info", "--json"],
    ):
        assert main(arguments) == 0
        assert json.loads(capsys.readouterr().out)["data"] == str(desk_folder)


def test_a_new_folder_is_set_up_with_the_facts_by_the_first_command(tmp_path, capsys):
    assert main(["info", "--json", "--data", str(tmp_path / "新"), "--language", "en"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["project"] == 8


# Entering.


def test_add_enters_what_the_screens_enter(told):
    firm = told("add", "enterprise", "--set", "name=甲企业", "--set", "contact_phone=13812345678")
    project = told(
        "add", "project", "--set", "name=新项目", "--set", "enterprise=甲企业", "--set", "signed_on=2024-03-01"
    )
    request = told(
        *("add", "request", "--set", "enterprise=甲企业", "--set", "title=用工", "--set", "received_on=2024-09-27"),
        *("--set", "financing_fen=5630万"),
    )
    assert (project["stage"], project["signed_on"], project["enterprise_id"]) == ("signed", "2024-03-01", firm["id"])
    assert (request["state"], request["due_on"], request["financing_fen"]) == (
        "registered",
        "2024-10-12",
        5_630_000_000,
    )
    assert request["number"] == "HJS-2024-A0001"
    steps = told("list", "request_step", "--where", f"request={request['number']}")
    assert [s["action"] for s in steps] == ["register"]
    assert steps[0]["actor"], "somebody is named"


def test_add_in_words_tells_the_number_and_the_id(run):
    code, out, err = run(
        "add", "request", "--set", f"enterprise={LIDIAN}", "--set", "title=x", "--set", "received_on=2024-05-06"
    )
    assert (code, err) == (0, "")
    assert re.search(r"HJS-2024-A0001.*[0-9a-f-]{36}", out)


def test_move_asks_at_the_gates_and_takes_answers_or_a_reason(run, told):
    project = told("add", "project", "--set", "name=新项目", "--set", "signed_on=2024-03-01")
    assert "missing" in refused(run("move", "新项目", "started", "--on", "2024-05-01"))
    moved = told("move", "新项目", "landed", "--on", "2024年4月1日", "--set", "enterprise=恒光科技")
    assert (moved["id"], moved["stage"], moved["landed_on"]) == (project["id"], "signed", "2024-04-01")
    moved = told("move", project["id"], "started", "--on", "2024-05-01", "--override", "--reason", "先行")
    assert (moved["stage"], moved["started_on"]) == ("started", "2024-05-01")
    moved = told("move", "新项目", "in_production", "--on", "2024-08-01", "--set", "completed_on=2024-07-30")
    assert moved["stage"] == "in_production"
    moved = told("move", "新项目", "signed", "--on", "2024-08-02", "--reason", "误报")
    assert (moved["stage"], moved["started_on"]) == ("signed", None)
    moved = told("move", "新项目", "terminated", "--on", "2024-08-03", "--reason", "停建")
    assert (moved["stage"], moved["terminated_on"]) == ("terminated", "2024-08-03")
    steps = told("list", "project_step", "--where", "project=新项目")
    assert [s["reason"] for s in steps] == ["", "", "先行", "", "误报", "停建"]
    assert steps[2]["unmet_gates"] == "project_code construction_permit"


def test_text_is_text_from_add_through_list_to_search(run, told):
    for field, kind, extra in (
        ("title", "request", ["enterprise=<i>甲"]),
        ("name", "project", []),
        ("name", "enterprise", []),
    ):
        sets = [part for pair in (f"{field}={TEXT}", *extra) for part in ("--set", pair)]
        row = told("add", kind, *sets)
        assert row[field] == TEXT
        assert [r[field] for r in told("list", kind, "--where", f"{field}={TEXT}")] == [TEXT]
        for part in ("%_'\"", "=1+1", "<b>&", "😀", "𠮷", TEXT):
            assert row["id"] in [r["id"] for r in told("list", kind, "--search", part)], part
        assert TEXT in run("list", kind, "--search", "😀")[1]


# Refusals.

REFUSALS = [
    (("add", "request", "--set", "title=x"), "enterprise: "),
    (("add", "request", "--set", "enterprise=甲", "--set", "title=x", "--set", "received_on=soon"), "received_on: "),
    (("add", "request", "--set", "enterprise=甲", "--set", "title=x", "--set", "category=nonsense"), "category: "),
    (
        ("add", "request", "--set", "enterprise=甲", "--set", "title=x", "--set", "received_on=9999-01-01"),
        "received_on: ",
    ),
    (("add", "project", "--set", "name=x", "--set", "total_investment_fen=lots"), "total_investment_fen: "),
    (("add", "project", "--set", "name=x", "--set", "stage=sold"), "stage: "),
    (("add", "project", "--set", "name=孵化基地项目"), "name: "),
    (("add", "enterprise", "--set", "name=x", "--set", "uscc=123"), "uscc: "),
    (("add", "enterprise", "--set", "colour=red"), "colour: "),
    (("add", "enterprise"), "name: "),
    (("move", "孵化基地项目", "sold", "--on", "2024-05-01"), "stage: "),
    (("move", "孵化基地项目", "in_production", "--on", "soon"), "on: "),
    (("move", "孵化基地项目", "in_production", "--on", "2024-05-01"), ""),
    (("move", "孵化基地项目", "in_production", "--on", "2024-05-01", "--set", "colour=red"), "colour: "),
    (("move", "没有这个", "started", "--on", "2024-05-01"), ""),
    (("list", "project", "--where", "colour=red"), ""),
    (("list", "project", "--where", "stage=sold"), "stage: "),
    (("list", "request", "--where", "received_on=soon"), "received_on: "),
    (("list", "request", "--where", "workers=99999999999999999999"), "workers: "),
    (("list", "park", "--search", "x"), ""),
    (("report", "park-summary", "--to", "x.doc"), ""),
    (("report", "park-summary", "--to", "/no/such/folder/x.txt"), ""),
    (("report", "park-summary", "--to", "/no/such/folder/x.xlsx"), ""),
    (("report", "park-summary", "--to", "x.txt", "--park", "XX"), ""),
    (("snapshot", "overview", "--to", "x.jpg"), ""),
    (("tour", "--to", "/dev/null/x"), ""),
    (("shots", "--to", "/dev/null/x"), ""),
    (("practice", "--requests", "-1"), ""),
]


@pytest.mark.parametrize(("arguments", "begins"), REFUSALS, ids=[" ".join(a) for a, _ in REFUSALS])
def test_what_is_refused_gets_a_sentence_in_the_officers_language_and_exit_code_1(run, arguments, begins):
    said = refused(run(*arguments, language="zh_CN"))
    assert said.startswith(begins)
    for typed in (part for argument in arguments for part in argument.split("=")):
        said = said.replace(typed, "")
    assert HAN.search(said), "the officer reads Chinese"


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "nonsense"),
        ("list",),
        ("list", "project", "--where", "stage"),
        ("list", "project", "--where", "=x"),
        ("list", "project", "--limit", "many"),
        ("add", "park"),
        ("add", "request", "--set", "title"),
        ("move", "x", "started"),
        ("move", "x"),
        ("report", "nonsense", "--to", "x.pdf"),
        ("report", "park-summary"),
        ("snapshot", "nowhere", "--to", "x.png"),
        ("snapshot", "overview", "--to", "x.png", "--size", "wide"),
        ("snapshot", "overview", "--to", "x.png", "--size", "1039x640"),
        ("snapshot", "overview", "--to", "x.png", "--size", "8001x640"),
        ("practice", "--requests", "many"),
        ("dance",),
        ("info", "--loud"),
    ],
    ids=" ".join,
)
def test_what_is_no_command_is_usage_and_exit_code_2(run, arguments):
    assert "usage: hkdesk" in refused(run(*arguments), code=2)


def test_all_wrong_fields_are_told_each_on_its_own_line(run):
    err = refused(run("add", "request", "--set", "received_on=x", "--set", "channel=fax", "--set", "workers=w"))
    assert sorted(line.split(":")[0] for line in err.splitlines()) == [
        "channel",
        "enterprise",
        "received_on",
        "title",
        "workers",
    ]


def test_a_refusal_changes_nothing(run, told):
    before = told("info")
    for arguments, _ in REFUSALS[:12]:
        run(*arguments)
    assert told("info") == before


@pytest.mark.parametrize("root", ["/proc/hkdesk", "/dev/null/x"])
def test_a_folder_that_cannot_be_had_is_a_sentence(run, root):
    assert root in refused(run("info", "--data", root, data=False))


def test_a_database_of_a_newer_version_is_a_sentence(run, desk_folder):
    import sqlite3

    with sqlite3.connect(desk_folder / "hkdesk.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num='9999'")
    raw.close()
    for arguments in (("info",), ("list", "project"), ("add", "enterprise", "--set", "name=x")):
        assert "newer version" in refused(run(*arguments))


def test_practice_fills_a_new_folder_and_no_other(capsys, tmp_path, run):
    code = main(["practice", "--requests", "30", "--projects", "5", "--data", str(tmp_path / "p"), "--language", "en"])
    assert (code, "30 appeals, 5 projects" in capsys.readouterr().out) == (0, True)
    assert main(["info", "--json", "--data", str(tmp_path / "p")]) == 0
    info = json.loads(capsys.readouterr().out)
    assert (info["is_practice"], info["counts"]["request"], info["counts"]["project"]) == (True, 30, 5)
    assert "already" in refused(run("practice"))
    assert "--data" in refused(run("practice", data=False))


# Beside another desk.

HOLD = """
import sys
from pathlib import Path
from hkdesk.store.desk_file import open_desk_file
file = open_desk_file(Path(sys.argv[1]), officer="王芳")
print("open", flush=True)
sys.stdin.read()
file.close()
"""


@contextmanager
def held(folder):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"open\n"
        yield


def test_beside_an_open_desk_one_can_look_but_not_write(desk_folder, run, told, tmp_path):
    with held(desk_folder):
        assert len(told("list", "project")) == 8
        assert told("info")["counts"]["project"] == 8
        assert run("report", "park-summary", "--to", str(tmp_path / "s.txt"))[0] == 0
        for arguments in (
            ("add", "enterprise", "--set", "name=甲"),
            ("move", "孵化基地项目", "in_production", "--on", "2024-05-01", "--override", "--reason", "x"),
        ):
            assert "王芳 @ " in refused(run(*arguments))
    assert told("add", "enterprise", "--set", "name=甲")["name"] == "甲"


# True runs.


def test_a_report_is_written_whatever_its_ending(run, tmp_path):
    for ending, begins in ((".txt", None), (".xlsx", b"PK"), (".docx", b"PK")):
        to = tmp_path / f"一页{ending}"
        code, out, err = run("report", "park-summary", "--to", str(to))
        assert (code, err) == (0, "")
        assert str(to) in out
        assert begins is None or to.read_bytes().startswith(begins)
    assert "洪江市高新区" in (tmp_path / "一页.txt").read_text("utf-8")


def test_the_park_summary_is_a_pdf(desk_folder, tmp_path):
    to = tmp_path / "s.pdf"
    done = process("--data", desk_folder, "report", "park-summary", "--to", to, "--language", "zh_CN")
    assert (done.returncode, done.stderr) == (0, b"")
    assert to.read_bytes().startswith(b"%PDF-")
    assert HAN.search(done.stdout.decode())


def test_a_snapshot_is_a_png_of_the_size_that_was_asked(desk_folder, tmp_path):
    to = tmp_path / "page.png"
    done = process("snapshot", "requests", "--to", to, "--size", "1040x640", "--dark", "--data", desk_folder)
    assert (done.returncode, done.stderr) == (0, b"")
    png = to.read_bytes()
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (1040, 640)
    assert [p.name for p in tmp_path.glob("*page*")] == ["page.png"]


def test_without_a_screen_it_says_what_to_do(tmp_path):
    done = process("--data", tmp_path / "d", "--language", "en", QT_QPA_PLATFORM=None)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"xvfb-run" in done.stderr
    assert b"hkdesk snapshot" in done.stderr
    assert not (tmp_path / "d").exists()


def test_a_terminal_that_knows_few_characters_still_gets_its_list_and_a_program_its_json(desk_folder):
    said = process("list", "project", "--data", desk_folder, PYTHONIOENCODING="ascii")
    assert said.returncode == 0
    assert len(said.stdout.splitlines()) == 8
    added = process(
        *("add", "enterprise", "--set", "name=😀企业", "--json", "--data", desk_folder), PYTHONIOENCODING="gbk"
    )
    assert json.loads(added.stdout.decode("gbk"))["name"] == "😀企业"


def test_bytes_that_are_no_text_do_no_harm(run, desk_folder):
    broken = os.fsdecode(b"\xff\xfe")
    assert run("list", "project", "--search", broken) == (0, "", "")
    assert run("list", "project", "--where", f"name={broken}") == (0, "", "")
    assert "none of the id, number or name" in refused(run("move", broken, "started", "--on", "2024-01-01"))
    done = process("add", "request", "--set", f"enterprise={broken}", "--set", f"title={broken}", "--data", desk_folder)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_leaves_early_is_no_fault(desk_folder):
    line = f"{sys.executable} -m hkdesk list citation --json --data '{desk_folder}' | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert done.stderr == b""


def test_the_version_is_told_and_help_names_every_command(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"hkdesk {__version__}\n"
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(c in told for c in ("info", "list", "add", "move", "report", "practice", "snapshot"))


def test_a_page_that_there_is_not_is_a_matter_of_usage(capsys):
    assert main(["--page", "bogus"]) == 2
    assert "overview" in capsys.readouterr().err
