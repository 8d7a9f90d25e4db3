"""What a ledger of each kind may hold: one declaration a kind, in the names that the desk's own commands take."""

from collections.abc import Sequence
from dataclasses import replace

from hkdesk.domain.codes import KeyLevel, Nature
from hkdesk.domain.request import Category, Channel, RequestState, Satisfaction
from hkdesk.domain.stage import Stage
from hkdesk.exchange.ledgers.fields import FieldType, Kind, LedgerField, TakenBy, Told
from hkdesk.wording import mark

T = FieldType
_PARK = LedgerField("park", T.NAME)
_USCC = LedgerField("uscc", T.USCC)
_CONTACTS = (
    LedgerField("contact", T.CONTACT, more=("contact_name", "contact_phone")),
    LedgerField("contact_name", T.NAME),
    LedgerField("contact_phone", T.PHONE, more=("contact_name",)),
)
_NOTE = LedgerField("note")


def _days(names: str, taken_by: TakenBy, told: Told = Told.ON) -> tuple[LedgerField, ...]:
    return tuple(LedgerField(name, T.DAY, taken_by, told=told) for name in names.split())


def _wan(names: str, taken_by: TakenBy) -> tuple[LedgerField, ...]:
    return tuple(LedgerField(name, T.MONEY, taken_by, unit="万元") for name in names.split())


def _not_kept(*fields: LedgerField) -> tuple[LedgerField, ...]:
    return tuple(replace(field, taken_by=TakenBy.NOTHING) for field in fields)


_OF_A_PROJECT = (
    LedgerField("name", T.NAME),
    LedgerField("project_code", T.CODE_TEXT),
    LedgerField("enterprise", T.ENTERPRISE),
    LedgerField("builder", T.NAME),
    _PARK,
    LedgerField("responsible_unit", T.NAMES),
    LedgerField("lead_officer", T.NAMES),
    LedgerField("key_level", T.CODE, codes=KeyLevel),
    LedgerField("nature", T.CODE, codes=Nature),
    LedgerField("industry", T.NAME),
    *_wan("total_investment_fen plan_of_year_fen", TakenBy.FORM),
    *_days("planned_start_on planned_production_on", TakenBy.FORM, Told.UNTIL),
    *_days("started_on completed_on in_production_on", TakenBy.STEP),
    *_days("planned_completion_on", TakenBy.NOTHING, Told.UNTIL),
    *_not_kept(LedgerField("chain", T.NAME), LedgerField("light", T.NAME)),
    *_not_kept(*_CONTACTS),
    _NOTE,
)

PROJECT = Kind(
    "Project",
    mark("ledger of projects"),
    (
        *_OF_A_PROJECT,
        LedgerField("key_year", T.NUMBER),
        LedgerField("capacity_per_year", T.QUANTITY, more=("capacity_unit",)),
        LedgerField("capacity_unit", T.NAME),
        LedgerField("stage", T.CODE, TakenBy.STEP, Stage),
        *_days("signed_on", TakenBy.FORM),
        *_days("landed_on permit_on trial_production_on terminated_on first_shipment_on", TakenBy.STEP),
        *_not_kept(LedgerField("land_area", T.AREA, unit="亩"), LedgerField("floor_area", T.AREA, unit="㎡"), _USCC),
    ),
    needed=(("name",),),
    identities=(("project_code",), ("name", "park")),
    headings=("all", "projects", "Project"),
    is_moved=True,
)

DISPATCH = Kind(
    "Dispatch",
    mark("dispatch table of projects"),
    (
        LedgerField("month", T.MONTH, TakenBy.REPORT),
        *_OF_A_PROJECT,
        LedgerField("stage", T.CODE, TakenBy.STEP, Stage),
        *_not_kept(LedgerField("is_started", T.YES_NO), _USCC),
        # Of the month as a whole, of the year so far and since the start: the reports keep them by use, month by month.
        *_wan("month_fen year_fen since_start_fen", TakenBy.NOTHING),
        *_wan("construction_fen equipment_fen land_fen", TakenBy.REPORT),
        *_wan("year_construction_fen year_equipment_fen year_land_fen", TakenBy.NOTHING),
        *_not_kept(LedgerField("completion", T.PERCENT)),
        LedgerField("progress_percent", T.PERCENT, TakenBy.REPORT, is_whole=True),
        LedgerField("physical_progress", T.PROGRESS, TakenBy.REPORT),
        *_wan("funds_in_place_fen", TakenBy.REPORT),
        LedgerField("problems", T.TEXT, TakenBy.REPORT),
        LedgerField("next_step", T.TEXT, TakenBy.REPORT),
        *_days("next_step_on", TakenBy.REPORT, Told.UNTIL),
    ),
    needed=(
        ("name", "project_code"),
        (
            *("month_fen", "year_fen", "since_start_fen", "construction_fen", "equipment_fen", "land_fen"),
            *("year_construction_fen", "year_equipment_fen", "year_land_fen", "progress_percent", "physical_progress"),
        ),
        ("month",),
    ),
    identities=(("project_code",), ("name", "park")),
    headings=("all", "projects", "Dispatch"),
    asked=frozenset({"month"}),
    is_moved=True,
)

