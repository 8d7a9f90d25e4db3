"""The command line: exit codes, JSON, sentences."""

import json
import subprocess
import sys

import pytest

from hkdesk.__main__ import main


@pytest.fixture
def run(desk_folder, capsys):
    def do(*arguments, language="en"):
        code = main([*arguments, "--data", str(desk_folder), "--language", language])
        out = capsys.readouterr()
        return code, out.out, out.err

    return do


def test_info_counts_by_stage_and_state(run):
    code, out, _ = run("info", "--json")
    info = json.loads(out)
    assert code == 0
    assert info["projects"]["by_stage"] == {"signed": 0, "started": 3, "in_production": 5, "terminated": 0}
    assert info["requests"]["by_state"]["closed"] == 4
    assert info["pragmas"]["journal_mode"] == "wal"


def test_list_prints_an_array_with_locator_and_standing(run):
    code, out, _ = run("list", "project", "--where", "stage=in_production", "--json")
    rows = json.loads(out)
    assert code == 0
    assert len(rows) == 5
    assert all(r["stage"] == "in_production" and r["locator"] and r["standing"] for r in rows)


def test_add_and_move_are_the_screens_commands(run):
    code, out, _ = run("add", "project", "--set", "name=新项目", "--set", "signed_on=2024-03-01", "--json")
    project = json.loads(out)
    assert (code, project["stage"], project["signed_on"]) == (0, "signed", "2024-03-01")
    code, out, err = run("move", project["id"], "started", "--on", "2024-05-01")
    assert (code, out) == (1, "")
    assert "missing" in err
    code, out, _ = run(
        "move", project["id"], "started", "--on", "2024-05-01", "--override", "--reason", "先行", "--json"
    )
    assert (code, json.loads(out)["stage"]) == (0, "started")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "request", "--set", "title=x"), 1),
        (("add", "request", "--set", "enterprise=甲", "--set", "title=x", "--set", "received_on=soon"), 1),
        (("add", "project", "--set", "name=x", "--set", "total_investment_fen=lots"), 1),
        (("move", "孵化基地项目", "sold", "--on", "2024-05-01"), 1),
        (("list", "project", "--where", "colour=red"), 1),
        (("list", "nonsense"), 2),
        (("list", "project", "--where", "stage"), 2),
        (("report", "park-summary", "--to", "x.doc"), 1),
    ],
)
def test_wrong_input_is_a_sentence_and_an_exit_code(run, arguments, code):
    found, out, err = run(*arguments)
    assert (found, out) == (code, "")
    assert err.strip()
    assert "Traceback" not in err


def test_text_passes_through_as_typed(run):
    text = "<b>&=1+1 %_'\" 😀"
    run("add", "request", "--set", "enterprise=甲", "--set", f"title={text}")
    _, out, _ = run("list", "request", "--search", "%_'\"", "--json")
    assert [r["title"] for r in json.loads(out)] == [text]


def test_without_a_screen_it_says_what_to_do(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "hkdesk", "--data", str(tmp_path / "d"), "--language", "en"],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "xvfb-run" in done.stderr
    assert "hkdesk snapshot" in done.stderr
