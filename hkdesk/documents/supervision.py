"""Supervision: the list of appeals that a leader presses, and the slip for one of them (RULES.md, 督办)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hkdesk.documents.due_lists import SHAPES
from hkdesk.documents.model import (
    Align,
    Block,
    Cell,
    CellKind,
    Column,
    Document,
    PageKind,
    Paragraph,
    Signature,
    Table,
)
from hkdesk.domain.days import DayCalendar
from hkdesk.domain.identity import mask_phone
from hkdesk.domain.request import Category
from hkdesk.wording import day, field_name, language_in_use, long_day, tr, tr_n, word
from hkdesk.work.queries.records import RecordView
from hkdesk.work.queries.requests import RequestFile, RequestRow
from hkdesk.work.words import DASH


def supervision_list(
    rows: Sequence[RequestRow], today: date, place: str, prepared_by: str, is_practice: bool
) -> Document:
    """The appeals that are overdue or escalated, the longest overdue first.

    Args:
        rows: them, in that order.
        place: the park, or the parks.
    """
    on = long_day(today)
    said = tr_n("{n} appeal is overdue or escalated.", "{n} appeals are overdue or escalated.", len(rows))
    return Document(
        title=tr("Supervision list"),
        subtitle=tr("{place} · as of {on}; the longest overdue first", place=place, on=on),
        language=language_in_use(),
        park=place,
        period=tr("As of {day}", day=on),
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=today,
        blocks=(
            Paragraph(said if rows else tr("No appeal is overdue or escalated.")),
            *((_list(rows),) if rows else ()),
            Signature(tr("Prepared by: {name}", name=prepared_by or DASH), on),
        ),
        page=PageKind.LEDGER_LANDSCAPE,
    )


def supervision_slip(
    record: RecordView, file: RequestFile, today: date, days: DayCalendar, prepared_by: str, is_practice: bool
) -> Document:
    """The slip by which one appeal is pressed: what it is, how late, what is asked for, and who signs."""
    v, names = record.values, record.names
    park = names.get("park_id", "")
    return Document(
        title=tr("Supervision slip"),
        subtitle=tr("No. {number}", number=v["number"]),
        language=language_in_use(),
        park=park,
        period=long_day(today),
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=today,
        blocks=(
            _facts(v, names, file),
            Paragraph(_lateness(v, today, days)),
            *_steps(file),
            _to_fill_in(),
            Signature(tr("Prepared by: {name}", name=prepared_by or DASH), long_day(today)),
        ),
    )


def _list(rows: Sequence[RequestRow]) -> Table:
    return Table(
        title="",
        columns=(
            Column(tr("Light"), Align.CENTRE, CellKind.CODE, weight=0.8),
            Column(tr("Number"), kind=CellKind.CODE, weight=1.4),
            Column(tr("Enterprise"), weight=2.6),
            Column(tr("Category"), weight=1.1, choices=tuple(word(code) for code in Category)),
            Column(tr("Appeal"), weight=3.2),
            Column(tr("Handler"), weight=1.8),
            Column(tr("State"), weight=1.0),
            Column(tr("Due"), Align.CENTRE, CellKind.DATE, weight=1.1),
            Column(tr("Working days late"), Align.RIGHT, CellKind.NUMBER, weight=0.9),
        ),
        rows=tuple(_row(row) for row in rows),
    )


def _row(row: RequestRow) -> tuple[Cell, ...]:
    late = -row.workdays_left if row.workdays_left is not None and row.workdays_left < 0 else None
    texts = (
        SHAPES[row.light],
        row.number,
        row.enterprise,
        word(row.category),
        row.title,
        row.provider or DASH,
        word(row.state),
    )
    return (
        *(Cell(text, text) for text in texts),
        Cell(day(row.due_on) if row.due_on else DASH, row.due_on),
        Cell(f"{late:,}" if late is not None else DASH, late),
    )


def _facts(v: Mapping[str, Any], names: Mapping[str, str], file: RequestFile) -> Table:
    phone = str(v["contact_phone"] or "")
    contact = " ".join(part for part in (str(v["contact_name"] or ""), mask_phone(phone) if phone else "") if part)
    lines = (
        (field_name("enterprise_id"), names.get("enterprise_id", "")),
        (tr("Contact"), contact),
        (field_name("category"), word(v["category"])),
        (field_name("title"), str(v["title"])),
        (field_name("content"), str(v["content"] or "")),
        (field_name("lead_provider_id"), names.get("lead_provider_id", "")),
        (field_name("assistants"), "、".join(file.assistants)),
        (field_name("liaison_officer_id"), names.get("liaison_officer_id", "")),
        (field_name("received_on"), _day(v["received_on"])),
        (field_name("due_on"), _day(v["due_on"])),
        (tr("State"), word(v["state"])),
    )
    return _two_columns("", "", "", lines)


def _lateness(v: Mapping[str, Any], today: date, days: DayCalendar) -> str:
    due = v["due_on"]
    if isinstance(due, date) and due < today:
        n = days.workdays_between(due, today)
        return tr_n(
            "It was due on {on} and is {n} working day late.",
            "It was due on {on} and is {n} working days late.",
            n,
            on=day(due),
        )
    return tr("It is not overdue; it was escalated.")


def _steps(file: RequestFile) -> tuple[Block, ...]:
    if not file.steps:
        return ()
    lines = [
        (
            day(step.on),
            " · ".join(part for part in (word(step.action), step.provider or "", step.actor, step.reason) if part),
        )
        for step in file.steps[-6:]
    ]
    return (_two_columns(tr("What was done so far"), tr("Day"), tr("Step"), lines),)


def _to_fill_in() -> Table:
    lines = [
        (tr("What is asked for, and by when"), ""),
        (tr("Leader: signature, day"), ""),
        (tr("Handler: received, signature, day"), ""),
        (tr("What came of it"), ""),
    ]
    return replace(_two_columns(tr("Supervision"), "", "", lines, ""), least_lines=3)


def _two_columns(title: str, left: str, right: str, lines: Sequence[tuple[str, str]], blank: str = DASH) -> Table:
    return Table(
        title=title,
        columns=(Column(left, weight=1.3, is_label=not left), Column(right, weight=4)),
        rows=tuple((Cell(name, name), Cell(text or blank, text)) for name, text in lines),
    )


def _day(value: object) -> str:
    return day(value) if isinstance(value, date) else DASH
