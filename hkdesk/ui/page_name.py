"""The pages by name: light, for whoever only names one."""

from enum import StrEnum


class PageName(StrEnum):
    """The pages, in the order of the rail."""

    TODAY = "today"
    OVERVIEW = "overview"
    PIPELINE = "pipeline"
    PROJECTS = "projects"
    TIMELINE = "timeline"
    MONTHS = "months"
    FIGURES = "figures"
    REQUESTS = "requests"
    VISITS = "visits"
    ENTERPRISES = "enterprises"
    PROVIDERS = "providers"


def page_keys(name: PageName) -> str:
    """The keys that lead to a page: Ctrl+1 to Ctrl+9 and Ctrl+0; the pages after the tenth have none."""
    place = list(PageName).index(name) + 1
    return f"Ctrl+{place % 10}" if place <= 10 else ""
