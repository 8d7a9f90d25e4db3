"""When a milestone is planned, late and near."""

from datetime import date, timedelta

import pytest

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.errors import DeskError
from hkdesk.domain.milestones import (
    DEFAULT_REMIND_DAYS,
    DEFAULT_TEMPLATE,
    TemplateRow,
    check_days_after_signing,
    check_planned,
    check_remind_days,
    days_late,
    is_due_soon,
    is_late,
    planned_days,
)

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def test_the_desks_own_template_has_every_milestone_once_in_the_order_of_the_way():
    assert [row.kind for row in DEFAULT_TEMPLATE] == list(MilestoneKind)
    after = [row.days_after_signing for row in DEFAULT_TEMPLATE]
    assert after == sorted(after)
    assert set(DEFAULT_REMIND_DAYS) == set(MilestoneKind)
    for row in DEFAULT_TEMPLATE:
        check_days_after_signing(row.days_after_signing)
        check_remind_days(row.remind_days)


def test_the_days_of_a_template_count_from_signing_over_the_end_of_a_leap_february():
    template = (TemplateRow(MilestoneKind.FILING, 0, 7), TemplateRow(MilestoneKind.START, 15, 7))
    assert planned_days(template, date(2024, 2, 20)) == {
        MilestoneKind.FILING: date(2024, 2, 20),
        MilestoneKind.START: date(2024, 3, 6),
    }


@pytest.mark.parametrize(
    ("planned", "done", "late", "days"),
    [
        (None, None, False, 0),
        (TODAY, None, False, 0),
        (TOMORROW, None, False, 0),
        (YESTERDAY, None, True, 1),
        (YESTERDAY, YESTERDAY, False, 0),
        (YESTERDAY, TODAY, False, 1),  # reached late: said, but it is late no more
        (YESTERDAY, date(2026, 1, 1), False, 0),
        (None, YESTERDAY, False, 0),
    ],
)
def test_late_is_what_was_planned_before_today_and_is_not_reached(planned, done, late, days):
    assert is_late(planned, done, TODAY) is late
    assert days_late(planned, done, TODAY) == days


@pytest.mark.parametrize(
    ("days_ahead", "done", "remind", "soon"),
    [
        (0, None, 0, True),
        (1, None, 0, False),
        (7, None, 7, True),
        (8, None, 7, False),
        (-1, None, 7, False),
        (3, TODAY, 7, False),
    ],
)
def test_a_reminder_runs_from_its_first_day_to_the_planned_one(days_ahead, done, remind, soon):
    assert is_due_soon(TODAY + timedelta(days=days_ahead), done, remind, TODAY) is soon
    assert is_due_soon(None, done, remind, TODAY) is False


@pytest.mark.parametrize(
    ("check", "values", "field"),
    [
        (check_planned, (YESTERDAY, TODAY), "planned_on"),
        (check_planned, (TODAY, TODAY), None),
        (check_planned, (None, TODAY), None),
        (check_planned, (TODAY, None), None),
        (check_remind_days, (None,), None),
        (check_remind_days, (365,), None),
        (check_remind_days, (366,), "remind_days"),
        (check_remind_days, (-1,), "remind_days"),
        (check_days_after_signing, (3650,), None),
        (check_days_after_signing, (3651,), "days_after_signing"),
        (check_days_after_signing, (-1,), "days_after_signing"),
    ],
)
def test_what_is_out_of_range_is_refused_for_its_field(check, values, field):
    if field is None:
        check(*values)
        return
    with pytest.raises(DeskError) as refusal:
        check(*values)
    assert refusal.value.field == field
    assert str(refusal.value)
