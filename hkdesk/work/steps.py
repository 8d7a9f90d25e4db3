"""The one place where a step is put onto the way of an appeal or a project: who took it, when and why."""

from datetime import date
from uuid import UUID

from hkdesk.domain.request import RequestAction, ReturnVisit
from hkdesk.domain.stage import Gate, Stage, Step
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.project import ProjectStep
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


def note_project_step(
    uow: UnitOfWork,
    project_id: UUID,
    stages: tuple[Stage | None, Stage],
    step: Step | None,
    on: date,
    reason: str = "",
    unmet: tuple[Gate, ...] = (),
) -> None:
    """Keep a step on a project's way.

    Args:
        stages: from which, and to which it leads.
        unmet: gates that were passed over.
    """
    uow.insert(
        ProjectStep,
        {
            "project_id": project_id,
            "from_stage": stages[0],
            "to_stage": stages[1],
            "step": step,
            "on": on,
            "at": uow.now,
            "actor": uow.author.actor,
            "reason": reason.strip(),
            "unmet_gates": " ".join(unmet),
        },
    )