REQUEST = Kind(
    "ServiceRequest",
    mark("ledger of appeals"),
    (
        LedgerField("number", T.CODE_TEXT, TakenBy.NOTHING),
        *_days("received_on", TakenBy.FORM),
        LedgerField("channel", T.CODE, codes=Channel),
        LedgerField("enterprise", T.ENTERPRISE),
        *_not_kept(_USCC),
        *_CONTACTS,
        LedgerField("category", T.CODE, codes=Category),
        LedgerField("title", T.NAME),
        LedgerField("content"),
        _PARK,
        LedgerField("liaison_officer", T.NAME),
        LedgerField("lead_provider", T.NAMES),
        LedgerField("assistants", T.NAMES),
        LedgerField("due_on", T.DAY, told=Told.UNTIL, counted_from="received_on"),
        LedgerField("handling"),
        LedgerField("state", T.CODE, TakenBy.STEP, RequestState),
        *_days("replied_on return_visited_on", TakenBy.STEP),
        LedgerField("was_contacted", T.YES_NO, TakenBy.STEP),
        LedgerField("was_solved", T.YES_NO, TakenBy.STEP),
        LedgerField("satisfaction", T.CODE, TakenBy.STEP, Satisfaction),
        *_days("closed_on", TakenBy.STEP),
        *_wan("financing_fen subsidy_fen retained_investment_fen", TakenBy.FORM),
        LedgerField("workers", T.NUMBER),
        LedgerField("jobs_at_risk", T.NUMBER),
        *_not_kept(LedgerField("light", T.NAME)),
        _NOTE,
    ),
    needed=(("enterprise",), ("content", "title")),
    identities=(("number",),),
    headings=("all", "ServiceRequest"),
    filled=(("title", "content"),),
)

ENTERPRISE = Kind(
    "Enterprise",
    mark("ledger of enterprises"),
    (
        LedgerField("name", T.ENTERPRISE),
        LedgerField("short_name", T.NAME),
        LedgerField("uscc", T.USCC, more=("legacy_registration_number",)),
        LedgerField("legacy_registration_number", T.CODE_TEXT),
        _PARK,
        LedgerField("industry_code", T.CODE_TEXT),
        LedgerField("business"),
        LedgerField("address", T.NAME),
        LedgerField("head_name", T.NAME),
        *_CONTACTS,
        LedgerField("is_above_scale", T.YES_NO),
        LedgerField("liaison_officer", T.NAME),
        *_days("settled_on", TakenBy.FORM, Told.ABOUT),
        _NOTE,
    ),
    needed=(("name",),),
    identities=(("uscc",), ("name", "park")),
    headings=("all", "Enterprise"),
)

QUALIFICATION = Kind(
    "Qualification",
    mark("ledger of qualifications"),
    (
        LedgerField("enterprise", T.ENTERPRISE),
        *_not_kept(_USCC, _PARK),
        LedgerField("name", T.NAME),
        LedgerField("level", T.NAME),
        *_days("granted_on", TakenBy.FORM, Told.ABOUT),
        LedgerField("expires_on", T.DAY, told=Told.UNTIL, counted_from="granted_on"),
        _NOTE,
    ),
    needed=(("enterprise",), ("name",)),
    identities=(("enterprise", "name"),),
    headings=("all", "Qualification"),
)

VISIT = Kind(
    "Visit",
    mark("log of visits"),
    (
        LedgerField("enterprise", T.ENTERPRISE),
        *_not_kept(_USCC, _PARK),  # a visit lies in its enterprise's park
        *_days("visited_on", TakenBy.FORM, Told.FROM),
        LedgerField("officer", T.NAME),
        LedgerField("purpose"),
        LedgerField("summary"),
        LedgerField("next_step"),
        *_days("next_visit_on", TakenBy.FORM, Told.UNTIL),
    ),
    needed=(("enterprise",), ("visited_on",), ("purpose", "summary")),
    identities=(("enterprise", "visited_on"),),
    headings=("all", "Visit"),
)

KINDS: dict[str, Kind] = {k.name: k for k in (PROJECT, DISPATCH, REQUEST, ENTERPRISE, QUALIFICATION, VISIT)}
# Of which a ledger may have several columns: their texts follow each other.
JOINED = frozenset({"note", "content", "handling", "summary", "problems", "next_step", "business"})


def needed_missing(kind: Kind, fields: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The groups of needed fields of which a ledger with these fields has none."""
    return tuple(group for group in kind.needed if not set(group) & set(fields))
