"""Overviews made by hand, for documents, figures and printing alike."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hkdesk.domain.codes import MilestoneKind, Unit
from hkdesk.domain.lights import Light
from hkdesk.domain.request import Category, Channel, RequestState
from hkdesk.domain.stage import Stage
from hkdesk.domain.standing import Standing
from hkdesk.work.queries.overview import MilestoneDue, Month, Outcomes, Overview, Reached
from hkdesk.work.queries.parks import Bulletin
from hkdesk.work.queries.projects import StageFigures
from hkdesk.work.queries.requests import RequestCounts, RequestRow

TODAY = date(2026, 3, 5)
WAN = 10_000 * 100  # fen
PARK, OTHER_PARK = "洪江市高新区", "洪江区高新区"


def bulletin(code, value=None, fen=None, recorded=None, period="2024", locator="A1.2", unit=Unit.PROJECT):
    thousandths = None if value is None else value * 1000
    return Bulletin(code, code, period, unit, thousandths, fen, recorded, locator, Standing.STATED, "")


BULLETINS = [
    bulletin("key_projects", 15, recorded=4),
    bulletin("key_projects_in_production", 6, recorded=2),
    bulletin("key_projects_started", 6, recorded=2),
    bulletin("key_projects_total_investment", fen=118_000 * WAN, unit=Unit.CNY),
    bulletin("fixed_asset_investment", fen=87_400 * WAN, unit=Unit.CNY),
    bulletin("requests_resolved", 157, recorded=3, period="2024-H1", locator="A2.4–5", unit=Unit.REQUEST),
    bulletin("financing_arranged", fen=5630 * WAN, period="2024-H1", locator="A2.5", unit=Unit.CNY),
    bulletin("subsidies_paid", fen=915_300 * WAN // 10_000, period="2024-H1", locator="A2.5", unit=Unit.CNY),
    bulletin("workers_secured", 387, period="2024-H1", locator="A2.5", unit=Unit.PERSON),
]


def due_request(n, *, enterprise="湖南立点科技有限公司", title="申报补贴", **values):
    row = RequestRow(
        id=UUID(int=n),
        number=f"HJS-2026-A{n:04d}",
        received_on=TODAY - timedelta(days=20),
        channel=Channel.PHONE,
        enterprise=enterprise,
        category=Category.FINANCING,
        title=title,
        state=RequestState.IN_PROGRESS,
        provider="企业服务中心",
        due_on=TODAY + timedelta(days=n - 3),
        due_is_certain=True,
        replied_on=None,
        closed_on=None,
        locator=None,
        standing=None,
        light=Light.RED if n < 3 else Light.YELLOW if n < 5 else Light.GREEN,
        workdays_left=n - 3,
    )
    return replace(row, **values)


def milestone(n, project="年产10万吨再生纸项目", kind=MilestoneKind.CONSTRUCTION_PERMIT):
    return MilestoneDue(UUID(int=1000 + n), project, kind, TODAY + timedelta(days=n - 2))


def months(*counts):
    """Months with so many appeals received and closed, the last being this one."""
    firsts = [date(2025 + (3 + n) // 12, (3 + n) % 12 + 1, 1) for n in range(12)]
    return [Month(first, *pair) for first, pair in zip(firsts, counts, strict=True)]


def empty_view(**values):
    view = Overview(
        today=TODAY,
        stages={stage: StageFigures(0, 0, 0) for stage in Stage},
        reached=Reached(0, 0, 0, 0),
        requests=RequestCounts(0, {}, 0),
        months=months(*[(0, 0)] * 12),
        outcomes=Outcomes(0, 0, 0, 0, 0),
        due=[],
        milestones=[],
        bulletins=[],
    )
    return replace(view, **values)


def usual_view(**values):
    """A park as it may well stand: a few things due, something terminated, a sum in each magnitude."""
    view = Overview(
        today=TODAY,
        stages={
            Stage.SIGNED: StageFigures(3, 32_500 * WAN, 1),
            Stage.STARTED: StageFigures(4, 86_000 * WAN, 2),
            Stage.IN_PRODUCTION: StageFigures(5, 1_234_567 * WAN, 0),
            Stage.TERMINATED: StageFigures(1, 800 * WAN, 0),
        },
        reached=Reached(12, 10, 9, 5),
        requests=RequestCounts(
            61,
            {
                RequestState.REGISTERED: 3,
                RequestState.ACCEPTED: 2,
                RequestState.ASSIGNED: 4,
                RequestState.IN_PROGRESS: 5,
                RequestState.SUSPENDED: 1,
                RequestState.RETURN_VISIT: 2,
                RequestState.CLOSED: 43,
                RequestState.NOT_ACCEPTED: 1,
            },
            2,
        ),
        months=months(*[(n, max(n - 2, 0)) for n in range(1, 13)]),
        outcomes=Outcomes(43, 2_345 * WAN, 456_700 * WAN // 10_000, 12_000 * WAN, 128),
        due=[due_request(n) for n in range(6)],
        milestones=[milestone(n) for n in range(3)],
        bulletins=BULLETINS,
    )
    return replace(view, **values)


def full_view(**values):
    """All that the overview can hold of what is due, with names as long as they come."""
    enterprise = "湖南省洪江市美德乐器制造及树脂工艺品进出口贸易有限责任公司"
    title = "申请协调解决外贸备案、用工短缺以及厂房扩建用地指标等事项的请示，并请求在月底前给予书面答复"
    project = "年产3000吨镍盐、钴盐系列产品及1万吨新能源废旧动力电池拆解利用项目"
    due = [
        due_request(n, enterprise=enterprise, title=title, due_is_certain=n != 7, standing=Standing.DOUBTFUL)
        for n in range(12)
    ]
    return usual_view(due=due, milestones=[milestone(n, project) for n in range(12)], **values)
