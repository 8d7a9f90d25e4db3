"""What each kind of ledger is taken as: which record, what is typed of it, and what its form would refuse."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from hkdesk.domain.days import DayCalendar
from hkdesk.domain.errors import DeskError
from hkdesk.domain.qualification import check_qualification_days
from hkdesk.domain.report import FIELDS as REPORT_FIELDS
from hkdesk.domain.request import Category
from hkdesk.domain.stage import Step
from hkdesk.domain.visits import check_visit_days
from hkdesk.work.commands.projects import FIXED_NEW
from hkdesk.work.commands.requests import ON_THE_WAY, wrong_days
from hkdesk.work.handlers import refuse_unhandled

STEPS_OF_PROJECT = tuple(f"{step}_on" for step in Step if step is not Step.SIGNED)


@dataclass(frozen=True)
class Checking:
    """What forms are checked against.

    Args:
        handled: {provider: its name and the categories that it says it handles}.
    """

    today: date
    calendar: DayCalendar
    handled: Mapping[UUID, tuple[str, str]]


Check = Callable[[Checking, Mapping[str, Any], frozenset[str]], list[DeskError]]


@dataclass(frozen=True)
class TakenKind:
    """A kind.

    Args:
        record: its class.
        fixed: columns that are not typed.
        required: fields that a new record must have, and none may lose.
        check: given the values as they would be and the columns that change, what is wrong with them together.
        steps: columns that steps set.
        report: fields of a month's report.
        may_name_new: whether an enterprise that a new row names and nobody knows is entered with it.
        keeps_builder: whether such a one is kept as the builder, by name.
    """

    record: str
    fixed: frozenset[str]
    required: tuple[str, ...]
    check: Check
    steps: frozenset[str] = frozenset()
    report: tuple[str, ...] = ()
    is_of_enterprise: bool = False
    may_name_new: bool = False
    keeps_builder: bool = False
    park_is_typed: bool = False
    phones: tuple[str, ...] = field(default=())


def _project(now: Checking, values: Mapping[str, Any], changed: frozenset[str]) -> list[DeskError]:
    signed = values.get("signed_on")
    if "signed_on" in changed and signed is not None and signed > now.today:
        return [DeskError("{on} is still to come.", field="signed_on", on=signed)]
    return []


def _request(now: Checking, values: Mapping[str, Any], changed: frozenset[str]) -> list[DeskError]:
    errors: list[DeskError] = []
    if {"received_on", "due_on"} & changed:
        days = now.calendar if "due_on" in changed else None
        received = values.get("received_on") or now.today  # as the appeal is logged
        errors += wrong_days(received, values.get("due_on"), now.today, days)
    lead = values.get("lead_provider_id")
    if "lead_provider_id" in changed and lead is not None and lead in now.handled:
        try:
            refuse_unhandled(*now.handled[lead], values.get("category") or Category.OTHER, "lead_provider")
        except DeskError as error:
            errors.append(error)
    return errors


def _qualification(now: Checking, values: Mapping[str, Any], _: frozenset[str]) -> list[DeskError]:
    try:
        check_qualification_days(values.get("granted_on"), values.get("expires_on"), now.today)
    except DeskError as error:
        return [error]
    return []


def _visit(now: Checking, values: Mapping[str, Any], _: frozenset[str]) -> list[DeskError]:
    errors = check_visit_days(values.get("visited_on"), values.get("next_visit_on"), now.today)
    if not (values.get("purpose") or values.get("summary")):
        errors.append(DeskError("Say what the visit was for, or what came of it.", field="purpose"))
    return errors


def _nothing(_now: Checking, _values: Mapping[str, Any], _changed: frozenset[str]) -> list[DeskError]:
    return []


PROJECT = TakenKind(
    "Project",
    FIXED_NEW,
    ("name",),
    _project,
    steps=frozenset({*STEPS_OF_PROJECT, "stage", "terminated_on"}),
    is_of_enterprise=True,
    keeps_builder=True,
    park_is_typed=True,
)
TAKEN: dict[str, TakenKind] = {
    "Project": PROJECT,
    "Dispatch": TakenKind(
        "Project",
        FIXED_NEW,
        ("name",),
        _project,
        steps=PROJECT.steps,
        report=REPORT_FIELDS,
        is_of_enterprise=True,
        keeps_builder=True,
        park_is_typed=True,
    ),
    "ServiceRequest": TakenKind(
        "ServiceRequest",
        ON_THE_WAY | {"park_id"},
        ("enterprise", "title"),
        _request,
        steps=ON_THE_WAY - {"number"},
        is_of_enterprise=True,
        may_name_new=True,
        phones=("contact_phone",),
    ),
    "Enterprise": TakenKind(
        "Enterprise", frozenset(), ("name",), _nothing, park_is_typed=True, phones=("contact_phone",)
    ),
    "Qualification": TakenKind(
        "Qualification",
        frozenset(),
        ("enterprise", "name"),
        _qualification,
        is_of_enterprise=True,
        may_name_new=True,
    ),
    "Visit": TakenKind(
        "Visit",
        frozenset({"park_id"}),
        ("enterprise", "visited_on"),
        _visit,
        is_of_enterprise=True,
        may_name_new=True,
    ),
}


def taken_as(kind: str) -> TakenKind:
    """The declaration of a kind.

    Raises:
        DeskError: if there is none of the name.
    """
    if kind not in TAKEN:
        raise DeskError("“{text}” is not known here; these are: {known}.", text=kind, known=list(TAKEN))
    return TAKEN[kind]
