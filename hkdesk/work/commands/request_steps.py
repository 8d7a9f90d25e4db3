"""Each step of an appeal's way: what it needs, what it sets, and who took it, when and why (RULES.md, Appeals)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import RequestAction, RequestState, ReturnVisit, Satisfaction, next_state
from hkdesk.domain.request_checks import check_closing, check_due_day, check_extension, check_finding, check_reason
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import table_of
from hkdesk.tables.service_request import ServiceRequest
from hkdesk.work.commands.fields import get
from hkdesk.work.handlers import check_handles, find_provider, set_assistants
from hkdesk.work.queries.clocks import calendar
from hkdesk.work.steps import note_step

SUSPENSION, ESCALATION = RequestState.SUSPENDED, RequestState.ESCALATED
ANSWERS = frozenset({RequestAction.ACCEPT, RequestAction.NOT_ACCEPT, RequestAction.ASSIGN, RequestAction.REPLY})


@dataclass(frozen=True)
class Act:
    """One step of an appeal as the officer fills it in; a blank field is one that the step does not ask for.

    Args:
        extra_workdays: how long an extension is asked for, or granted; 0 grants what was asked.
        leaders_reason: why a leader has it closed without a good return visit.
        assistants: the names of those that help; None leaves them as they are.
        due_on: a deadline set with the assignment or the redoing; None leaves it as it is.
    """

    on: date | None = None
    reason: str = ""
    provider: str | UUID | None = None
    handling: str = ""
    visit: ReturnVisit | None = None
    extra_workdays: int = 0
    leaders_reason: str = ""
    assistants: str | None = None
    due_on: date | None = None


def act_on_request(uow: UnitOfWork, request_id: UUID, action: RequestAction, act: Act) -> None:
    """Take an appeal a step on its way, and keep who did it, when and why.

    Raises:
        DeskError: if the state does not allow it, or something that the step needs is missing.
    """
    request: ServiceRequest = get(uow.session, "ServiceRequest", request_id)
    on = act.on or uow.today
    _check_day(uow, request, on)
    is_asked = request.extension_asked_on is not None
    state = next_state(request.state, action, before=request.state_before, is_extension_asked=is_asked)
    check_reason(action, act.reason)
    provider = find_provider(uow, act.provider, "provider") if act.provider and str(act.provider).strip() else None
    with uow.session.no_autoflush:  # one step is one line of the log
        _apply(uow, request, action, act, on, provider)
    if action in ANSWERS and request.responded_on is None:
        request.responded_on = on
    _move(request, action, state)
    note_step(uow, request, action, on, act.leaders_reason or act.reason, provider, act.visit)


def _move(request: ServiceRequest, action: RequestAction, state: RequestState) -> None:
    if action is RequestAction.RESUME and state is ESCALATION:
        # What came before the escalation was overwritten: whether it had a handler is what counts (actions_from).
        request.state_before = RequestState.IN_PROGRESS if request.lead_provider_id else RequestState.ACCEPTED
    elif state in (SUSPENSION, ESCALATION) and request.state is not state:
        request.state_before = request.state
    elif state not in (SUSPENSION, ESCALATION):
        request.state_before = None
    request.state = state


def _apply(
    uow: UnitOfWork, request: ServiceRequest, action: RequestAction, act: Act, on: date, provider: UUID | None
) -> None:
    match action:
        case RequestAction.ASSIGN:
            _assign(uow, request, act, provider)
        case RequestAction.REPLY:
            _reply(request, act, on)
        case RequestAction.RETURN_VISIT:
            check_finding(request.state, act.visit)
            _keep_finding(request, act.visit, on)
        case RequestAction.CLOSE:
            check_closing(_latest_visit(request), act.leaders_reason)
            request.closed_on = on
        case RequestAction.ASK_EXTENSION | RequestAction.EXTEND | RequestAction.DENY_EXTENSION:
            _extend(uow, request, action, act, on)
        case RequestAction.RESUME:
            _restart_clocks(uow, request, on)
        case RequestAction.REDO:
            request.replied_on = None
            _set_due(uow, request, act.due_on)
        case _:
            pass


def _assign(uow: UnitOfWork, request: ServiceRequest, act: Act, provider: UUID | None) -> None:
    if provider is not None:
        check_handles(uow, provider, request.category, "provider", act.reason)
    request.lead_provider_id = provider or request.lead_provider_id
    if request.lead_provider_id is None:
        raise DeskError("Say who is to handle it.", field="provider")
    if act.assistants is not None:
        set_assistants(uow, request, act.assistants)
    _set_due(uow, request, act.due_on)


def _set_due(uow: UnitOfWork, request: ServiceRequest, due_on: date | None) -> None:
    """Give it a deadline that the officer has chosen."""
    if due_on is None or due_on == request.due_on:
        return
    if due_on < request.received_on:
        raise DeskError("The due date is before the appeal came in.", field="due_on")
    check_due_day(due_on, calendar(uow.session.connection()))
    request.due_on, request.due_is_certain = due_on, True


def _reply(request: ServiceRequest, act: Act, on: date) -> None:
    if not act.handling.strip() and not request.handling.strip():
        raise DeskError("Say how it was handled.", field="handling")
    request.handling = act.handling.strip() or request.handling
    request.replied_on = on
    # What an earlier visit found stays on its step; it does not close what is done anew.
    request.return_visited_on = request.was_contacted = request.was_solved = request.satisfaction = None
    request.extension_asked_on = request.extension_asked_workdays = None


def _keep_finding(request: ServiceRequest, visit: ReturnVisit | None, on: date) -> None:
    """Keep what a return visit found; going to it without a finding yet leaves the fields open."""
    if visit is None:
        return
    request.return_visited_on = on
    request.was_contacted, request.was_solved = visit.contacted, visit.solved
    request.satisfaction = visit.satisfaction


def _latest_visit(request: ServiceRequest) -> ReturnVisit | None:
    if request.return_visited_on is None:
        return None
    satisfaction = Satisfaction(request.satisfaction) if request.satisfaction else None
    return ReturnVisit(bool(request.was_contacted), bool(request.was_solved), satisfaction)


def _extend(uow: UnitOfWork, request: ServiceRequest, action: RequestAction, act: Act, on: date) -> None:
    """Ask for an extension, grant what was asked or less, or refuse it."""
    if request.due_on is None:
        raise DeskError("It has no due date to extend.", field="extra_workdays")
    days = calendar(uow.session.connection())
    asked_on, asked = request.extension_asked_on or on, request.extension_asked_workdays or 0
    if action is RequestAction.ASK_EXTENSION:
        check_extension(request.due_on, on, act.extra_workdays, days, granted=request.extended_workdays)
        request.extension_asked_on, request.extension_asked_workdays = on, act.extra_workdays
        return
    if on < asked_on:
        raise DeskError("{on} is before the day on which it was asked for, {asked}.", field="on", on=on, asked=asked_on)
    request.extension_asked_on = request.extension_asked_workdays = None
    if action is RequestAction.DENY_EXTENSION:
        return
    granted = act.extra_workdays or asked
    if granted > asked:
        raise DeskError(
            "{asked} working days were asked for: no more can be granted.", field="extra_workdays", asked=asked
        )
    deadline = days.add_workdays(request.due_on, granted)
    request.due_on, request.due_is_certain = deadline.on, deadline.certain and request.due_is_certain
    request.extended_workdays += granted


def _restart_clocks(uow: UnitOfWork, request: ServiceRequest, on: date) -> None:
    """Put what is still due off by the working days that the suspension took: the clock stood (RULES.md, Appeals)."""
    steps = table_of("ServiceStep").c
    since = uow.session.execute(
        select(func.max(steps.on)).where(steps.request_id == request.id, steps.action == RequestAction.SUSPEND)
    ).scalar()
    if since is None:
        return
    days = calendar(uow.session.connection())
    stood = max(0, days.workdays_between(since, on))
    if request.due_on is not None:
        deadline = days.add_workdays(request.due_on, stood)
        request.due_on, request.due_is_certain = deadline.on, deadline.certain and request.due_is_certain
    if request.response_due_on is not None and request.responded_on is None:
        request.response_due_on = days.add_workdays(request.response_due_on, stood).on


def _check_day(uow: UnitOfWork, request: ServiceRequest, on: date) -> None:
    if on > uow.today:
        raise DeskError("{on} is still to come.", field="on", on=on)
    if on < request.received_on:
        raise DeskError(
            "{on} is before the appeal came in, {received}.", field="on", on=on, received=request.received_on
        )
