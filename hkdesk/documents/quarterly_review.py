"""The quarterly review of a park's projects: 重点项目建设讲评材料 (the articles' 讲评会, A1.1)."""

from typing import TYPE_CHECKING

from hkdesk.documents.model import Document
from hkdesk.documents.prose import Gathered, Prose, prose_document
from hkdesk.documents.review_tables import review_places
from hkdesk.documents.review_values import review_values, taken
from hkdesk.domain.stage import Step
from hkdesk.wording import long_day, tr
from hkdesk.work.queries.review import Review, quarter_review
from hkdesk.work.words import name_of_period

if TYPE_CHECKING:
    from hkdesk.documents.report import Asked

VALUES = {
    "place": "园区",
    "quarter": "季度",
    "until": "截止日期",
    "is_over": "季度已结束",
    "projects": "在册项目数",
    "investment": "总投资",
    "investment_unknown": "总投资不详项目数",
    "signed_not_started": "签约未开工数",
    "under_construction": "开工在建数",
    "in_production": "建成投产数",
    "landing_rate": "落地率",
    "start_rate": "开工率",
    "production_rate": "投产率",
    "stage_unknown": "阶段不详说明",
    "bulletin": "通报数据",
    "quarter_investment": "本季投资",
    "before_investment": "上季投资",
    "before_change": "本季投资环比",
    "last_year_investment": "上年同季投资",
    "last_year_change": "本季投资同比",
    "reporting": "报送项目数",
    "year_investment": "本年投资",
    "planned_projects": "有计划项目数",
    "plan": "年度计划",
    "plan_completed": "计划内完成投资",
    "completion": "计划完成率",
    "schedule": "序时进度",
    "funds": "到位资金",
    "funding_rate": "资金到位率",
    "newly_signed": "新签约数",
    "newly_signed_projects": "新签约项目",
    "newly_landed": "新落地数",
    "newly_landed_projects": "新落地项目",
    "newly_started": "新开工数",
    "newly_started_projects": "新开工项目",
    "newly_trial": "新试生产数",
    "newly_trial_projects": "新试生产项目",
    "newly_produced": "新投产数",
    "newly_produced_projects": "新投产项目",
    "milestones_reached": "完成节点数",
    "best": "进度较快项目",
    "has_progress": "有进展",
    "red": "红灯数",
    "red_projects": "红灯项目",
    "yellow": "黄灯数",
    "yellow_projects": "黄灯项目",
    "unreported": "未报送数",
    "unreported_projects": "未报送项目",
    "late_milestones": "逾期节点数",
    "late_projects": "逾期节点项目数",
    "latest_milestone": "逾期最久节点",
    "signed_longest": "签约未开工最久",
    "started_longest": "开工未投产最久",
    "stated_problems": "反映问题项目数",
    "problem_list": "问题清单",
    "terminated": "终止数",
    "terminated_projects": "终止项目",
    "has_problems": "有问题",
    "received": "登记诉求数",
    "received_before": "上季登记诉求数",
    "received_last_year": "上年同期登记诉求数",
    "received_change": "登记诉求同比",
    "replied": "反馈诉求数",
    "closed": "办结诉求数",
    "on_time_rate": "按期率",
    "median_days": "办理天数中位数",
    "return_visits": "回访数",
    "response_rate": "响应率",
    "solved_rate": "解决率",
    "satisfied_rate": "满意率",
    "overall": "综合得分",
    "outcomes": "办结成效",
    "financing": "融资金额",
    "subsidies": "兑现补贴",
    "retained": "留住投资",
    "workers": "保障用工",
    "has_appeals": "有诉求",
    "cited_appeals": "报道所载诉求",
    "next_quarter": "下季度",
    "next_milestones": "下季节点数",
    "next_milestone_projects": "下季节点项目数",
    "next_milestone_list": "下季节点清单",
    "next_steps": "下步计划数",
    "next_step_list": "下步计划清单",
}
PLACES = {
    "stages": "阶段表",
    "steps": "环节表",
    "steps_chart": "环节图",
    "investment": "投资表",
    "months": "逐月投资表",
    "months_chart": "投资曲线图",
    "progress": "进展表",
    "problems": "问题表",
    "appeals": "诉求表",
    "outcomes": "成效表",
    "milestones": "下季节点表",
    "next_steps": "下步计划表",
}


def _gather(a: "Asked") -> Gathered:
    view: Review = a.read(quarter_review, a.park, a.period, a.today)
    quarter = name_of_period(view.whole)
    subtitle = quarter
    if view.period.last < view.whole.last:
        subtitle = tr("{period} (as of {day})", period=quarter, day=long_day(view.period.last))
    if len(a.parks) > 1:
        subtitle = tr("{period}, {n} parks added together", period=subtitle, n=len(a.parks))
    title = tr("{place}: review of key projects", place=a.place)
    if view.whole.first > view.today:
        return Gathered(title, quarter, nothing=tr("{period} has not begun yet.", period=quarter))
    if not _has_data(view):
        return Gathered(title, quarter, nothing=tr("Nothing is on record of {period}.", period=quarter))
    return Gathered(title, subtitle, review_values(view, a.place), review_places(view))


def _has_data(view: Review) -> bool:
    """Whether there was a project that anything is known of, or anything was done in the quarter."""
    if view.on_board or view.published or any(taken(view, step) for step in Step):
        return True
    sums = view.appeals
    return bool(view.invested(view.period) or sums.received or sums.replied or sums.visits or sums.closed)


QUARTERLY_REVIEW = Prose("quarterly-review", VALUES, PLACES, _gather)


def quarterly_review(a: "Asked") -> Document:
    """The review of the quarter that is asked for."""
    return prose_document(a, QUARTERLY_REVIEW)
