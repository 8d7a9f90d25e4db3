"""What the card of a project says: itself, its milestones, the reports of a year, its latest photographs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.file_names import is_picture
from hkdesk.work.queries.attachments import ATTACHMENT
from hkdesk.work.queries.ledger import View, all_keys, rows, unpacked
from hkdesk.work.queries.projects import LEDGER, REPORT, MilestoneRow, ProjectRow, milestones
from hkdesk.work.queries.records import RecordView, load

MOST_PHOTOS = 4


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What a project reports of a month, named by its first day."""

    month: date
    construction_fen: int | None
    equipment_fen: int | None
    land_fen: int | None
    funds_in_place_fen: int | None
    progress_percent: int | None
    physical_progress: str
    problems: str
    next_step: str
    next_step_on: date | None

    @property
    def invested_fen(self) -> int | None:
        """Construction, equipment and land together; None where none of them is reported."""
        known = [n for n in (self.construction_fen, self.equipment_fen, self.land_fen) if n is not None]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photograph of a project; `month` is that of the report to which it was added, None for the project's own."""

    name: str
    sha256: str
    added_at: datetime
    month: date | None


@dataclass(frozen=True)
class ProjectCard:
    """A project and what belongs to it.

    Args:
        reports: those of the year, in their order; last is the latest of all, of whatever year.
        photos: the latest few, the latest first; photo_count is how many there are.
    """

    record: RecordView
    row: ProjectRow
    milestones: Sequence[MilestoneRow]
    year: int
    reports: Sequence[ReportRow]
    last: ReportRow | None
    photos: Sequence[PhotoRow]
    photo_count: int


def project_card(reader: Connection, key: UUID, today: date) -> ProjectCard:
    """The card of a project, its reports those of today's year.

    Raises:
        DeskError: if it is gone.
    """
    record = load(reader, "Project", key)
    if record is None:
        raise DeskError("This record has been deleted meanwhile.")
    row = rows(reader, LEDGER, [key.bytes], today)[key.bytes]
    reports = _reports(reader, key)
    of_year = [report for report in reports if report.month.year == today.year]
    last = reports[-1] if reports else None
    photos, count = _photos(reader, key)
    return ProjectCard(record, row, milestones(reader, key), today.year, of_year, last, photos, count)


def project_keys(reader: Connection, park: UUID | None, today: date) -> Sequence[UUID]:
    """The projects of a park in the order of their ledger."""
    keys = b"".join(all_keys(reader, LEDGER, View(park), today))
    return [key for part in unpacked(keys) for key in part]


def _reports(reader: Connection, key: UUID) -> list[ReportRow]:
    r = REPORT.c
    asked = select(
        *(r.month, r.construction_fen, r.equipment_fen, r.land_fen, r.funds_in_place_fen, r.progress_percent),
        *(r.physical_progress, r.problems, r.next_step, r.next_step_on),
    )
    return [ReportRow(*tuple(row)) for row in reader.execute(asked.where(r.project_id == key).order_by(r.month))]


def _photos(reader: Connection, key: UUID) -> tuple[list[PhotoRow], int]:
    """The latest pictures of the project itself and of its reports, and how many there are."""
    a, r = ATTACHMENT.c, REPORT.c
    months = {row[0]: row[1] for row in reader.execute(select(r.id, r.month).where(r.project_id == key))}
    asked = select(a.name, a.sha256, a.added_at, a.row).where(a.row.in_([key, *months]))
    found = reader.execute(asked.order_by(a.added_at.desc(), a.id.desc()))
    photos = [PhotoRow(name, sha256, at, months.get(row)) for name, sha256, at, row in found if is_picture(name)]
    return photos[:MOST_PHOTOS], len(photos)
