"""The one place where a step is put onto an appeal's way: who took it, when and why."""

from datetime import date
from uuid import UUID

from hkdesk.domain.request import RequestAction, ReturnVisit
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.service_request import ServiceRequest, ServiceStep


def note_step(
    uow: UnitOfWork,
    request: ServiceRequest,
    action: RequestAction,
    on: date,
    reason: str = "",
    provider: UUID | None = None,
    visit: ReturnVisit | None = None,
) -> None:
    """Keep a step on the appeal's way."""
    step = ServiceStep(
        request_id=request.id,
        action=action,
        state=request.state,
        on=on,
        at=uow.now,
        actor=uow.author.actor,
        provider_id=provider,
        reason=reason.strip(),
    )
    if visit is not None:
        step.was_contacted, step.was_solved, step.satisfaction = visit.contacted, visit.solved, visit.satisfaction
    uow.session.add(step)
