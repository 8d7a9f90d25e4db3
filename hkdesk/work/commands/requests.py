"""What officers do with appeals (RULES.md, Appeals)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from hkdesk.domain.days import PLAIN, PROFILES
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.request import (
    Category,
    Channel,
    RequestAction,
    RequestState,
    ReturnVisit,
    Satisfaction,
    check_closing,
    check_extension,
    check_reason,
    next_state,
)
from hkdesk.domain.request_number import request_number
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import table_of
from hkdesk.tables.enterprise import Enterprise
from hkdesk.tables.park import Park
from hkdesk.tables.service_request import ServiceRequest, ServiceStep
from hkdesk.work.commands.fields import Entry, a_day, default_park, edit, find_by_name, get

ON_THE_WAY = frozenset(  # fields that the steps set
    {
        "number",
        "state",
        "state_before",
        "due_is_certain",
        "replied_on",
        "return_visited_on",
        "was_contacted",
        "was_solved",
        "satisfaction",
        "closed_on",
    }
)
SUSPENSION, ESCALATION = RequestState.SUSPENDED, RequestState.ESCALATED


@dataclass(frozen=True)
class Act:
    """One step of an appeal as the officer fills it in; a blank field is one that the step does not ask for.

    Args:
        extra_workdays: how long an extension is asked for.
        leaders_reason: why a leader has it closed without a good return visit.
    """

    on: date | None = None
    reason: str = ""
    provider: str | UUID | None = None
    handling: str = ""
    visit: ReturnVisit | None = None
    extra_workdays: int = 0
    leaders_reason: str = ""


def log_request(uow: UnitOfWork, typed: Mapping[str, object]) -> UUID:
    """Register an appeal: its number, its deadline and its liaison officer fill themselves in.

    Args:
        typed: {field: what was typed}; `enterprise` may be a name that the desk does not hold yet.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    rest = dict(typed)
    name = rest.pop("enterprise", rest.pop("enterprise_id", ""))
    entry = Entry(uow.session, ServiceRequest, ON_THE_WAY).take(rest)
    values = entry.values
    values.setdefault("received_on", uow.today)
    values["channel"] = values.get("channel") or Channel.PHONE
    values["category"] = values.get("category") or Category.OTHER
    entry.require("title", "received_on")
    received = values.get("received_on")
    entry.errors += _wrong_days(received, values.get("due_on"), uow.today)
    try:
        enterprise = _enterprise(uow, name, values.get("park_id"))
    except DeskError as error:
        entry.errors.append(error)
    values = entry.check()
    request = ServiceRequest(**_filled_in(uow, values, enterprise))
    uow.session.add(request)
    _note(uow, request, RequestAction.REGISTER, received or uow.today)
    return request.id


def edit_request(uow: UnitOfWork, request_id: UUID, typed: Mapping[str, object]) -> None:
    """Change an appeal's fields; its state moves by `act_on_request`."""
    request: ServiceRequest = get(uow.session, "ServiceRequest", request_id)
    before = request.received_on, request.due_on
    edit(uow.session, request, typed, ON_THE_WAY, "title", "received_on")
    if request.due_on != before[1]:
        request.due_is_certain = True  # a day that an officer has set
    if (request.received_on, request.due_on) != before and (
        wrong := _wrong_days(request.received_on, request.due_on, uow.today)
    ):
        raise FieldErrors(wrong)


def act_on_request(uow: UnitOfWork, request_id: UUID, action: RequestAction, act: Act) -> None:
    """Take an appeal a step on its way, and keep who did it, when and why.

    Raises:
        DeskError: if the state does not allow it, or something that the step needs is missing.
    """
    request: ServiceRequest = get(uow.session, "ServiceRequest", request_id)
    on = act.on or uow.today
    _check_day(request, on, uow.today)
    check_reason(action, act.reason)
    state = next_state(request.state, action, before=request.state_before)
    provider = _provider(uow, act.provider) if act.provider and str(act.provider).strip() else None
    _apply(request, action, act, on, provider)
    if action is RequestAction.RESUME:
        _restart_clock(uow, request, on)
    if action is RequestAction.RESUME and state is ESCALATION:
        # What came before the escalation was overwritten: whether it had a handler is what counts (actions_from).
        request.state_before = RequestState.IN_PROGRESS if request.lead_provider_id else RequestState.ACCEPTED
    elif state in (SUSPENSION, ESCALATION) and request.state is not state:
        request.state_before = request.state
    elif state not in (SUSPENSION, ESCALATION):
        request.state_before = None
    request.state = state
    _note(uow, request, action, on, act.leaders_reason or act.reason, provider)


def _apply(request: ServiceRequest, action: RequestAction, act: Act, on: date, provider: UUID | None) -> None:
    match action:
        case RequestAction.ASSIGN:
            request.lead_provider_id = provider or request.lead_provider_id
            if request.lead_provider_id is None:
                raise DeskError("Say who is to handle it.", field="provider")
        case RequestAction.REPLY:
            if not act.handling.strip() and not request.handling.strip():
                raise DeskError("Say how it was handled.", field="handling")
            request.handling = act.handling.strip() or request.handling
            request.replied_on = on
        case RequestAction.RETURN_VISIT:
            _visit(request, act.visit, on)
        case RequestAction.CLOSE:
            check_closing(_latest_visit(request), act.leaders_reason)
            request.closed_on = on
        case RequestAction.EXTEND:
            _extend(request, act, on)
        case RequestAction.REDO:
            # The visit that found it wanting does not close what is done anew.
            request.replied_on = request.return_visited_on = None
            request.was_contacted = request.was_solved = request.satisfaction = None
        case _:
            pass


