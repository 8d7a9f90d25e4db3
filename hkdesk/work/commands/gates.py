"""What the officer asks for before the steps of the pipeline."""

from collections.abc import Iterable, Mapping

from sqlmodel import select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.stage import Gate, Step, gates_to_step
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.project_rules import GateSetting


def set_gates(uow: UnitOfWork, gates: Mapping[Step, Iterable[Gate]]) -> None:
    """Ask for exactly these gates before these steps; the other steps keep theirs.

    Only what differs from the rules' own gates is kept, so that a step set as the rules have it follows them.

    Raises:
        DeskError: for gates before signing, with which a project begins.
    """
    stands = {(s.step, s.gate): s for s in uow.session.exec(select(GateSetting)).all()}
    for step, asked in gates.items():
        wanted = set(asked)
        if step is Step.SIGNED and wanted:
            raise DeskError("A project begins with {step}: nothing can be asked for before it.", step=step)
        for gate in Gate:
            _set(uow, stands.get((step, gate)), step, gate, is_on=gate in wanted)


def _set(uow: UnitOfWork, stands: GateSetting | None, step: Step, gate: Gate, *, is_on: bool) -> None:
    if is_on == (gate in gates_to_step(step)):
        if stands is not None:
            uow.session.delete(stands)
    elif stands is None:
        uow.session.add(GateSetting(step=step, gate=gate, is_on=is_on))
    elif stands.is_on != is_on:
        stands.is_on = is_on
