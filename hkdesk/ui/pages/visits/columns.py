"""The columns of the four views."""

from hkdesk.ui.widgets.columns import (
    RIGHT,
    day_column,
    light_column,
    number_column,
    text_column,
    tip_of,
    word_column,
    word_tip_of,
)
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.source_tip import text_tip
from hkdesk.wording import day, tr, word
from hkdesk.work.queries.cases import CaseRow
from hkdesk.work.queries.visits import TrackedRow, UnvisitedRow, VisitRow


def visit_columns() -> list[Column]:
    """Of the visit log."""
    return [
        light_column(_next_tip),
        day_column("visited_on", tr("Visited"), 100, order=""),
        text_column("enterprise", tr("Enterprise"), 180, Look.NAME, order="", wide=214, tip=tip_of("enterprise")),
        Column(
            tr("Purpose"),
            _purpose,
            200,
            name="purpose",
            stretches=True,
            tip=lambda r: text_tip(_said(r)),
            fields=("purpose", "summary"),
        ),
        text_column("officer", tr("Officer"), 80, order="", is_secondary=True),
        text_column("next_step", tr("Next step"), 120, order="", wide=220, tip=tip_of("next_step")),
        Column(tr("Next visit"), _next, 100, Look.SUB, name="next_visit_on", fields=("next_visit_on",)),
    ]


def unvisited_columns() -> list[Column]:
    """Of the enterprises not visited."""
    return [
        text_column("name", tr("Enterprise"), 260, Look.NAME, order="", stretches=True, tip=tip_of("name")),
        text_column("liaison", tr("Liaison officer"), 140, Look.TEXT, order=""),
        text_column("contact", tr("Contact"), 120, order=""),
        Column(tr("Last visit"), _last, 120, Look.SUB, name="last_on"),
        number_column("days", tr("Days since"), 110, look=Look.SUB),
    ]


def tracked_columns() -> list[Column]:
    """Of the projects after production."""
    return [
        light_column(),
        text_column("name", tr("Project"), 260, Look.NAME, order="", stretches=True, tip=tip_of("name")),
        text_column("enterprise", tr("Enterprise"), 220, Look.TEXT, order="", tip=tip_of("enterprise")),
        day_column("in_production_on", tr("In production"), 120, order=""),
        Column(tr("First shipment"), _shipped, 130, Look.SUB, name="first_shipment_on"),
        number_column("days", tr("Days"), 90),
    ]


def case_columns() -> list[Column]:
    """Of the services."""
    return [
        light_column(),
        word_column("kind", tr("Kind"), 104, order="", wide=156, tip=word_tip_of("kind")),
        text_column("title", tr("Service"), 190, Look.NAME, order="", stretches=True, tip=tip_of("title")),
        text_column("enterprise", tr("Enterprise"), 150, Look.TEXT, order="", wide=210, tip=tip_of("enterprise")),
        Column(tr("Last step"), lambda r: word(r.last) if r.last else "—", 84, name="last"),
        Column(tr("Next step on"), _case_next, 110, Look.SUB, name="next_on"),
        Column(tr("Appeals"), _appeals, 90, Look.SUB, name="requests", align=RIGHT),
    ]


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


def _shipped(row: TrackedRow) -> str:
    return day(row.first_shipment_on) if row.first_shipment_on else tr("not yet")


def _case_next(row: CaseRow) -> str:
    if row.closed_on is not None:
        return tr("closed")
    return day(row.next_on) if row.next_on else "—"


def _appeals(row: CaseRow) -> str:
    return f"{row.open_requests} / {row.requests}" if row.requests else "—"
