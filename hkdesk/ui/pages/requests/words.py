"""How an appeal's state and deadline look."""

from hkdesk.domain.request import RequestState
from hkdesk.wording import tr, tr_n
from hkdesk.work.queries.requests import RequestRow

PILLS = {
    RequestState.REGISTERED: ("sub", "grey_tint"),
    RequestState.ACCEPTED: ("accent", "accent_tint"),
    RequestState.ASSIGNED: ("accent", "accent_tint"),
    RequestState.IN_PROGRESS: ("amber", "amber_tint"),
    RequestState.REPLIED: ("violet", "violet_tint"),
    RequestState.RETURN_VISIT: ("violet", "violet_tint"),
    RequestState.CLOSED: ("green", "green_tint"),
    RequestState.RETURNED: ("amber", "amber_tint"),
    RequestState.SUSPENDED: ("sub", "grey_tint"),
    RequestState.NOT_ACCEPTED: ("sub", "grey_tint"),
    RequestState.ESCALATED: ("red", "red_tint"),
}


def time_left(row: RequestRow) -> str:
    """How many working days are left, or by how many it is late."""
    left = row.workdays_left
    if left is None:
        return "—"
    if left < 0:
        return tr_n("{n} day late", "{n} days late", -left)
    return tr("today") if left == 0 else tr_n("{n} day left", "{n} days left", left)


def time_left_tokens(row: RequestRow) -> tuple[str, str]:
    """The colour of that."""
    left = row.workdays_left
    if left is None:
        return "sub", ""
    return ("red", "") if left < 0 else ("amber", "") if left <= 1 else ("text", "")


def due_tip(row: RequestRow) -> str:
    """The due date, and that a year's holidays are not known where that is so."""
    if row.due_on is None:
        return ""
    said = tr("Due {on}", on=row.due_on)
    return said if row.due_is_certain else said + tr(" (holidays of that year not known yet)")
