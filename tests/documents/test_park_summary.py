from dataclasses import replace

import pytest

from hkdesk.documents.model import Heading, Paragraph, Signature, Table
from hkdesk.documents.park_summary import park_summary
from hkdesk.documents.published import period_name
from hkdesk.domain.lights import Light
from hkdesk.domain.request import RequestState
from hkdesk.domain.stage import Stage
from hkdesk.domain.standing import Standing
from hkdesk.wording import use_language, word
from hkdesk.work.queries.projects import StageFigures
from hkdesk.work.queries.requests import RequestCounts
from hkdesk.work.words import money
from tests.documents.views import (
    BULLETINS,
    OTHER_PARK,
    PARK,
    WAN,
    bulletin,
    due_request,
    empty_view,
    milestone,
    usual_view,
)


def summary(view, park=PARK, **said):
    return park_summary(view, park, said.get("by", "张三"), said.get("practice", False))


def tables(document):
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def values(row):
    return [cell.value for cell in row]


def prose(document):
    return "\n".join(block.text for block in document.blocks if isinstance(block, Paragraph | Heading))


def test_the_stages_add_up_and_what_is_not_known_is_said():
    projects = tables(summary(usual_view()))[0]
    assert [values(row)[1:] for row in projects.rows] == [[3, 32_500, 1], [4, 86_000, 2], [5, 1_234_567, 0]]
    assert values(projects.total)[1:] == [12, 1_353_067, 3]
    assert [cell.text for cell in projects.total[1:]] == ["12", money(1_353_067 * WAN), "3"]


def test_terminated_projects_are_named_only_where_there_are_any_and_never_counted():
    view = usual_view()
    assert "1 terminated project" in tables(summary(view))[0].note
    none = replace(view, stages={**view.stages, Stage.TERMINATED: StageFigures(0, 0, 0)})
    assert "terminated" not in tables(summary(none))[0].note


def test_an_investment_that_nobody_knows_is_not_shown_as_nothing():
    view = usual_view(stages={stage: StageFigures(2, 0, 2) for stage in Stage})
    document = summary(view)
    assert [cell.text for cell in tables(document)[0].total] == ["Total", "6", "—", "6"]
    assert tables(document)[0].total[2].value is None
    assert "not known for any" in prose(document)


def test_published_figures_stand_beside_what_is_recorded_with_their_source_and_standing():
    note = tables(summary(usual_view()))[0].note
    assert "key projects 15, recorded here 4" in note
    assert f"fixed-asset investment completed {money(87_400 * WAN)} (A1.2, {word(Standing.STATED)})" in note


def test_figures_of_another_source_or_standing_are_a_sentence_of_their_own():
    doubtful = replace(bulletin("key_projects", 9, recorded=0, locator="B3.2"), standing=Standing.DOUBTFUL)
    note = tables(summary(usual_view(bulletins=[BULLETINS[0], doubtful])))[0].note
    assert f"(A1.2, {word(Standing.STATED)})." in note
    assert f"key projects 9, recorded here 0 (B3.2, {word(Standing.DOUBTFUL)})." in note


def test_the_groups_of_appeals_add_up_to_the_total():
    counts = tables(summary(usual_view()))[1]
    *groups, total, overdue = values(counts.rows[0])
    assert (groups, total, overdue) == ([3, 11, 1, 2, 43, 1], 61, 2)
    assert sum(groups) == total


@pytest.mark.parametrize("state", list(RequestState))
def test_no_state_of_an_appeal_is_left_out_of_the_groups(state):
    counts = tables(summary(empty_view(requests=RequestCounts(7, {state: 7}, 0))))[1]
    *groups, total, _overdue = values(counts.rows[0])
    assert sum(groups) == total == 7