def _visit(request: ServiceRequest, visit: ReturnVisit | None, on: date) -> None:
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


def _extend(request: ServiceRequest, act: Act, on: date) -> None:
    if request.due_on is None:
        raise DeskError("It has no due date to extend.", field="extra_workdays")
    check_extension(request.due_on, on, act.extra_workdays, PLAIN)
    deadline = PLAIN.add_workdays(request.due_on, act.extra_workdays)
    request.due_on, request.due_is_certain = deadline.on, deadline.certain and request.due_is_certain


def _restart_clock(uow: UnitOfWork, request: ServiceRequest, on: date) -> None:
    """Put the due date off by the working days that the suspension took: the clock stood (RULES.md, Appeals)."""
    steps = table_of("ServiceStep").c
    since = uow.session.execute(
        select(func.max(steps.on)).where(steps.request_id == request.id, steps.action == RequestAction.SUSPEND)
    ).scalar()
    if since is None or request.due_on is None:
        return
    deadline = PLAIN.add_workdays(request.due_on, max(0, PLAIN.workdays_between(since, on)))
    request.due_on, request.due_is_certain = deadline.on, deadline.certain and request.due_is_certain


def _wrong_days(received: date | None, due: date | None, today: date) -> list[DeskError]:
    errors: list[DeskError] = []
    if received and received > today:
        errors.append(DeskError("{on} is still to come.", field="received_on", on=received))
    if due and received and due < received:
        errors.append(DeskError("The due date is before the appeal came in.", field="due_on"))
    return errors


def _check_day(request: ServiceRequest, on: date, today: date) -> None:
    if on > today:
        raise DeskError("{on} is still to come.", field="on", on=on)
    if on < request.received_on:
        raise DeskError(
            "{on} is before the appeal came in, {received}.", field="on", on=on, received=request.received_on
        )


def _enterprise(uow: UnitOfWork, name: object, park_id: UUID | None) -> Enterprise:
    """The enterprise that was named, entered as new if the desk does not hold it."""
    if isinstance(name, UUID):
        return get(uow.session, "Enterprise", name)  # type: ignore[no-any-return]
    text = str(name or "").strip()
    if not text:
        raise DeskError("Say which enterprise appeals.", field="enterprise")
    found = find_by_name(uow.session, table_of("Enterprise"), text)
    if len(found) > 1 and park_id is not None:  # both parks may have one of this name
        found = [key for key in found if get(uow.session, "Enterprise", key).park_id == park_id] or found
    if len(found) > 1:
        raise DeskError(
            "There are {count} of the name “{text}”: say which by its id.",
            field="enterprise",
            count=len(found),
            text=text,
        )
    if found:
        return get(uow.session, "Enterprise", found[0])  # type: ignore[no-any-return]
    try:
        values = Entry(uow.session, Enterprise).take({"name": text}).check()
    except FieldErrors as error:
        raise DeskError(error.errors[0].message, field="enterprise", **error.errors[0].values) from None
    enterprise = Enterprise(park_id=park_id or default_park(uow.session), **values)
    uow.session.add(enterprise)
    return enterprise


def _provider(uow: UnitOfWork, provider: str | UUID) -> UUID:
    if isinstance(provider, UUID):
        return provider
    return UUID(str(Entry(uow.session, ServiceRequest).take({"lead_provider": provider}).check()["lead_provider_id"]))


def _filled_in(uow: UnitOfWork, values: dict[str, Any], enterprise: Enterprise) -> dict[str, Any]:
    received = a_day(values["received_on"], "received_on") or uow.today
    park_id = enterprise.park_id
    park = get(uow.session, "Park", park_id)
    filled = dict(values, enterprise_id=enterprise.id, park_id=park_id)
    if filled.get("due_on") is None:
        deadline = PLAIN.add_workdays(received, PROFILES["lead"].solution_workdays)
        filled |= {"due_on": deadline.on, "due_is_certain": deadline.certain}
    if filled.get("liaison_officer_id") is None:
        filled["liaison_officer_id"] = enterprise.liaison_officer_id
    filled["number"] = _next_number(uow, park, received.year)
    return filled


def _next_number(uow: UnitOfWork, park: Park, year: int) -> str:
    """The next number of the park's year on this desk; the one writer holds the lock, so nobody else takes it."""
    numbers = table_of("ServiceRequest").c.number
    start = request_number(park.code, year, uow.author.letter, 1)[:-4]
    longest = uow.session.execute(
        select(numbers)
        .where(numbers >= start, numbers < start + "~")
        .order_by(func.length(numbers).desc(), numbers.desc())
        .limit(1)
    ).scalar()
    return request_number(park.code, year, uow.author.letter, int(longest.removeprefix(start)) + 1 if longest else 1)


def _note(
    uow: UnitOfWork,
    request: ServiceRequest,
    action: RequestAction,
    on: date,
    reason: str = "",
    provider: UUID | None = None,
) -> None:
    uow.session.add(
        ServiceStep(
            request_id=request.id,
            action=action,
            state=request.state,
            on=on,
            at=uow.now,
            actor=uow.author.actor,
            provider_id=provider,
            reason=reason.strip(),
        )
    )
