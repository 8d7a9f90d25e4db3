"""Where a new row's ledger says that its project or appeal stands, as far as that can be."""

from datetime import date

from hkdesk.domain.days import parse_day
from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import RequestState
from hkdesk.domain.stage import BOARD, Stage
from hkdesk.work.importing.drafts import Draft
from hkdesk.work.importing.rows import Reason

DAYS = ("replied_on", "return_visited_on", "closed_on")
FOUND = ("was_contacted", "was_solved", "satisfaction")
# What shows how far an appeal has come whose ledger does not say it: the farthest first.
SHOWN_BY = {
    RequestState.CLOSED: {"closed_on"},
    RequestState.RETURN_VISIT: {"return_visited_on", *FOUND},
    RequestState.REPLIED: {"replied_on"},
}


def project_standing(draft: Draft, reached: Stage, today: date) -> dict[str, str]:
    """{field: text} of the stage of a new project that its dated steps do not reach.

    Args:
        reached: by the steps whose days the ledger says.
    """
    said = draft.steps.get("stage", "")
    if not said or Stage(said) is reached:
        return {}
    if Stage(said) is Stage.TERMINATED:
        day = _day(draft, "terminated_on", today, today)
        return {"stage": said} | ({"terminated_on": day.isoformat()} if day else {})
    if BOARD.index(Stage(said)) > BOARD.index(reached):
        return {"stage": said}
    error = DeskError("The days of its steps say {stage}: that is taken.", field="stage", stage=reached)
    draft.remarks.append(Reason("stage", error))
    return {}


def request_standing(draft: Draft, today: date) -> dict[str, str]:
    """{field: text} of where a new appeal stands; days that cannot be are told among the remarks and left out."""
    said = {name: text for name in FOUND if (text := draft.steps.get(name, ""))}
    last = draft.values.get("received_on") or today
    for name in DAYS:
        if (day := _day(draft, name, today, last)) is not None:
            said[name], last = day.isoformat(), day
    state = draft.steps.get("state", "") or next(
        (state for state, names in SHOWN_BY.items() if names & said.keys()), ""
    )
    if state != RequestState.CLOSED and "closed_on" in said:
        del said["closed_on"]
        draft.remarks.append(Reason("closed_on", DeskError("It is not closed by its state: this day is not taken.")))
    return {"state": str(state), **said} if said or state not in ("", RequestState.REGISTERED) else {}


def _day(draft: Draft, name: str, today: date, first: date) -> date | None:
    """A day that has come, on or after another; None where it is not said, or cannot be."""
    if not (text := draft.steps.get(name, "")):
        return None
    try:
        day = parse_day(text, name)
        if day > today:
            raise DeskError("{on} is still to come.", field=name, on=day)
        if name != "terminated_on" and day < first:
            raise DeskError("{on} is before {first}, the day of what comes before it.", field=name, on=day, first=first)
    except DeskError as error:
        draft.remarks.append(Reason(name, error))
        return None
    return day
