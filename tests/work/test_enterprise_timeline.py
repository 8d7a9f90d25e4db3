"""One time line over all that happened to an enterprise, window by window, nothing twice and nothing lost."""

from datetime import date, timedelta

import pytest

from hkdesk.domain.request import RequestAction
from hkdesk.domain.stage import Step
from hkdesk.tables.policy import Grant
from hkdesk.tables.service_request import ServiceRequest
from hkdesk.tables.visit import Visit
from hkdesk.work.commands.attachments import add_attachment
from hkdesk.work.commands.enterprises import add_enterprise, save_qualification
from hkdesk.work.commands.projects import add_project
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import log_request
from hkdesk.work.files import store_file
from hkdesk.work.queries.enterprise_timeline import WINDOW, Happened, Strand, enterprise_timeline, strand_counts
from hkdesk.work.queries.records import resolve


@pytest.fixture
def firm(desk):
    return desk.do(add_enterprise, {"name": "甲企业", "settled_on": "2020-01-02"}).result


def whole(desk, firm, strand=None):
    found, after = [], None
    while window := desk.read(enterprise_timeline, firm, after, strand):
        found += window
        after = window[-1]
    return found


def points(entries):
    return [(e.on.isoformat(), e.what, e.title) for e in entries]


def test_everything_stands_on_one_line_the_latest_first(desk, firm):
    desk.do(
        add_project,
        {"name": "甲项目", "enterprise": "甲企业", "signed_on": "2024-05-06", "total_investment_fen": "1亿"},
    )
    request = desk.do(log_request, {"enterprise": "甲企业", "title": "缺工", "received_on": "2026-11-02"}).result
    desk.do(act_on_request, request, RequestAction.ACCEPT, Act())
    desk.do(save_qualification, firm, None, {"name": "高新", "granted_on": "2023-12-01", "expires_on": "2026-12-01"})
    park = desk.read(resolve, "Park", "HJS")

    def add(uow):
        uow.session.add(Visit(park_id=park, enterprise_id=firm, visited_on=date(2025, 3, 4), purpose="问需"))
        uow.session.add(Grant(enterprise_id=firm, amount_fen=500_00, confirmed_on=date(2025, 6, 1), note="奖补"))
        uow.session.get(ServiceRequest, request).closed_on = date(2026, 11, 9)

    desk.do(add)
    found = whole(desk, firm)
    assert points(found) == [
        ("2026-12-01", Happened.EXPIRES, "高新"),
        ("2026-11-09", Happened.CLOSED, "缺工"),
        ("2026-11-02", Happened.RECEIVED, "缺工"),
        ("2025-06-01", Happened.GRANTED, "奖补"),
        ("2025-03-04", Happened.VISITED, "问需"),
        ("2024-05-06", Happened.REACHED, "甲项目"),
        ("2023-12-01", Happened.RECOGNISED, "高新"),
        ("2020-01-02", Happened.SETTLED, ""),
    ]
    assert (found[5].step, found[5].amount_fen) == (Step.SIGNED, 10**10)
    assert found[3].amount_fen == 500_00
    counts = desk.read(strand_counts, firm)
    assert sum(counts.values()) == len(found)
    for strand in Strand:
        assert [e.strand for e in whole(desk, firm, strand)] == [strand] * counts[strand]


def test_an_enterprise_has_nothing_of_another(desk, firm):
    desk.do(log_request, {"enterprise": "乙企业", "title": "缺水", "received_on": "2026-11-02"})
    assert points(whole(desk, firm)) == [("2020-01-02", Happened.SETTLED, "")]


@pytest.mark.parametrize("a_day", [1, 3, 5 * WINDOW])
def test_windows_join_without_a_gap_or_a_repetition_however_many_fall_on_a_day(desk, firm, a_day):
    n = 2 * WINDOW + 7
    park = desk.read(resolve, "Park", "HJS")

    def add(uow):
        for i in range(n):
            on = date(2026, 1, 1) + timedelta(days=i // a_day)
            uow.session.add(
                ServiceRequest(
                    park_id=park,
                    number=f"T-{i}",
                    received_on=on,
                    closed_on=on if i % 2 else None,
                    channel="phone",
                    enterprise_id=firm,
                    category="labour",
                    title=f"诉求{i}",
                )
            )

    desk.do(add)
    found = whole(desk, firm)
    assert len(found) == len({e.place for e in found}) == n + n // 2 + 1
    assert [e.place for e in found] == sorted((e.place for e in found), reverse=True)
    assert desk.read(strand_counts, firm)[Strand.APPEALS] == n + n // 2
    assert len(desk.read(enterprise_timeline, firm)) == WINDOW


def test_a_file_stands_on_the_day_on_which_it_was_added(desk, firm, tmp_path):
    path = tmp_path / "执照.txt"
    path.write_text("照", "utf-8")
    desk.do(add_attachment, "Enterprise", firm, store_file(lambda _: None, desk.attachments, path))
    (entry,) = whole(desk, firm, Strand.FILES)
    assert (entry.on, entry.title) == (desk.today, "执照.txt")
