"""Files that officers attach to records; their bytes are copied first (work.files), outside of the transaction."""

from uuid import UUID

from sqlmodel import col, select

from hkdesk.domain.errors import DeskError
from hkdesk.store.attachments import StoredFile
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.attachment import Attachment
from hkdesk.work.commands.fields import get


def add_attachment(uow: UnitOfWork, kind: str, row: UUID, stored: StoredFile) -> UUID:
    """Attach a stored file to a record.

    Raises:
        DeskError: if the record is gone, or has these very bytes already.
    """
    get(uow.session, kind, row)
    same = select(Attachment).where(col(Attachment.row) == row, col(Attachment.sha256) == stored.sha256)
    if (stands := uow.session.exec(same).first()) is not None:
        raise DeskError(
            "“{name}” is attached already, as “{other}”: nothing was added.", name=stored.name, other=stands.name
        )
    attachment = Attachment(
        kind=kind,
        row=row,
        name=stored.name,
        sha256=stored.sha256,
        size_bytes=stored.size_bytes,
        added_at=uow.now,
    )
    uow.session.add(attachment)
    return attachment.id


def remove_attachment(uow: UnitOfWork, attachment_id: UUID) -> None:
    """Take a file off its record; its bytes stay in the data folder, so that undo can bring it back."""
    uow.session.delete(get(uow.session, "Attachment", attachment_id))
