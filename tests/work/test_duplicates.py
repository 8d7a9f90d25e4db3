"""What is pointed out while a name or code is typed."""

import pytest
from sqlalchemy.event import listen

from hkdesk.work.commands.enterprises import add_enterprise
from hkdesk.work.commands.projects import add_project
from hkdesk.work.queries.duplicates import duplicates
from hkdesk.work.queries.records import resolve

CODE, GOOD = "2409-431281-04-01-123456", "91350100M000100Y43"


@pytest.fixture
def park(desk):
    return desk.read(resolve, "Park", "HJS")


def found(desk, kind, park, **typed):
    return {f: (d.name, d.is_same) for f, d in desk.read(duplicates, kind, typed, park).items()}


@pytest.mark.parametrize(
    ("stands", "typed", "is_same"),
    [
        ("湖南立点科技有限公司", "湖南立点科技有限公司", True),
        ("湖南立点科技有限公司", "立点科技", False),
        ("甲乙（洪江）新材料有限公司", "甲乙洪江新材料", False),
        ("甲乙洪江新材料有限公司", "甲乙（洪江）新材料", False),
        ("ＡＢＣ电子有限公司", "abc电子", False),
        ("丙丁 电子", "丙丁电子", False),
    ],
)
def test_the_same_or_nearly_the_same_enterprise_is_found(desk, park, stands, typed, is_same):
    if stands != "湖南立点科技有限公司":
        desk.do(add_enterprise, {"name": stands})
    assert found(desk, "Enterprise", park, name=typed) == {"name": (stands, is_same)}


def test_others_are_not_pointed_out(desk, park):
    for typed in ("", " ", "科技", "有限公司", "立点", "全新的企业", "%", "\"*'", "\ud800"):
        assert found(desk, "Enterprise", park, name=typed) == {}


def test_a_short_name_and_a_code_are_found_and_the_code_whatever_its_spaces(desk, park):
    desk.do(add_enterprise, {"name": "甲企业", "short_name": "小甲甲", "uscc": GOOD})
    assert found(desk, "Enterprise", park, short_name="小甲甲", uscc=f" {GOOD[:9].lower()} {GOOD[9:]}") == {
        "short_name": ("甲企业", False),
        "uscc": ("甲企业", True),
    }
    desk.do(add_project, {"name": "石墨建设项目", "project_code": CODE})
    assert found(desk, "Project", park, name="石墨项目", project_code=CODE) == {
        "name": ("石墨建设项目", False),
        "project_code": ("石墨建设项目", True),
    }


def test_the_same_name_in_the_other_park_is_told_but_not_as_refused(desk, park):
    other = desk.read(resolve, "Park", "HJQ")
    desk.do(add_enterprise, {"name": "丁企业", "park": "HJQ"})
    assert found(desk, "Enterprise", park, name="丁企业") == {"name": ("丁企业", False)}
    assert found(desk, "Enterprise", other, name="丁企业") == {"name": ("丁企业", True)}


def test_a_name_is_looked_up_by_index_however_many_there_are(desk, park):
    def steps(reader):
        said = []
        listen(reader, "before_cursor_execute", lambda *told: said.append(told[2:4]))
        duplicates(reader, "Enterprise", {"name": "湖南恒光新材料科技有限公司", "uscc": GOOD}, park)
        return [row[3] for sql, given in said[:] for row in reader.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)]

    found = desk.read(steps)
    assert any("search_fts" in step or "f VIRTUAL TABLE" in step for step in found)
    assert [step for step in found if step.startswith("SCAN") and "VIRTUAL TABLE" not in step] == []
