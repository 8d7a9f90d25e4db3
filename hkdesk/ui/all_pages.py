"""The pages by their names; each is imported when it is first asked for, the work room and the tables with it."""

from typing import TYPE_CHECKING

from hkdesk.ui.page_name import PageName

if TYPE_CHECKING:
    from collections.abc import Callable

    from hkdesk.ui.context import Context
    from hkdesk.ui.page import Page
    from hkdesk.ui.widgets.record_detail import RecordDetail


def page_class(name: PageName) -> "Callable[[Context], Page]":  # noqa: C901 - a case a page, none of them a choice
    """The class of a page."""
    match name:
        case PageName.TODAY:
            from hkdesk.ui.pages.today.page import TodayPage

            return TodayPage
        case PageName.OVERVIEW:
            from hkdesk.ui.pages.overview.page import OverviewPage

            return OverviewPage
        case PageName.PIPELINE:
            from hkdesk.ui.pages.pipeline.page import PipelinePage

            return PipelinePage
        case PageName.PROJECTS:
            from hkdesk.ui.pages.projects.page import ProjectsPage

            return ProjectsPage
        case PageName.TIMELINE:
            from hkdesk.ui.pages.timeline.page import TimelinePage

            return TimelinePage
        case PageName.MONTHS:
            from hkdesk.ui.pages.months.page import MonthsPage

            return MonthsPage
        case PageName.FIGURES:
            from hkdesk.ui.pages.figures.page import FiguresPage

            return FiguresPage
        case PageName.REQUESTS:
            from hkdesk.ui.pages.requests.page import RequestsPage

            return RequestsPage
        case PageName.VISITS:
            from hkdesk.ui.pages.visits.page import VisitsPage

            return VisitsPage
        case PageName.ENTERPRISES:
            from hkdesk.ui.pages.enterprises.page import EnterprisesPage

            return EnterprisesPage
        case PageName.PROVIDERS:
            from hkdesk.ui.pages.providers.page import ProvidersPage

            return ProvidersPage


def pane_class(kind: str) -> "Callable[[Context], RecordDetail] | None":
    """The class of the pane that shows a record of a kind beside any list; None where it has only a page."""
    match kind:
        case "ServiceRequest":
            from hkdesk.ui.pages.requests.detail import RequestDetail

            return RequestDetail
        case "Project":
            from hkdesk.ui.pages.projects.detail import ProjectDetail

            return ProjectDetail
        case "Visit":
            from hkdesk.ui.pages.visits.visit_detail import VisitDetail

            return VisitDetail
        case _:
            return None