def test_outcomes_stand_above_the_bulletins_and_are_said_to_be_of_another_time():
    outcomes = tables(summary(usual_view()))[2]
    assert texts(outcomes) == [
        [
            "Recorded here, all time",
            "43",
            money(2345 * WAN),
            money(456_700 * WAN // 10_000),
            "128",
            money(12_000 * WAN),
        ],
        ["Bulletin, first half of 2024", "157", money(5630 * WAN), money(915_300 * WAN // 10_000), "387", "—"],
    ]
    assert f"A2.4–5, A2.5, {word(Standing.STATED)}" in outcomes.note
    assert "recorded here: 3" in outcomes.note


def test_the_same_figure_of_two_parks_is_never_one_row():
    two = [*BULLETINS, bulletin("workers_secured", 5, period="2024-H1", locator="B1.1")]
    rows = texts(tables(summary(usual_view(bulletins=two)))[2])
    assert [row[4] for row in rows] == ["128", "387", "5"]


def test_what_is_due_is_listed_with_its_light_by_shape_and_word():
    due = tables(summary(usual_view()))[3]
    assert texts(due)[0][0] == "HJS-2026-A0000"
    assert [row[-1] for row in texts(due)] == [
        *[f"▲ {word(Light.RED)}"] * 3,
        *[f"◆ {word(Light.YELLOW)}"] * 2,
        f"● {word(Light.GREEN)}",
    ]
    assert due.note_without(0) == "10 more open appeals are not listed here."
    assert due.note_without(2) == "12 more open appeals are not listed here."


def test_a_deadline_that_may_still_move_says_so_where_it_is_listed():
    rows = [due_request(1), due_request(2, due_is_certain=False)]
    due = tables(summary(usual_view(due=rows)))[3]
    assert texts(due)[1][4].endswith("*")
    assert "holidays" in due.note_without(0)
    assert "holidays" not in due.note_without(1)


def test_a_fact_on_the_list_bears_its_standing():
    row = due_request(1, locator="A2.4", standing=Standing.DOUBTFUL, light=Light.RED)
    assert texts(tables(summary(usual_view(due=[row])))[3])[0][2] == f"申报补贴 (A2.4, {word(Standing.DOUBTFUL)})"


def test_a_late_milestone_is_told_from_one_that_is_coming():
    due = tables(summary(usual_view(milestones=[milestone(1), milestone(2), milestone(3)])))[4]
    assert [row[-1] for row in texts(due)] == ["▲ late", "◆ coming", "◆ coming"]


def test_empty_lists_are_said_in_a_sentence():
    said = prose(summary(empty_view()))
    assert "No open appeal" in said
    assert "No milestone" in said
    only_milestones = summary(empty_view(milestones=[milestone(1)]))
    assert "No open appeal" in prose(only_milestones)
    assert "No milestone" not in prose(only_milestones)


def test_several_parks_are_named_and_said_to_be_added_together():
    document = summary(usual_view(), (PARK, OTHER_PARK))
    assert PARK in document.title
    assert OTHER_PARK in document.title
    assert "2 parks" in document.title
    assert "2 parks added together" in prose(document)
    assert "added together" not in prose(summary(usual_view()))


def test_practice_is_said_and_the_officer_signs():
    assert summary(usual_view()).band == ""
    document = summary(usual_view(), practice=True)
    assert "Practice" in document.band
    assert document.blocks[-1] == Signature("Prepared by: 张三", "5 March 2026")


@pytest.mark.parametrize("text", ["<b>&amp;</b>", "=1+1", "{park}", "😀𠮷", "a\tb\nc", "%s", "\\n"])
def test_text_is_text(text):
    document = summary(usual_view(due=[due_request(1, enterprise=text, title=text, provider=text)]), text, by=text)
    assert document.title == f"{text}, summary of operations"
    assert texts(tables(document)[3])[0][1:4] == [text] * 3
    assert document.blocks[-1].by == f"Prepared by: {text}"


def test_chinese_closes_up_numbers_and_units():
    use_language("zh_CN")
    projects = tables(summary(usual_view()))[0]
    assert " " not in projects.rows[0][2].text
    assert projects.rows[0][2].text.startswith("3.25")


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2024", "year 2024"),
        ("2024-H1", "first half of 2024"),
        ("2024-H2", "second half of 2024"),
        ("2024-01/2024-08", "months 1 to 8 of 2024"),
        ("1980年代末—1990年代中期", "1980年代末—1990年代中期"),
    ],
)
def test_periods_are_named(period, said):
    assert period_name(period) == said


def test_money_goes_to_spreadsheets_in_one_unit_however_it_is_printed():
    view = usual_view(stages={stage: StageFigures(1, 123_456_789 * WAN // 10_000, 0) for stage in Stage})
    cell = tables(summary(view))[0].rows[0][2]
    assert cell.text.startswith("1.23")
    assert str(cell.value) == "12345.6789"
