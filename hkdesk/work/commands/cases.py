"""What officers do with long-running services: a task force's case, a chain steward's, tracking after production."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from hkdesk.domain.codes import CaseKind, CaseStepKind
from hkdesk.domain.errors import DeskError
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import table_of
from hkdesk.tables.service_case import CaseRequest, CaseStep, ServiceCase
from hkdesk.work.commands.fields import Entry, a_day, default_park, find_by_name, get
from hkdesk.work.queries.requests import OPEN_STATES, REQUEST

CHAIN = (CaseStepKind.CONSULT, CaseStepKind.REMEDY, CaseStepKind.OPERATE)  # FACTS.md: 咨询—治理—运营
CASE_REQUEST = table_of("CaseRequest")


def save_case(uow: UnitOfWork, case_id: UUID | None, typed: Mapping[str, object]) -> UUID:
    """Open a service that goes on for months, or change what is kept of it; whom it serves lies in its park.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    case: ServiceCase | None = None if case_id is None else get(uow.session, "ServiceCase", case_id)
    fixed = frozenset({"closed_on"} if case is None else {"closed_on", "park_id"})
    entry = Entry(uow.session, ServiceCase, fixed, case.park_id if case is not None else None).take(typed)
    changed = set(entry.values)
    if case is None:
        entry.values["opened_on"] = entry.values.get("opened_on") or uow.today
    else:
        kept = {f: getattr(case, f) for f in ("kind", "title", "opened_on", "enterprise_id", "project_id")}
        entry.values = kept | entry.values
    entry.require("kind", "title", "opened_on")
    opened = entry.values.get("opened_on")
    if isinstance(opened, date) and opened > uow.today:
        entry.errors.append(DeskError("{on} is still to come.", field="opened_on", on=opened))
    if case is not None and isinstance(opened, date) and (first := _first_step(uow, case.id)) and first < opened:
        entry.errors.append(DeskError("Its first step was taken on {on}.", field="opened_on", on=first))
    elif case is not None and case.closed_on and isinstance(opened, date) and opened > case.closed_on:
        entry.errors.append(DeskError("It was closed on {on} already.", field="opened_on", on=case.closed_on))
    park = _park_served(uow, entry, case.park_id if case is not None else None)
    values = entry.check()
    if case is None:
        values["park_id"] = park or values.get("park_id") or default_park(uow.session)
        case = ServiceCase(**values)
        uow.session.add(case)
        return case.id
    for field in changed:
        if getattr(case, field) != values[field]:
            setattr(case, field, values[field])
    return case.id


