"""Phones: shown masked everywhere; whoever has one shown in full leaves a trace (RULES.md, Identity)."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from hkdesk.domain.errors import DeskError
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import RECORDS
from hkdesk.work.commands.fields import Entry, get

PART = 500
PHONES = {
    "Enterprise": "contact_phone",
    "Provider": "contact_phone",
    "Officer": "phone",
    "ServiceRequest": "contact_phone",
}


def reveal_phone(uow: UnitOfWork, kind: str, key: UUID) -> str:
    """A record's phone in full; the log keeps who had it shown, and when.

    Raises:
        DeskError: if the record is gone, or has no phone.
    """
    record = get(uow.session, kind, key)
    phone = str(getattr(record, PHONES[kind]))
    if not phone:
        raise DeskError("There is no phone to show.")
    uow.note(record, "reveal")
    return phone


def reveal_phones(uow: UnitOfWork, kind: str, keys: Sequence[UUID]) -> int:
    """Note that these records' phones are written out in full, as `reveal_phone` does of one; gives how many."""
    made = RECORDS[kind]
    noted = 0
    for at in range(0, len(keys), PART):
        for record in uow.session.exec(select(made).where(col(made.id).in_(keys[at : at + PART]))).all():
            uow.note(record, "reveal")
            noted += 1
        uow.session.flush()
    return noted


def check_whole_phone(phone: object, field: str) -> None:
    """Refuse a masked phone: where it was only shown, the digits behind the asterisks would be lost.

    Raises:
        DeskError: for this field.
    """
    if "*" in str(phone or "") or "＊" in str(phone or ""):
        raise DeskError("A masked number cannot be kept: type the whole number, or clear the field.", field=field)


def note_masked_phone(entry: Entry, field: str) -> None:
    """As `check_whole_phone`, beside what else is wrong."""
    try:
        check_whole_phone(entry.values.get(field), field)
    except DeskError as error:
        entry.errors.append(error)
