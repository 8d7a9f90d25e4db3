"""hkdesk report about single records: named by number, code, name or short name."""

import pytest

from hkdesk.cli.main import run
from hkdesk.work.commands.enterprises import edit_enterprise
from hkdesk.work.queries.records import records, resolve

USCC = "91430000MA4L16JQ98"
NAME = "湖南立点科技有限公司"


@pytest.fixture
def report(desk_folder, tmp_path):
    """Runs a report of this name about these records: (exit code, its text)."""

    def made(name, *named):
        to = tmp_path / "d.txt"
        to.unlink(missing_ok=True)
        chosen = [word for record in named for word in ("--record", record)]
        code = run(["report", name, "--data", str(desk_folder), "--language", "en", "--to", str(to), *chosen])
        return code, to.read_text("utf-8-sig") if to.exists() else ""

    return made


def test_an_enterprise_is_named_by_its_short_name_or_its_credit_code(desk, report):
    desk.do(edit_enterprise, desk.read(resolve, "Enterprise", NAME), {"uscc": USCC, "short_name": "立点"})
    desk.close()
    for record in ("立点", USCC, f" {USCC.lower()} ", NAME):
        code, said = report("enterprise-card", record)
        assert code == 0
        assert NAME in said


def test_an_appeal_is_named_by_its_number_and_several_go_into_one_file(desk, report):
    numbers = [r.values["number"] for r in desk.stream(records, "ServiceRequest")][:2]
    desk.close()
    for name, title in (("work-slip", "Appeal work slip"), ("return-visit", "Return-visit form")):
        code, said = report(name, numbers[0].lower(), numbers[1])
        assert code == 0
        assert said.count(title) == 2
        assert said.index(numbers[0]) < said.index(numbers[1])


def test_what_is_not_there_or_is_no_single_record_is_refused_in_a_sentence(report, capsys):
    assert report("work-slip", "HJS-2026-A9999") == (1, "")
    assert "There is none of the id, number or name" in capsys.readouterr().err
    assert report("park-summary", NAME) == (1, "")
    assert "Park summary is about no single record: name none." in capsys.readouterr().err
