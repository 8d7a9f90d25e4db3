"""The columns of the four views."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.source_tip import text_tip
from hkdesk.wording import day, tr, word
from hkdesk.work.queries.cases import CaseRow
from hkdesk.work.queries.visits import TrackedRow, UnvisitedRow, VisitRow

RIGHT = Qt.AlignmentFlag.AlignRight


def visit_columns() -> list[Column]:
    """Of the visit log."""
    return [
        Column("", lambda r: word(r.light), 36, Look.LIGHT, light=lambda r: r.light, tip=_next_tip, name="light"),
        Column(tr("Visited"), lambda r: day(r.visited_on), 100, Look.SUB, name="visited_on", fields=("visited_on",)),
        Column(
            tr("Enterprise"),
            lambda r: r.enterprise,
            180,
            Look.NAME,
            name="enterprise",
            tip=_tip("enterprise"),
            fields=("enterprise",),
        ),
        Column(
            tr("Purpose"),
            _purpose,
            200,
            name="purpose",
            stretches=True,
            tip=lambda r: text_tip(_said(r)),
            fields=("purpose", "summary"),
        ),
        Column(
            tr("Officer"),
            lambda r: r.officer or "—",
            80,
            Look.SUB,
            name="officer",
            is_secondary=True,
            fields=("officer",),
        ),
        Column(
            tr("Next step"),
            lambda r: r.next_step or "—",
            120,
            Look.SUB,
            name="next_step",
            tip=_tip("next_step"),
            fields=("next_step",),
        ),
        Column(tr("Next visit"), _next, 100, Look.SUB, name="next_visit_on", fields=("next_visit_on",)),
    ]


def unvisited_columns() -> list[Column]:
    """Of the enterprises not visited."""
    return [
        Column(tr("Enterprise"), lambda r: r.name, 260, Look.NAME, name="enterprise", stretches=True, tip=_tip("name")),
        Column(tr("Liaison officer"), lambda r: r.liaison or "—", 140, name="liaison"),
        Column(tr("Contact"), lambda r: r.contact or "—", 120, Look.SUB, name="contact"),
        Column(tr("Last visit"), _last, 120, Look.SUB, name="last_on"),
        Column(tr("Days since"), _days_since, 110, Look.SUB, name="days", align=RIGHT),
    ]


def tracked_columns() -> list[Column]:
    """Of the projects after production."""
    return [
        Column("", lambda r: word(r.light), 36, Look.LIGHT, light=lambda r: r.light, name="light"),
        Column(tr("Project"), lambda r: r.name, 260, Look.NAME, name="name", stretches=True, tip=_tip("name")),
        Column(tr("Enterprise"), lambda r: r.enterprise or "—", 220, name="enterprise", tip=_tip("enterprise")),
        Column(
            tr("In production"),
            lambda r: day(r.in_production_on) if r.in_production_on else "—",
            120,
            Look.SUB,
            name="in_production_on",
        ),
        Column(tr("First shipment"), _shipped, 130, Look.SUB, name="first_shipment_on"),
        Column(tr("Days"), lambda r: f"{r.days:,}" if r.days is not None else "—", 90, name="days", align=RIGHT),
    ]


def case_columns() -> list[Column]:
    """Of the services."""
    return [
        Column("", lambda r: word(r.light), 36, Look.LIGHT, light=lambda r: r.light, name="light"),
        Column(tr("Kind"), lambda r: word(r.kind), 104, Look.SUB, name="kind"),
        Column(tr("Service"), lambda r: r.title, 220, Look.NAME, name="title", stretches=True, tip=_tip("title")),
        Column(tr("Enterprise"), lambda r: r.enterprise or "—", 150, name="enterprise", tip=_tip("enterprise")),
        Column(tr("Last step"), lambda r: word(r.last) if r.last else "—", 84, name="last"),
        Column(tr("Next step on"), _case_next, 110, Look.SUB, name="next_on"),
        Column(tr("Appeals"), _appeals, 90, Look.SUB, name="requests", align=RIGHT),
    ]


def _tip(field: str) -> Callable[[Any], str]:
    return lambda row: text_tip(getattr(row, field))


def _purpose(row: VisitRow) -> str:
    return row.purpose or row.summary


def _said(row: VisitRow) -> str:
    return "\n".join(part for part in (row.purpose, row.summary) if part)


def _next(row: VisitRow) -> str:
    if row.next_visit_on is None:
        return "—"
    return tr("made") if row.is_followed else day(row.next_visit_on)


def _next_tip(row: VisitRow) -> str:
    return text_tip(tr("Next visit: {on}", on=_next(row)))


def _last(row: UnvisitedRow) -> str:
    return day(row.last_on) if row.last_on else tr("never")


def _days_since(row: UnvisitedRow) -> str:
    return f"{row.days:,}" if row.days is not None else "—"


def _shipped(row: TrackedRow) -> str:
    return day(row.first_shipment_on) if row.first_shipment_on else tr("not yet")


def _case_next(row: CaseRow) -> str:
    if row.closed_on is not None:
        return tr("closed")
    return day(row.next_on) if row.next_on else "—"


def _appeals(row: CaseRow) -> str:
    return f"{row.open_requests} / {row.requests}" if row.requests else "—"
