"""The pages by name: light, for whoever only names one."""

from enum import StrEnum


class PageName(StrEnum):
    """The pages, in the order of the rail."""

    OVERVIEW = "overview"
    PIPELINE = "pipeline"
    PROJECTS = "projects"
    TIMELINE = "timeline"
    MONTHS = "months"
    FIGURES = "figures"
    REQUESTS = "requests"
    ENTERPRISES = "enterprises"
    PROVIDERS = "providers"
