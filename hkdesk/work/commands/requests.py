"""What officers do with appeals (RULES.md, Appeals)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from hkdesk.domain.days import DayCalendar
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.request import Category, Channel, RequestAction
from hkdesk.domain.request_checks import check_due_day
from hkdesk.domain.request_number import request_number
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import table_of
from hkdesk.tables.enterprise import Enterprise
from hkdesk.tables.park import Park
from hkdesk.tables.service_request import ServiceRequest
from hkdesk.work.commands.contacts import check_whole_phone, note_masked_phone
from hkdesk.work.commands.fields import Entry, a_day, edit, find_by_name, get
from hkdesk.work.handlers import check_handles, set_assistants
from hkdesk.work.named_enterprises import enter_by_name
from hkdesk.work.queries.clocks import calendar, clocks
from hkdesk.work.queries.routing import handler_for
from hkdesk.work.steps import note_step

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
        "responded_on",
        "extension_asked_on",
        "extension_asked_workdays",
        "extended_workdays",
    }
)


def log_request(uow: UnitOfWork, typed: Mapping[str, object]) -> UUID:
    """Register an appeal: its number, its deadlines, its handler and its liaison officer fill themselves in.

    Args:
        typed: {field: what was typed}; `enterprise` may be a name that the desk does not hold yet, `assistants` are
            names; a `lead_provider` given blank leaves it without a handler.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    rest = dict(typed)
    name = rest.pop("enterprise", rest.pop("enterprise_id", ""))
    assistants = str(rest.pop("assistants", ""))
    entry = Entry(uow.session, ServiceRequest, ON_THE_WAY).take(rest)
    values = entry.values
    values.setdefault("received_on", uow.today)
    values["channel"] = values.get("channel") or Channel.PHONE
    values["category"] = values.get("category") or Category.OTHER
    entry.require("title", "received_on")
    note_masked_phone(entry, "contact_phone")
    received = values.get("received_on")
    days = calendar(uow.session.connection())
    entry.errors += wrong_days(received, values.get("due_on"), uow.today, days)
    try:
        enterprise = _enterprise(uow, name, values.get("park_id"))
        if values.get("lead_provider_id") is not None:
            check_handles(uow, values["lead_provider_id"], values["category"], "lead_provider")
    except DeskError as error:
        entry.errors.append(error)
    values = entry.check()
    request = ServiceRequest(**_filled_in(uow, values, enterprise))
    uow.session.add(request)
    if assistants.strip():
        set_assistants(uow, request, assistants)
    note_step(uow, request, RequestAction.REGISTER, received or uow.today)
    return request.id


def edit_request(uow: UnitOfWork, request_id: UUID, typed: Mapping[str, object]) -> None:
    """Change an appeal's fields; its state moves by `act_on_request`.

    Raises:
        FieldErrors: a sentence for each wrong field; an enterprise of another park than its number's is one.
    """
    request: ServiceRequest = get(uow.session, "ServiceRequest", request_id)
    rest = dict(typed)
    assistants = rest.pop("assistants", None)
    check_whole_phone(rest.get("contact_phone"), "contact_phone")
    before = request.received_on, request.due_on, request.lead_provider_id
    lies_in, of = request.park_id, request.enterprise_id
    edit(uow.session, request, rest, ON_THE_WAY, "title", "received_on")
    if (request.park_id, request.enterprise_id) != (lies_in, of):
        enterprise: Enterprise = get(uow.session, "Enterprise", request.enterprise_id)
        if {request.park_id, enterprise.park_id} != {lies_in}:
            raise FieldErrors([of_another_park()])
    is_due_set = request.due_on != before[1]
    if is_due_set:
        request.due_is_certain = True  # a day that an officer has set
    days = calendar(uow.session.connection()) if is_due_set else None
    if (request.received_on, request.due_on) != before[:2] and (
        wrong := wrong_days(request.received_on, request.due_on, uow.today, days)
    ):
        raise FieldErrors(wrong)
    if request.lead_provider_id is not None and request.lead_provider_id != before[2]:
        check_handles(uow, request.lead_provider_id, request.category, "lead_provider")
    if assistants is not None:
        set_assistants(uow, request, str(assistants))


def of_another_park() -> DeskError:
    """Why an appeal stays in its park: its number is of that park, and has been told (RULES.md, Appeals, Number)."""
    return DeskError(
        "The number of this appeal is of its own park: register it anew for an enterprise of another park.",
        field="enterprise",
    )


def wrong_days(received: date | None, due: date | None, today: date, days: DayCalendar | None) -> list[DeskError]:
    """What is wrong with the days; without a calendar the due date was there before and is not asked about."""
    errors: list[DeskError] = []
    if received and received > today:
        errors.append(DeskError("{on} is still to come.", field="received_on", on=received))
    if due and received and due < received:
        errors.append(DeskError("The due date is before the appeal came in.", field="due_on"))
    elif due and days is not None:
        try:
            check_due_day(due, days)
        except DeskError as error:
            errors.append(error)
    return errors


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
    return enter_by_name(uow, text, park_id)


def _filled_in(uow: UnitOfWork, values: dict[str, Any], enterprise: Enterprise) -> dict[str, Any]:
    received = a_day(values["received_on"], "received_on") or uow.today
    park_id = enterprise.park_id
    park = get(uow.session, "Park", park_id)
    filled = dict(values, enterprise_id=enterprise.id, park_id=park_id)
    reader = uow.session.connection()
    counted, category = clocks(reader), values["category"]
    if filled.get("due_on") is None:
        deadline = counted.solution_due(received, category)
        filled |= {"due_on": deadline.on, "due_is_certain": deadline.certain}
    if filled.get("response_due_on") is None:
        filled["response_due_on"] = counted.response_due(received, category).on
    if filled.get("liaison_officer_id") is None:
        filled["liaison_officer_id"] = enterprise.liaison_officer_id
    if not filled.get("contact_phone") and filled.get("contact_name") in (None, "", enterprise.contact_name):
        filled["contact_phone"] = enterprise.contact_phone  # nobody is asked to type what the enterprise has
    if "lead_provider_id" not in filled and (handler := handler_for(reader, park_id, category, enterprise.id)):
        filled["lead_provider_id"] = handler.id
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
