"""What a template can do, what it is refused, and that values stay text."""

import pytest

from hkdesk.documents import template
from hkdesk.documents.prose import Count
from hkdesk.documents.template import Line, check_template, line_of, render
from hkdesk.domain.errors import DeskError
from hkdesk.domain.office import LONGEST_TEMPLATE
from hkdesk.wording import refusal, use_language

VALUES = {
    "项目数": Count(1234),
    "无": Count(0),
    "空": "",
    "名": "美德乐器",
    "是": True,
    "清单": ["甲", "乙"],
    "名单": [str(n) * 100 for n in range(9)] * 9,
}
PLACES = ["项目表"]


def lines(source, **values):
    return render(source, VALUES | values, PLACES)


def test_headings_paragraphs_tables_conditions_and_a_loop():
    source = (
        "# 一、{{ 名 }}\n\n## （一）情况\n{% if 项目数 > 1000 %}\n共{{ 项目数 }}个{% if 空 %}，{{ 空 }}{% endif %}。\n"
        "{% elif 是 %}\n不会写出\n{% else %}\n没有\n{% endif %}\n[[项目表]]\n  [[ 项目表 ]]  \n"
        "{% for 项 in 清单 %}\n{{ loop.index }}．{{ 项 }}{% if not loop.last %}；{% endif %}\n{% endfor %}\n"
        "{{ 清单 }}\n"
    )
    use_language("zh_CN")
    assert lines(source) == [
        Line("一、美德乐器", 1),
        Line("（一）情况", 2),
        Line("共1,234个。"),
        Line("项目表", is_place=True),
        Line("项目表", is_place=True),
        Line("1．甲；"),
        Line("2．乙"),
        Line("甲、乙"),
    ]


def test_what_falls_away_leaves_no_empty_line_and_windows_line_ends_are_line_ends():
    assert lines("{{ 空 }}\r\n# {{ 空 }}\r\n{% if 无 %}有{% endif %}\r\n末") == [Line("末")]


@pytest.mark.parametrize(
    "name",
    [
        "# 假标题",
        "## 假标题",
        "[[项目表]]",
        "甲\n# 假标题",
        "甲\r\n[[项目表]]",
        "甲\u2028# 假标题",
        "甲\u2029[[项目表]]\x85# 乙",
        "{{ 项目数 }}",
        "{% if 是 %}乙{% endif %}",
        "{# 注 #}",
        "\ue001\n# 假\ue000",
        "<b>&甲</b>",
    ],
)
def test_a_value_stays_text_on_one_line_whatever_it_holds(name):
    found = lines("{{ 名 }}\n前{{ 名 }}后\n# {{ 名 }}\n[[{{ 名 }}", 名=name)
    assert [(line.level, line.is_place) for line in found] == [(0, False), (0, False), (1, False), (0, False)]
    kept = "".join(name.split()).translate({0xE000: None, 0xE001: None})
    assert "".join(found[0].text.split()) == kept
    assert "".join(found[1].text.split()) == f"前{kept}后"


