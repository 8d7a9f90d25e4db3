"""How ledgers of a shape are read: remembered once an officer has looked at it, and forgotten."""

from uuid import UUID

from sqlmodel import select

from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.ledger_shape import LedgerShape
from hkdesk.work.commands.fields import get


def remember_shape(uow: UnitOfWork, shape: str, kind: str, mapping_json: str) -> None:
    """Keep how ledgers of a shape are read, instead of what was kept before; a shape that is empty is none.

    Args:
        kind: of ledger.
    """
    if not shape:
        return
    kept = uow.session.exec(select(LedgerShape).where(LedgerShape.shape == shape)).first()
    if kept is None:
        uow.session.add(LedgerShape(shape=shape, kind=kind, mapping=mapping_json, used_at=uow.now))
    elif (kept.kind, kept.mapping) != (kind, mapping_json):
        kept.kind, kept.mapping, kept.used_at = kind, mapping_json, uow.now


def forget_shape(uow: UnitOfWork, shape_id: UUID) -> None:
    """Guess anew how ledgers of a shape are read.

    Raises:
        DeskError: if it has been forgotten already.
    """
    uow.session.delete(get(uow.session, "LedgerShape", shape_id))
