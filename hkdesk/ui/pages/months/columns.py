"""The columns of the month's sheet."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hkdesk.domain.money import wan_text
from hkdesk.domain.report import AMOUNTS, TEXTS
from hkdesk.wording import tr


@dataclass(frozen=True)
class SheetColumn:
    """A column: of a report's field, or reckoned from others (then it has no field)."""

    title: str
    field: str
    width: int

    @property
    def is_number(self) -> bool:
        return self.field not in (*TEXTS, "next_step_on")


def sheet_columns() -> tuple[SheetColumn, ...]:
    """What is typed first, for each project: the three parts of its investment and how far it has come."""
    return (
        SheetColumn(tr("Construction"), "construction_fen", 100),
        SheetColumn(tr("Equipment"), "equipment_fen", 88),
        SheetColumn(tr("Land"), "land_fen", 80),
        SheetColumn(tr("Physical progress"), "physical_progress", 150),
        SheetColumn(tr("Progress %"), "progress_percent", 88),
        SheetColumn(tr("Month's sum"), "", 100),
        SheetColumn(tr("This year"), "", 116),
        SheetColumn(tr("Funds in place"), "funds_in_place_fen", 116),
        SheetColumn(tr("Problems"), "problems", 150),
        SheetColumn(tr("Next step"), "next_step", 150),
        SheetColumn(tr("Its date"), "next_step_on", 100),
    )


def shown_fields() -> tuple[str, ...]:
    """The fields that the sheet shows, its project and month among them, as files of ledgers name them."""
    return ("month", "name", "stage", *(column.field for column in sheet_columns() if column.field))


MONTH_SUM, YEAR_SUM = 5, 6


def cell_text(field: str, value: Any) -> str:
    """A value as the sheet shows it."""
    if value in (None, ""):
        return ""
    return wan_text(value) if field in AMOUNTS else typed_text(field, value)


def typed_text(field: str, value: Any) -> str:
    """A value as an officer types it: what the cell is edited as, and what is copied."""
    if value in (None, ""):
        return ""
    if field in AMOUNTS:
        return wan_text(value, grouped=False)
    return value.isoformat() if isinstance(value, date) else str(value)