@pytest.mark.parametrize(
    ("source", "line", "cause"),
    [
        ("{{ ''.__class__ }}", 1, "“.__class__” cannot be asked"),
        ("{{ 名.upper() }}", 1, "only values, conditions"),
        ("甲\n{{ 名.format }}", 2, "“.format” cannot be asked"),
        ("{{ 名['x'] }}", 1, "only values"),
        ("{{ 名|upper }}", 1, "only values"),
        ("{{ 10**10**10 }}", 1, "only values"),
        ("{{ 'a' * 10**9 }}", 1, "only values"),
        ("{{ '%999999999d' % 1 }}", 1, "only values"),
        ("{{ [1, 2] }}", 1, "only values"),
        ("{{ 项目数 is defined }}", 1, "only values"),
        ("{{ range }}", 1, "no value “range”"),
        ("{{ self }}", 1, "no value “self”"),
        ("{{ loop.index }}", 1, "cannot be asked"),
        ("一\n二\n{% for x in range(10**9) %}{% endfor %}", 3, "a loop goes over one of the lists"),
        ("{% for x in 清单 %}{% for y in 清单 %}{% endfor %}{% endfor %}", 1, "stands in no other"),
        ("{% for x in 清单 recursive %}{{ loop(清单) }}{% endfor %}", 1, "a loop goes"),
        ("{% for x in 清单 if x %}{% endfor %}", 1, "a loop goes"),
        ("{% for 名 in 清单 %}{% endfor %}", 1, "“名” is taken"),
        ("{% for loop in 清单 %}{% endfor %}", 1, "“loop” is taken"),
        ("{% for x in 清单 %}{{ loop.__class__ }}{% endfor %}", 1, "cannot be asked"),
        ("{% for x in 清单 %}{{ loop.cycle }}{% endfor %}", 1, "cannot be asked"),
        ("{% for x in 清单 %}{% endfor %}{{ x }}", 1, "no value “x”"),
        ("{% include '/etc/passwd' %}", 1, "“include” is no command"),
        ("\n{% import 'os' as os %}", 2, "“import” is no command"),
        ("{% from 'os' import path %}", 1, "“from” is no command"),
        ("{% extends 'x' %}", 1, "“extends” is no command"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", 1, "“macro” is no command"),
        ("{% set x = 1 %}", 1, "“set” is no command"),
        ("{%- block a -%}{% endblock %}", 1, "“block” is no command"),
        ("甲\n{% if 是 %}\n乙", 2, "“if” has no “endif”"),
        ("{% for x in 清单 %}\n{% if 是 %}\n{% endfor %}", 3, "“endfor” has nothing"),
        ("{% endif %}", 1, "“endif” has nothing"),
        ("{% else %}", 1, "“else” has nothing"),
        ("甲\n\n{{ 名", 3, "cannot be understood: {{ 名"),
        ("{{ 名 + }}", 1, "cannot be understood"),
        ("{{ }}", 1, "cannot be understood"),
        ("甲\n{% if %}乙{% endif %}", 2, "cannot be understood"),
        ("{{ 没有的 }}", 1, "no value “没有的”"),
        ("甲\n[[没有的表]]", 2, "no table “没有的表”"),
        ("甲\n见[[项目表]]", 2, "on a line of its own"),
        ("{% if 是 %}[[没有的表]]{% endif %}", 1, "no table “没有的表”"),
        ("{% if 是 %}\n" * 20 + "{% endif %}" * 20, 11, "too much stands within each other"),
    ],
)
def test_whatever_else_is_refused_with_its_line_and_its_cause(source, line, cause):
    with pytest.raises(DeskError) as caught:
        check_template(source, list(VALUES), PLACES)
    assert line_of(caught.value) == line
    assert cause in str(caught.value)
    with pytest.raises(DeskError):
        lines(source)
    use_language("zh_CN")
    assert refusal(caught.value).startswith(f"第{line}行")


@pytest.mark.parametrize(
    ("source", "line"),
    [("甲\n{% if 项目数 > '3' %}乙{% endif %}", 2), ("{% for x in 项目数 %}{% endfor %}", 1)],
)
def test_a_value_of_the_wrong_kind_is_told_when_it_is_filled_in(source, line):
    with pytest.raises(DeskError, match="a number cannot be compared with a text") as caught:
        lines(source)
    assert line_of(caught.value) == line


@pytest.mark.parametrize(
    "source",
    [
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "not " * 4000 + "1 }}",
        "{% if 是 %}" * 900 + "{% endif %}" * 900,
        "{{ " + "9" * 6000 + " }}",
        "x" * (LONGEST_TEMPLATE + 1),
    ],
    ids=["brackets", "not", "blocks", "digits", "length"],
)
def test_depth_and_length_are_refused_at_once(source):
    with pytest.raises(DeskError):
        lines(source)


def test_a_text_that_grows_too_long_is_given_up():
    source = "{% for x in 名单 %}" + "{{ x }}" * 100 + "{% endfor %}"
    with pytest.raises(DeskError, match="60000 characters"):
        lines(source)


def test_a_text_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(template, "LONGEST_S", -1.0)
    with pytest.raises(DeskError, match="longer than a second"):
        lines("{{ 名 }}")


def test_literal_braces_can_be_written_and_comments_are_left_out():
    assert lines("{# 给打字员 #}甲{{ '{{' }}乙") == [Line("甲{{乙")]
    assert lines("{% if 是 %}真{% endif %}{{ 是 }}") == [Line("真yes")]
