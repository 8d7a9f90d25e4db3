"""What a desk holds and how its database stands."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from hkdesk.domain.request import RequestState
from hkdesk.domain.stage import Stage
from hkdesk.store.engine import pragmas_in_force
from hkdesk.work.queries.parks import bulletins, counts_by_kind
from hkdesk.work.queries.projects import stage_figures
from hkdesk.work.queries.records import KINDS
from hkdesk.work.queries.requests import request_counts
from hkdesk.work.words import quantity


@dataclass(frozen=True)
class DeskInfo:
    """Counts by kind, stage and state; versions and pragmas.

    Args:
        classes: the class name of each kind.
        bulletins: (name, published, recorded) of what a bulletin counts and the desk records.
    """

    schema: str
    sqlite: str
    pragmas: dict[str, object]
    counts: dict[str, int]
    classes: dict[str, str]
    by_stage: dict[Stage, int]
    by_state: dict[RequestState, int]
    overdue: int
    bulletins: list[tuple[str, str, str]]

    @property
    def projects(self) -> dict[str, int]:
        return {stage.value: n for stage, n in self.by_stage.items()}

    @property
    def requests(self) -> dict[str, int]:
        return {state.value: n for state, n in self.by_state.items()}


def desk_info(reader: Connection, today: date) -> DeskInfo:
    """Everything that `hkdesk info` says."""
    counts = counts_by_kind(reader)
    stages = stage_figures(reader, None)
    requests = request_counts(reader, None, today)
    return DeskInfo(
        schema=str(reader.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()),
        sqlite=str(reader.exec_driver_sql("SELECT sqlite_version()").scalar()),
        pragmas=pragmas_in_force(reader),
        counts={name: counts[kind] for name, kind in KINDS.items()},
        classes=dict(KINDS),
        by_stage={stage: figures.count for stage, figures in stages.items()},
        by_state={state: requests.by_state.get(state, 0) for state in RequestState},
        overdue=requests.overdue,
        bulletins=[
            (b.name, quantity(b.value_thousandths, b.amount_fen, b.unit), str(b.recorded))
            for b in bulletins(reader, None)
            if b.recorded is not None
        ],
    )
