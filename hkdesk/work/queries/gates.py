"""The gates that stand before the steps of the pipeline, and which of them a project has yet to meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.stage import Gate, Step, gates_to_step
from hkdesk.tables.all import table_of

PROJECT = table_of("Project")
MILESTONE = table_of("Milestone")
SETTING = table_of("GateSetting")

GatesByStep = Mapping[Step, tuple[Gate, ...]]


@dataclass(frozen=True)
class GatesAhead:
    """What stands before each step, what of it the project does not meet yet, and the steps that it has taken."""

    in_force: GatesByStep
    missing: frozenset[Gate]
    taken: frozenset[Step]

    def unmet(self, step: Step) -> tuple[Gate, ...]:
        """What is missing before a step; a step inside the stage before that it passes over asks for its own too."""
        asked = set(self.in_force[step])
        if step.before is not None and step.before.stage is not step.stage and step.before not in self.taken:
            asked |= set(self.in_force[step.before])
        return tuple(gate for gate in Gate if gate in asked & self.missing)


def gates_in_force(reader: Connection) -> GatesByStep:
    """The gates before each step: the rules' own (RULES.md, Pipeline) where the park has set nothing else."""
    found = reader.execute(select(SETTING.c.step, SETTING.c.gate, SETTING.c.is_on))
    is_set = {(step, gate): is_on for step, gate, is_on in found}
    return {step: tuple(g for g in Gate if is_set.get((step, g), g in gates_to_step(step))) for step in Step}


def gates_ahead(reader: Connection, project_id: UUID) -> GatesAhead:
    """The gates in force, and those that a project does not meet yet."""
    columns = [PROJECT.c[f"{step}_on"] for step in Step]
    days = reader.execute(select(*columns).where(PROJECT.c.id == project_id)).one()
    taken = frozenset(step for step, on in zip(Step, days, strict=True) if on is not None)
    return GatesAhead(gates_in_force(reader), gates_missing(reader, project_id), taken)


def gates_missing(reader: Connection, project_id: UUID) -> frozenset[Gate]:
    """The gates of the pipeline that a project does not meet yet."""
    c = PROJECT.c
    project = reader.execute(select(c.enterprise_id, c.project_code).where(c.id == project_id)).one()
    done = set(
        reader.execute(
            select(MILESTONE.c.kind).where(MILESTONE.c.project_id == project_id, MILESTONE.c.done_on.is_not(None))
        ).scalars()
    )
    met = {
        Gate.ENTERPRISE_NAMED: project.enterprise_id is not None,
        Gate.PROJECT_CODE: bool(project.project_code),
        Gate.CONSTRUCTION_PERMIT: MilestoneKind.CONSTRUCTION_PERMIT in done,
        Gate.COMPLETION: MilestoneKind.COMPLETION in done,
    }
    return frozenset(gate for gate in Gate if not met[gate])
