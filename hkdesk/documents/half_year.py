"""The half-year report of the 1+1+N service system: what is published of it against what is recorded (A2.4–5)."""

from typing import TYPE_CHECKING

from hkdesk.documents.half_year_tables import half_year_places
from hkdesk.documents.half_year_values import half_year_values
from hkdesk.documents.model import Document
from hkdesk.documents.prose import Gathered, Prose, prose_document
from hkdesk.domain.periods import up_to
from hkdesk.wording import long_day, tr
from hkdesk.work.queries.half_year import HalfYear, half_year
from hkdesk.work.words import name_of_period

if TYPE_CHECKING:
    from hkdesk.documents.report import Asked

VALUES = {
    "place": "园区",
    "half_year": "半年度",
    "until": "截止日期",
    "received": "登记诉求数",
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
    "overall_last_year": "上年同期综合得分",
    "outcomes": "办结成效",
    "financing": "融资金额",
    "subsidies": "兑现补贴",
    "retained": "留住投资",
    "workers": "保障用工",
    "has_appeals": "有诉求",
    "cited_appeals": "报道所载诉求",
    "top_categories": "诉求较多类别",
    "category_count": "诉求类别数",
    "busiest_enterprises": "诉求较多企业",
    "centres": "服务中心数",
    "federations": "联合会数",
    "many_count": "其他服务方数",
    "many_kinds": "其他服务方构成",
    "liaison_officers": "联络员数",
    "served_enterprises": "联络企业数",
    "unserved_enterprises": "未指派企业数",
    "today": "今日",
    "visits": "走访数",
    "visited_enterprises": "走访企业数",
    "visits_last_year": "上年同期走访数",
    "visits_change": "走访同比",
    "published_list": "公开数据清单",
    "has_published": "有公开数据",
}
PLACES = {
    "published": "公开数据对照表",
    "appeals": "诉求表",
    "months": "逐月诉求表",
    "months_chart": "逐月诉求图",
    "categories": "类别表",
    "outcomes": "成效表",
    "providers": "承办单位表",
    "network": "服务网络表",
    "enterprises": "企业表",
}


def _gather(a: "Asked") -> Gathered:
    whole, period = a.period, up_to(a.period, a.today)
    name = name_of_period(whole)
    title = tr("{place}: report on the {form} service system", place=a.place, form="1+1+N")
    if whole.first > a.today:
        return Gathered(title, name, nothing=tr("{period} has not begun yet.", period=name))
    view: HalfYear = a.read(half_year, a.park, whole, a.today)
    now = view.figures.total
    if not (view.published or now.received or now.replied or now.visits or now.closed or view.visits.count):
        return Gathered(title, name, nothing=tr("Nothing is on record of {period}.", period=name))
    subtitle = name
    if period.last < whole.last:
        subtitle = tr("{period} (as of {day})", period=name, day=long_day(period.last))
    if len(a.parks) > 1:
        subtitle = tr("{period}, {n} parks added together", period=subtitle, n=len(a.parks))
    return Gathered(title, subtitle, half_year_values(view, a.place, name), half_year_places(view))


HALF_YEAR = Prose("half-year", VALUES, PLACES, _gather)


def half_year_report(a: "Asked") -> Document:
    """The report of the half-year that is asked for."""
    return prose_document(a, HALF_YEAR)
