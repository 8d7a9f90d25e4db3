"""What a kept record takes from the one that is merged into it; the preview and the command read it alike."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from hkdesk.domain.errors import DeskError
from hkdesk.domain.stage import Stage, Step
from hkdesk.tables.all import table_of

MERGEABLE = ("Project", "Enterprise")
KEPT, MERGED = "kept", "merged"
FIXED = {"id", "version", "park_id"}
STEP_DAYS = tuple(f"{step}_on" for step in Step)
WITH_STAGE = {*STEP_DAYS, "terminated_on"}


def fields_of(kind: str) -> list[str]:
    """The fields that are compared, in the table's order; a project's days go with its stage where that differs."""
    return [c.key for c in table_of(kind).c if c.key not in FIXED]


def differing(kind: str, kept: Mapping[str, Any], merged: Mapping[str, Any]) -> list[str]:
    """The fields that both have, and that say different things: the officer decides."""
    return [
        f
        for f in _compared(kind, kept, merged)
        if _is_said(kept[f]) and _is_said(merged[f]) and _differ(f, kept, merged)
    ]


def filled(kind: str, kept: Mapping[str, Any], merged: Mapping[str, Any]) -> list[str]:
    """The fields that only the merged one has: the kept one takes them."""
    return [f for f in _compared(kind, kept, merged) if not _is_said(kept[f]) and _is_said(merged[f])]


def values_taken(
    kind: str, kept: Mapping[str, Any], merged: Mapping[str, Any], choices: Mapping[str, str]
) -> dict[str, Any]:
    """The fields that the kept one takes from the merged one, with their values.

    Raises:
        DeskError: if a choice is none of the two, or there is nothing to choose, or the days get out of order.
    """
    for field, side in choices.items():
        if field not in fields_of(kind) or side not in (KEPT, MERGED):
            raise DeskError("“{side}” of “{name}” is no choice here.", field=field, side=side, name=field)
    taken = [f for f in differing(kind, kept, merged) if choices.get(f) == MERGED]
    values = {f: merged[f] for f in (*filled(kind, kept, merged), *taken)}
    if kind == "Project":
        values |= _days(kept, merged, "stage" in taken)
        values = {f: v for f, v in values.items() if v != kept[f]}
        if values.keys() & WITH_STAGE:
            _check_days({**kept, **values})
    return values


def _compared(kind: str, kept: Mapping[str, Any], merged: Mapping[str, Any]) -> list[str]:
    has_other_stage = kind == "Project" and kept["stage"] != merged["stage"]
    return [f for f in fields_of(kind) if not (has_other_stage and f in WITH_STAGE)]


def _days(kept: Mapping[str, Any], merged: Mapping[str, Any], takes_stage: bool) -> dict[str, Any]:
    """The days of the side whose stage it is; earlier ones that it lacks come from the other, where they fit."""
    if kept["stage"] == merged["stage"]:
        return {}
    side, other = (merged, kept) if takes_stage else (kept, merged)
    days = {f: side[f] for f in WITH_STAGE}
    reached = max((n for n, f in enumerate(STEP_DAYS) if days[f]), default=0)
    for n, field in enumerate(STEP_DAYS[:reached]):
        if days[field] is None and other[field] is not None:
            before = [d for f in STEP_DAYS[:n] if (d := days[f])]
            after = [d for f in STEP_DAYS[n:] if (d := days[f])]
            if all(d <= other[field] for d in before) and all(other[field] <= d for d in after):
                days[field] = other[field]
    return days


def _check_days(values: Mapping[str, Any]) -> None:
    known = [(f, values[f]) for f in STEP_DAYS if values[f] is not None]
    if values["stage"] is Stage.TERMINATED and values["terminated_on"]:
        known.append(("terminated_on", values["terminated_on"]))
    for (before, since), (field, on) in pairwise(known):
        if on < since:
            raise DeskError(
                "{on} is earlier than {other}, {since}.",
                field=field,
                on=on,
                other=Step(before.removesuffix("_on")),
                since=since,
            )


def _differ(field: str, kept: Mapping[str, Any], merged: Mapping[str, Any]) -> bool:
    return bool(kept[field] != merged[field])


def _is_said(value: object) -> bool:
    return value is not None and value != ""
