from decimal import Decimal

from hkdesk.domain.stage import Step
from hkdesk.figures.funnel import funnel
from hkdesk.work.queries.overview import Reached


def test_each_step_has_its_count_and_both_rates():
    steps = funnel(Reached(20, 10, 8, 2)).steps
    assert [s.step for s in steps] == [Step.SIGNED, Step.LANDED, Step.STARTED, Step.IN_PRODUCTION]
    assert [s.count for s in steps] == [20, 10, 8, 2]
    assert [s.cumulative for s in steps] == [1, Decimal("0.5"), Decimal("0.4"), Decimal("0.1")]
    assert [s.of_before for s in steps] == [None, Decimal("0.5"), Decimal("0.8"), Decimal("0.25")]


def test_without_projects_there_are_no_rates():
    figure = funnel(Reached(0, 0, 0, 0))
    assert [(s.cumulative, s.of_before) for s in figure.steps] == [(None, None)] * 4
    assert figure.rows()[3][1:] == ("0", "—", "—")


def test_a_step_that_nothing_reached_gives_the_next_no_step_rate():
    steps = funnel(Reached(3, 0, 0, 0)).steps
    assert [s.cumulative for s in steps] == [1, 0, 0, 0]
    assert [s.of_before for s in steps] == [None, 0, None, None]


def test_the_table_says_the_same_as_the_picture():
    figure = funnel(Reached(2000, 1000, 500, 125))
    assert len(figure.header()) == len(figure.rows()[0])
    assert figure.rows()[0][1:] == ("2,000", "100%", "—")
    assert figure.rows()[3][1:] == ("125", "6%", "25%")
