"""The figures of appeals on a practice desk, against plain counts of its rows."""

import statistics
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hkdesk.domain.periods import Period, PeriodKind, period_around
from hkdesk.domain.request import Category, RequestState, Satisfaction
from hkdesk.store.desk_file import open_desk_file
from hkdesk.work.commands.requests import log_request
from hkdesk.work.desk import Desk
from hkdesk.work.practice import fill_practice
from hkdesk.work.queries.parks import parks
from hkdesk.work.queries.request_facts import Asked
from hkdesk.work.queries.request_figures import request_figures
from hkdesk.work.queries.request_sums import Measure
from hkdesk.work.queries.requests import REQUEST

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
YEAR = Period(date(2026, 1, 1), date(2026, 11, 24))
BEFORE = Period(date(2025, 1, 1), date(2025, 11, 24))


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    fill_practice(folder, requests=1500, projects=5, seed=4)
    desk = Desk(open_desk_file(folder, officer="李敏", clock=lambda: NOW))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def rows(practice):
    return practice.read(lambda reader: reader.execute(REQUEST.select()).all())


def whole(desk, **asked):
    year = period_around(PeriodKind.YEAR, date(2026, 5, 5))
    return list(desk.stream(request_figures, Asked(asked.pop("period", year), **asked), desk.today))[-1]


def within(day, period):
    return day is not None and period.first <= day <= period.last


def check(sums, rows, period):
    """Each sum by hand."""
    replied = [r for r in rows if within(r.replied_on, period)]
    visited = [r for r in rows if within(r.return_visited_on, period)]
    closed = [r for r in rows if r.state is RequestState.CLOSED and within(r.closed_on, period)]
    days = [(r.replied_on - r.received_on).days for r in replied]
    assert sums.received == sum(within(r.received_on, period) for r in rows)
    assert (sums.replied, sums.on_time) == (len(replied), sum(r.replied_on <= r.due_on for r in replied))
    assert sums.median == (Decimal(str(statistics.median(days))) if days else None)
    assert (sums.visits, sums.contacted) == (len(visited), sum(r.was_contacted for r in visited))
    assert sums.solved == sum(r.was_solved for r in visited)
    assert sums.satisfied == sum(r.satisfaction is Satisfaction.SATISFIED for r in visited)
    assert sums.basically_satisfied == sum(r.satisfaction is Satisfaction.BASICALLY_SATISFIED for r in visited)
    assert sums.closed == len(closed)
    for name in ("financing_fen", "subsidy_fen", "retained_investment_fen", "workers", "jobs_at_risk"):
        assert getattr(sums, name) == sum(getattr(r, name) or 0 for r in closed), name


def test_the_year_and_the_same_days_of_the_one_before_are_counted(practice, rows):
    found = whole(practice)
    assert (found.period, found.before) == (YEAR, BEFORE)
    assert found.total.received > 300
    assert found.total.financing_fen > 0
    check(found.total, rows, YEAR)
    check(found.last, rows, BEFORE)


def test_every_month_category_provider_and_busy_enterprise_has_its_own(practice, rows):
    found = whole(practice)
    assert [m.month for m in found.months] == list(range(1, 12))
    for month in YEAR.months:
        check(found.months[month.first], rows, month)
        for category, sums in found.cells[month.first].items():
            check(sums, [r for r in rows if r.category is category], month)
    for month in BEFORE.months:
        check(found.last_months[month.first], rows, month)
    for category, sums in found.by_category.items():
        check(sums, [r for r in rows if r.category is category], YEAR)
    assert None in found.by_provider
    for provider, sums in found.by_provider.items():
        check(sums, [r for r in rows if r.lead_provider_id == provider], YEAR)
    assert len(found.enterprises) == 15
    received = [e.sums.received for e in found.enterprises]
    assert received == sorted(received, reverse=True)
    for enterprise in found.enterprises:
        check(enterprise.sums, [r for r in rows if r.enterprise_id == enterprise.id], YEAR)


