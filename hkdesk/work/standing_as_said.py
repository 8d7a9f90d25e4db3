"""A record that was dealt with before the desk knew it stands where its ledger says it does.

What its ledger does not say is not made up: a step without a day leaves the record's day empty, and stands in the list
of steps under the day on which it was taken over, with the reason.
"""

from collections.abc import Mapping
from uuid import UUID

from hkdesk.domain.request import RequestAction, RequestState, ReturnVisit, Satisfaction
from hkdesk.domain.stage import Stage, Step
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.project import Project
from hkdesk.tables.service_request import ServiceRequest
from hkdesk.work.commands.fields import Entry, get
from hkdesk.work.queries.gates import gates_ahead
from hkdesk.work.steps import note_project_step, note_step

LEADS_TO = {
    RequestState.REGISTERED: RequestAction.REGISTER,
    RequestState.ACCEPTED: RequestAction.ACCEPT,
    RequestState.ASSIGNED: RequestAction.ASSIGN,
    RequestState.IN_PROGRESS: RequestAction.START,
    RequestState.REPLIED: RequestAction.REPLY,
    RequestState.RETURN_VISIT: RequestAction.RETURN_VISIT,
    RequestState.CLOSED: RequestAction.CLOSE,
    RequestState.RETURNED: RequestAction.RETURN,
    RequestState.SUSPENDED: RequestAction.SUSPEND,
    RequestState.NOT_ACCEPTED: RequestAction.NOT_ACCEPT,
    RequestState.ESCALATED: RequestAction.ESCALATE,
}
DAY_OF = {
    RequestState.REPLIED: "replied_on",
    RequestState.RETURN_VISIT: "return_visited_on",
    RequestState.CLOSED: "closed_on",
}
ASIDE = frozenset({RequestState.SUSPENDED, RequestState.ESCALATED})


def stand_project(uow: UnitOfWork, project_id: UUID, said: Mapping[str, str], why: str) -> None:
    """Put a project that has just been entered at the stage that its ledger says.

    Args:
        said: {field: text}: its stage, and the day on which it ended.
    """
    uow.flush()
    project: Project = get(uow.session, "Project", project_id)
    values = Entry(uow.session, Project).take(said).check()
    before, stage = project.stage, values["stage"]
    project.stage, project.terminated_on = stage, values.get("terminated_on")
    step = None if stage is Stage.TERMINATED else Step(stage.value)
    unmet = gates_ahead(uow.session.connection(), project.id).unmet(step) if step else ()
    note_project_step(uow, project_id, (before, stage), step, project.terminated_on or uow.today, why, unmet)


def stand_request(uow: UnitOfWork, request_id: UUID, said: Mapping[str, str], why: str) -> None:
    """Put an appeal that has just been logged where its ledger says it stands, with what the return visit found.

    Args:
        said: {field: text}: its state, its days, and what was found.
    """
    uow.flush()
    request: ServiceRequest = get(uow.session, "ServiceRequest", request_id)
    values = Entry(uow.session, ServiceRequest).take(said).check()
    state = RequestState(values.pop("state", request.state))
    for name, value in values.items():
        setattr(request, name, value)
    request.responded_on = request.responded_on or request.replied_on
    if state in ASIDE:
        request.state_before = RequestState.IN_PROGRESS if request.lead_provider_id else RequestState.ACCEPTED
    request.state = state
    on = values.get(DAY_OF.get(state, "")) or uow.today
    note_step(uow, request, LEADS_TO[state], on, why, request.lead_provider_id, _found(request))


def _found(request: ServiceRequest) -> ReturnVisit | None:
    """What the return visit found, where the ledger says all that a visit has to find."""
    if request.was_contacted is None or request.was_solved is None:
        return None
    satisfaction = Satisfaction(request.satisfaction) if request.satisfaction else None
    return ReturnVisit(request.was_contacted, request.was_solved, satisfaction)