def add_case_step(uow: UnitOfWork, case_id: UUID, typed: Mapping[str, object]) -> UUID:
    """Keep a step of a service: what was done, and what comes next.

    A chain steward's goes consult – remedy – operate: a later link before the one before it is refused; the other
    services take their steps as they come.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    case: ServiceCase = get(uow.session, "ServiceCase", case_id)
    if case.closed_on is not None:
        raise DeskError("It was closed on {on}: reopen it first.", on=case.closed_on)
    entry = Entry(uow.session, CaseStep, frozenset({"case_id", "actor"})).take(typed)
    v = entry.values
    v["on"] = v.get("on") or uow.today
    entry.require("kind", "on", "said")
    on, next_on = v.get("on"), v.get("next_on")
    if isinstance(on, date) and on > uow.today:
        entry.errors.append(DeskError("{on} is still to come.", field="on", on=on))
    if isinstance(on, date) and on < case.opened_on:
        entry.errors.append(
            DeskError("{on} is before it was opened, {opened}.", field="on", on=on, opened=case.opened_on)
        )
    if isinstance(on, date) and isinstance(next_on, date) and next_on < on:
        entry.errors.append(DeskError("The next step comes after this one, {on}.", field="next_on", on=on))
    if (missing := _link_before(uow, case, v.get("kind"), on)) is not None:
        entry.errors.append(
            DeskError("{missing} comes before {kind} in the chain.", field="kind", missing=missing, kind=v["kind"])
        )
    step = CaseStep(case_id=case_id, actor=uow.author.actor, **entry.check())
    uow.session.add(step)
    return step.id


def link_request(uow: UnitOfWork, case_id: UUID, typed: Mapping[str, object]) -> None:
    """Let a case span an appeal; one that it spans already stays as it is.

    Raises:
        DeskError: with `field` "request", if it is closed, there is no such appeal, or that lies in another park.
    """
    case: ServiceCase = get(uow.session, "ServiceCase", case_id)
    if case.closed_on is not None:
        raise DeskError("It was closed on {on}: reopen it first.", field="request", on=case.closed_on)
    text = str(typed.get("request") or "").strip()
    found = find_by_name(uow.session, REQUEST, text) if text else []
    if not found:
        raise DeskError("There is no appeal of the number “{text}”.", field="request", text=text)
    if get(uow.session, "ServiceRequest", found[0]).park_id != case.park_id:
        raise DeskError("That appeal is one of another park.", field="request")
    c = CASE_REQUEST.c
    stands = select(c.id).where(c.case_id == case_id, c.request_id == found[0])
    if uow.session.execute(stands).first() is None:
        uow.session.add(CaseRequest(case_id=case_id, request_id=found[0]))


def unlink_request(uow: UnitOfWork, case_id: UUID, request_id: UUID) -> None:
    """The case spans the appeal no longer."""
    c = CASE_REQUEST.c
    found = uow.session.execute(select(c.id).where(c.case_id == case_id, c.request_id == request_id)).scalar()
    if found is not None:
        uow.session.delete(get(uow.session, "CaseRequest", found))


def close_case(uow: UnitOfWork, case_id: UUID, typed: Mapping[str, object]) -> None:
    """End a service; while appeals that it spans are open it takes a reason, which becomes its last step.

    Raises:
        DeskError: with `field` "closed_on" or "reason".
    """
    case: ServiceCase = get(uow.session, "ServiceCase", case_id)
    on, reason = a_day(typed.get("closed_on"), "closed_on") or uow.today, str(typed.get("reason") or "").strip()
    if case.closed_on is not None:
        raise DeskError("It was closed on {on} already.", field="closed_on", on=case.closed_on)
    if not case.opened_on <= on <= uow.today:
        raise DeskError(
            "It can be closed from {opened}, when it was opened, to today.", field="closed_on", opened=case.opened_on
        )
    if (last := _last_step(uow, case_id)) and on < last:
        raise DeskError("Its last step was taken on {on}.", field="closed_on", on=last)
    if (n := _open_requests(uow, case_id)) and not reason:
        raise DeskError("Appeals of it are still open ({n}): say why it is closed.", field="reason", n=n)
    if reason:
        uow.session.add(CaseStep(case_id=case_id, kind=CaseStepKind.OTHER, on=on, said=reason, actor=uow.author.actor))
    case.closed_on = on


def reopen_case(uow: UnitOfWork, case_id: UUID) -> None:
    """The service goes on."""
    case: ServiceCase = get(uow.session, "ServiceCase", case_id)
    if case.closed_on is None:
        raise DeskError("It is open.")
    case.closed_on = None


def _park_served(uow: UnitOfWork, entry: Entry, park_id: UUID | None) -> UUID | None:
    """The park of whom a service serves; another than its own, or two of them, are noted as an error."""
    for field, kind in (("enterprise_id", "Enterprise"), ("project_id", "Project")):
        if (key := entry.values.get(field)) is None:
            continue
        lies_in = UUID(str(get(uow.session, kind, key).park_id))
        if park_id is not None and lies_in != park_id:
            entry.errors.append(DeskError("This lies in another park than the service.", field=field))
        park_id = park_id or lies_in
    return park_id


def _link_before(uow: UnitOfWork, case: ServiceCase, kind: object, on: date | None) -> CaseStepKind | None:
    """The link of a steward's chain that must stand before this one by its day, if it does not."""
    if case.kind is not CaseKind.CHAIN_STEWARD or kind not in CHAIN[1:] or not isinstance(on, date):
        return None
    before = CHAIN[CHAIN.index(CaseStepKind(str(kind))) - 1]
    c = table_of("CaseStep").c
    taken = select(c.id).where(c.case_id == case.id, c.kind == before, c.on <= on).limit(1)
    return None if uow.session.execute(taken).first() else before


def _last_step(uow: UnitOfWork, case_id: UUID) -> date | None:
    c = table_of("CaseStep").c
    found: date | None = uow.session.execute(select(func.max(c.on)).where(c.case_id == case_id)).scalar()
    return found


def _first_step(uow: UnitOfWork, case_id: UUID) -> date | None:
    c = table_of("CaseStep").c
    found: date | None = uow.session.execute(select(func.min(c.on)).where(c.case_id == case_id)).scalar()
    return found


def _open_requests(uow: UnitOfWork, case_id: UUID) -> int:
    c = CASE_REQUEST.c
    joined = CASE_REQUEST.join(REQUEST, REQUEST.c.id == c.request_id)
    wanted = select(func.count()).select_from(joined).where(c.case_id == case_id, REQUEST.c.state.in_(OPEN_STATES))
    return int(uow.session.execute(wanted).scalar_one())