def test_a_park_a_category_and_a_provider_narrow_everything(practice, rows):
    park = practice.read(parks)[0]
    mine = [r for r in rows if r.park_id == park.id]
    check(whole(practice, park=park.id).total, mine, YEAR)
    of_category = [r for r in mine if r.category is Category.FINANCING]
    found = whole(practice, park=park.id, category=Category.FINANCING)
    assert set(found.by_category) == {Category.FINANCING}
    check(found.total, of_category, YEAR)
    check(found.last, of_category, BEFORE)
    provider = next(r.lead_provider_id for r in of_category if r.lead_provider_id)
    theirs = [r for r in mine if r.lead_provider_id == provider]
    found = whole(practice, park=park.id, provider=provider)
    check(found.total, theirs, YEAR)
    assert sum(e.sums.received for e in found.enterprises) <= found.total.received
    check(whole(practice, provider="").total, [r for r in rows if r.lead_provider_id is None], YEAR)


def test_any_two_days_make_a_period(practice, rows):
    period = Period(date(2025, 3, 10), date(2025, 6, 17))
    found = whole(practice, period=period)
    assert found.before == Period(date(2024, 3, 10), date(2024, 6, 17))
    check(found.total, rows, period)
    check(found.last, rows, found.before)


def test_it_comes_in_parts_and_what_was_given_does_not_change(practice):
    parts = list(practice.stream(request_figures, Asked(YEAR), practice.today))
    assert [p.done for p in parts] == list(range(1, parts[-1].steps + 1))
    assert [p.is_whole for p in parts] == [False] * (len(parts) - 1) + [True]
    received = [p.total.received for p in parts]
    assert received == sorted(received)
    assert received[1] == parts[-1].months[date(2026, 1, 1)].received
    assert parts[-3].last is None
    assert parts[-1].last is not None


def test_nothing_to_count_gives_dashes_not_noughts(desk):
    found = whole(desk, period=Period(date(2019, 1, 1), date(2019, 12, 31)))
    assert found.total.rates.overall is None
    assert (found.total.on_time_rate, found.total.late_rate, found.total.median) == (None, None, None)
    assert [found.total.measure(m) for m in Measure] == [0, None, None, None]
    assert found.enterprises == []


def test_a_closing_on_a_day_that_nobody_knows_counts_on_the_day_received(desk):
    year = period_around(PeriodKind.YEAR, date(2024, 1, 1))
    found = whole(desk, period=year)
    assert found.total.closed == found.total.received == 3
    assert found.months[date(2024, 1, 1)].closed == 2
    assert sum(e.sums.closed for e in found.enterprises) == 3


def test_the_bulletin_stands_beside_what_is_recorded_in_the_same_half_year(desk):
    lines = {line.code: line for line in whole(desk).bulletin}
    assert {code: line.published for code, line in lines.items()} == {
        "requests_resolved": 157,
        "financing_arranged": 5630_0000_00,
        "subsidies_paid": 91_5300_00,
        "workers_secured": 387,
    }
    assert next(iter(lines)) == "requests_resolved"
    assert lines["requests_resolved"].period == Period(date(2024, 1, 1), date(2024, 6, 30))
    assert {code: line.recorded for code, line in lines.items()} == {
        "requests_resolved": 2,
        "financing_arranged": 0,
        "subsidies_paid": 0,
        "workers_secured": 0,
    }
    assert all(line.locator for line in lines.values())


def test_another_parks_bulletin_is_not_ours(desk):
    other = desk.read(parks)[1]
    assert whole(desk, park=other.id).bulletin == []


def test_an_appeal_logged_today_is_in_todays_month(desk):
    before = whole(desk).total.received
    desk.do(log_request, {"enterprise": "新企业", "title": "用电", "category": "utilities"})
    found = whole(desk)
    assert found.total.received == before + 1
    assert found.cells[date(2026, 11, 1)][Category.UTILITIES].received == 1
    assert [e.name for e in found.enterprises] == ["新企业"]
