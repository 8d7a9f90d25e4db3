"""A row beside the record that it means: what is new, what changes, what was changed on both sides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from hkdesk.domain.days import parse_day
from hkdesk.domain.errors import DeskError
from hkdesk.domain.identity import mask_phone
from hkdesk.domain.report import INVESTED, check_cumulative, check_month, invested_fen
from hkdesk.domain.stage import Stage, Step, check_step
from hkdesk.work.commands.contacts import check_whole_phone
from hkdesk.work.importing.drafts import ASSISTANTS, Draft
from hkdesk.work.importing.kinds import STEPS_OF_PROJECT, Checking, TakenKind
from hkdesk.work.importing.rows import FieldChange, PlannedRow, Reason, RowState
from hkdesk.work.importing.standing import ReportsThen
from hkdesk.work.importing.standing_said import project_standing, request_standing
from hkdesk.work.words import typed_text

SET_ONCE = {"Project": "signed_on", "Qualification": "enterprise_id"}  # typed as it is entered, and never again
PLANNED = {"started_on": "planned_start_on", "in_production_on": "planned_production_on"}
ENTERPRISE, NOTHING = frozenset({"enterprise"}), frozenset[str]()
NO_VALUES: Mapping[str, Any] = MappingProxyType({})


@dataclass
class Slice:
    """What stands of the records of a slice of rows.

    Args:
        since: {record: {column: what it said when it was written out}} where it was changed since.
        helpers: {appeal: {provider: name}}.
    """

    records: Mapping[UUID, Mapping[str, Any]]
    names: Mapping[UUID, str]
    since: Mapping[UUID, Mapping[str, Any] | None] = field(default_factory=dict)
    helpers: Mapping[UUID, Mapping[UUID, str]] = field(default_factory=dict)
    reports: ReportsThen | None = None


class Comparing:
    """Makes planned rows of drafts."""

    def __init__(self, kind: TakenKind, checking: Checking, enters_in: UUID) -> None:
        self._kind, self._checking, self._enters_in = kind, checking, enters_in

    def compare(self, draft: Draft, stands: Slice) -> PlannedRow:
        """What is planned for a row whose record is known, or known to be new."""
        record = stands.records.get(draft.key) if draft.key is not None else None
        is_named = "enterprise" in draft.texts and "enterprise_id" not in draft.values
        if is_named and not (record is None and self._kind.may_name_new):
            draft.refuse("enterprise", _no_enterprise(draft.texts["enterprise"]))
        self._phones(draft, record)
        self._due_day(draft, record)
        self._planned_days(draft)
        changes, conflicts = self._changes(draft, record, stands) if record is not None else ([], [])
        clashing = {c.field for c in conflicts}
        moved, stands_as = self._steps(draft, record), {}
        if record is None:
            stands_as = self._stands_as(draft, moved)
        month = self._month(draft)
        report = self._report(draft, record, stands, month) if month is not None else []
        self._check(draft, record, clashing)
        if draft.question is not None:
            state = RowState.REFUSED if draft.reasons else RowState.ASKED
        elif draft.reasons:
            state = RowState.REFUSED
        elif conflicts:
            state = RowState.CONFLICT
        elif record is None:
            state = RowState.NEW
        else:
            state = RowState.CHANGES if changes or report or moved else RowState.SAME
        written = {c.field for c in changes}
        return PlannedRow(
            number=draft.row.number,
            state=state,
            key=draft.key,
            version=record["version"] if record is not None else 0,
            label=self._label(draft, record),
            typed=_typed(draft, written) if record is not None else self._of_new(draft),
            values=self._values_of_new(draft) if state is RowState.NEW else NO_VALUES,
            report={c.field: draft.report_texts[c.field] for c in report},
            month=month,
            named=ENTERPRISE if is_named else NOTHING,
            steps={c.field: c.new for c in moved} | stands_as,
            changes=(*changes, *report, *moved) if record is not None else (),
            conflicts=tuple(conflicts),
            reasons=tuple(draft.reasons),
            remarks=tuple(draft.remarks),
            question=draft.question,
            is_hidden=draft.row.is_hidden,
        )

    def _changes(
        self, draft: Draft, record: Mapping[str, Any], stands: Slice
    ) -> tuple[list[FieldChange], list[FieldChange]]:
        changes: list[FieldChange] = []
        conflicts: list[FieldChange] = []
        is_late = draft.key in stands.since
        base = stands.since.get(draft.key) if draft.key is not None else None
        for column, value in draft.values.items():
            name = column.removesuffix("_id")
            old = record[column]
            if value == old or (draft.is_slip and column == "name"):
                continue
            if SET_ONCE.get(self._kind.record) == column:
                draft.remarks.append(Reason(column, _by_its_own_step(column)))
                continue
            change = FieldChange(name, self._said(column, old, stands), self._said(column, value, stands))
            if not is_late:
                changes.append(change)
            elif base is None:
                conflicts.append(change)
            elif column not in base:
                changes.append(change)
            elif base[column] != value:  # otherwise only the desk's was edited
                conflicts.append(change)
        if ASSISTANTS in draft.texts:
            changes += self._assistants(draft, stands)
        return changes, conflicts

    def _said(self, column: str, value: Any, stands: Slice) -> str:
        return stands.names.get(value, str(value)) if isinstance(value, UUID) else typed_text(column, value)

    def _assistants(self, draft: Draft, stands: Slice) -> list[FieldChange]:
        helpers = stands.helpers.get(draft.key, {}) if draft.key is not None else {}
        old = sorted(helpers.values())
        new = sorted(draft.texts[ASSISTANTS].split("、"))
        return [] if old == new else [FieldChange(ASSISTANTS, "、".join(old), "、".join(new))]

    def _phones(self, draft: Draft, record: Mapping[str, Any] | None) -> None:
        """A masked number is the desk's own, as it wrote it out; another one cannot be kept."""
        for name in self._kind.phones:
            text = draft.texts.get(name, "")
            if record is not None and "*" in text and mask_phone(record[name]) == text:
                del draft.texts[name], draft.values[name]
                continue
            try:
                check_whole_phone(text, name)
            except DeskError as error:
                draft.refuse(name, error)

    def _due_day(self, draft: Draft, record: Mapping[str, Any] | None) -> None:
        """A ledger's deadline that is a day off ends with the next working day, as deadlines do by law."""
        due, days = draft.values.get("due_on"), self._checking.calendar
        if due is None or days.is_workday(due) or (record is not None and record["due_on"] == due):
            return
        taken = days.add_workdays(due, 1).on
        draft.values["due_on"], draft.texts["due_on"] = taken, taken.isoformat()
        draft.remarks.append(
            Reason(
                "due_on",
                DeskError(
                    "{on} is a day off: {taken}, the working day after it, is taken.",
                    field="due_on",
                    on=due,
                    taken=taken,
                ),
            )
        )

    def _planned_days(self, draft: Draft) -> None:
        """A step's day that is still to come is that for which it is planned, where the ledger says no other."""
        for name, planned in PLANNED.items():
            try:
                on = parse_day(draft.steps.get(name, ""), name)
            except DeskError:
                continue  # said when the step is looked at
            if on > self._checking.today and planned not in draft.texts:
                del draft.steps[name]
                draft.values[planned], draft.texts[planned] = on, on.isoformat()
                taken = DeskError("{on} is still to come: it is taken as the planned day.", field=name, on=on)
                draft.remarks.append(Reason(name, taken))

    def _check(self, draft: Draft, record: Mapping[str, Any] | None, clashing: set[str]) -> None:
        values: Mapping[str, Any] = draft.values
        if record is not None:
            values = dict(record) | {c: v for c, v in values.items() if c.removesuffix("_id") not in clashing}
        wrong = {reason.field for reason in draft.reasons} | ({"enterprise"} if draft.question else set())
        for name in self._kind.required:
            said = values.get(name) or values.get(f"{name}_id") or draft.texts.get(name)
            if not said and name not in wrong:
                draft.refuse(name, DeskError("This may not stay empty.", field=name))
        changed = frozenset(c for c, v in draft.values.items() if record is None or record[c] != v)
        if not draft.reasons and changed:
            for error in self._kind.check(self._checking, values, changed):
                draft.refuse(error.field or "", error)

    def _steps(self, draft: Draft, record: Mapping[str, Any] | None) -> list[FieldChange]:
        if self._kind.record != "Project":
            for name, text in draft.steps.items():
                if record is not None and typed_text(name, record[name]) != text:
                    draft.remarks.append(Reason(name, _by_its_own_step(name)))
            return []
        stage = record["stage"] if record is not None else Stage.SIGNED
        dates = {s: on for s in Step if (on := _stood(draft, record, f"{s}_on")) is not None}
        moved: list[FieldChange] = []
        for name in STEPS_OF_PROJECT:
            if not (text := draft.steps.get(name, "")):
                continue
            step = Step(name.removesuffix("_on"))
            try:
                on = parse_day(text, name)
                if dates.get(step) == on:
                    continue
                if step in dates:
                    raise _by_its_own_step(name)
                check_step(stage, dates, step, on, self._checking.today)
            except DeskError as error:
                draft.remarks.append(Reason(name, error))
                continue
            stage, dates[step] = step.stage, on
            moved.append(FieldChange(name, "", on.isoformat()))
        said = draft.steps.get("stage", "")
        if said and said != stage and record is not None:
            draft.remarks.append(Reason("stage", _by_its_own_step("stage")))
        return moved

    def _stands_as(self, draft: Draft, moved: list[FieldChange]) -> dict[str, str]:
        """Where a new record stands that was dealt with before the desk knew it."""
        if self._kind.record == "ServiceRequest":
            return request_standing(draft, self._checking.today)
        if self._kind.record == "Project":
            reached = Step(moved[-1].field.removesuffix("_on")).stage if moved else Stage.SIGNED
            return project_standing(draft, reached, self._checking.today)
        return {}

    def _month(self, draft: Draft) -> date | None:
        if not draft.report:
            return None
        try:
            return month_of(draft.row.values.get("month", ""), self._checking.today)
        except DeskError as error:
            draft.refuse("month", error)
            return None

    def _report(self, draft: Draft, record: Mapping[str, Any] | None, stands: Slice, month: date) -> list[FieldChange]:
        if stands.reports is None:
            return []
        before = stands.reports.of(draft.key, month)
        changed = {name: value for name, value in draft.report.items() if value != before[name]}
        if changed.keys() & set(INVESTED):
            total = draft.values.get("total_investment_fen") or (record or {}).get("total_investment_fen")
            try:
                whole = invested_fen({**before, **changed})
                check_cumulative(stands.reports.invested_but(draft.key, month), whole, total)
            except DeskError as error:
                draft.refuse(error.field or "", error)
        return [FieldChange(n, typed_text(n, before[n]), typed_text(n, v)) for n, v in changed.items()]

    def _of_new(self, draft: Draft) -> dict[str, str]:
        """What the commands are given of a new record: a day of signing that is not said is not known."""
        typed = dict(draft.texts)
        if self._kind.park_is_typed or self._kind.may_name_new:
            typed["park"] = str(draft.park or self._enters_in)
        if self._kind.record == "Project":
            typed.setdefault("signed_on", "")
        return typed

    def _values_of_new(self, draft: Draft) -> Mapping[str, Any]:
        """The same as it was read."""
        values = draft.values
        if self._kind.park_is_typed:
            values["park_id"] = draft.park or self._enters_in
        if self._kind.record == "Project":
            values.setdefault("signed_on", None)
        return values

    def _label(self, draft: Draft, record: Mapping[str, Any] | None) -> str:
        for name in ("number", "name", "title"):
            if record is not None and record.get(name):
                return str(record[name])
            if draft.texts.get(name):
                return draft.texts[name]
        return draft.row.values.get("enterprise", "")


def _typed(draft: Draft, written: set[str]) -> dict[str, str]:
    return {name: text for name, text in draft.texts.items() if name in written}


def _stood(draft: Draft, record: Mapping[str, Any] | None, column: str) -> date | None:
    stands = record[column] if record is not None else None
    value = stands or draft.values.get(column)
    return value if isinstance(value, date) else None


def _no_enterprise(text: str) -> DeskError:
    return DeskError(
        "The desk has no enterprise “{text}”: correct the name, or enter the enterprise first.",
        field="enterprise",
        text=text,
    )


def _by_its_own_step(name: str) -> DeskError:
    return DeskError("This is set by a step of its own: it is not taken from a ledger and stays as it is.", field=name)


def month_of(text: str, today: date) -> date:
    """The first day of a month that has begun."""
    if not text.strip():
        raise DeskError("Say of which month these reports are.", field="month")
    month = date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    check_month(month, today)
    return month
