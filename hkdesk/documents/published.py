"""Published figures beside what the desk has recorded of the same thing, each with its source and standing."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from hkdesk.documents.model import Cell
from hkdesk.documents.phrases import money_cell, quantity_text, sentences, with_source
from hkdesk.domain.standing import Standing
from hkdesk.wording import mark, tr
from hkdesk.work.queries.parks import Bulletin
from hkdesk.work.words import DASH

_NAMES = {
    "key_projects": mark("key projects"),
    "key_projects_in_production": mark("of these in production"),
    "key_projects_started": mark("of these started"),
    "key_projects_total_investment": mark("total investment"),
    "fixed_asset_investment": mark("fixed-asset investment completed"),
}
_ORDER = tuple(_NAMES)  # "of these" must follow what it is of
_YEAR = re.compile(r"([0-9]{4})")
_HALF = re.compile(r"([0-9]{4})-H([12])")
_MONTHS = re.compile(r"([0-9]{4})-([0-9]{2})/\1-([0-9]{2})")


def period_name(period: str) -> str:
    """A bulletin's period: 2024年, 2024年上半年, 2024年1—8月; any other is said as it was entered."""
    if found := _YEAR.fullmatch(period):
        return tr("year {year}", year=found[1])
    if found := _HALF.fullmatch(period):
        half = mark("first half of {year}") if found[2] == "1" else mark("second half of {year}")
        return tr(half, year=found[1])
    if found := _MONTHS.fullmatch(period):
        return tr("months {first} to {last} of {year}", year=found[1], first=int(found[2]), last=int(found[3]))
    return period


def published(bulletins: Iterable[Bulletin]) -> str:
    """A sentence for each period and source, each figure beside what is recorded of it."""
    groups: dict[tuple[str, str | None, Standing | None], list[str]] = {}
    for bulletin in sorted(bulletins, key=lambda b: _ORDER.index(b.code) if b.code in _ORDER else len(_ORDER)):
        groups.setdefault((_whose(bulletin), bulletin.locator, bulletin.standing), []).append(_item(bulletin))
    return sentences(
        *(
            tr(
                "Bulletin, {period}: {items}.",
                period=whose,
                items=with_source(tr("; ").join(items), [locator], standing),
            )
            for (whose, locator, standing), items in groups.items()
        )
    )


def published_rows(bulletins: Iterable[Bulletin], codes: Sequence[str]) -> list[tuple[Cell, ...]]:
    """A row for each period: its name and, under each code, the figure; another park's figures get another row."""
    rows: list[tuple[str, dict[str, Bulletin]]] = []
    for bulletin in (b for b in bulletins if b.code in codes):
        whose = _whose(bulletin)
        free = (by_code for other, by_code in rows if other == whose and bulletin.code not in by_code)
        by_code = next(free, None)
        if by_code is None:
            by_code = {}
            rows.append((whose, by_code))
        by_code[bulletin.code] = bulletin
    return [
        (Cell(label := tr("Bulletin, {period}", period=whose), label), *(_cell(by.get(c)) for c in codes))
        for whose, by in rows
    ]


def sources(bulletins: Iterable[Bulletin]) -> str:
    """Where published figures stand, by what they rest on: a clause for each standing."""
    places: dict[Standing | None, list[str | None]] = {}
    for bulletin in bulletins:
        places.setdefault(bulletin.standing, []).append(bulletin.locator)
    named = [with_source(tr("the bulletin's figures"), locators, s) for s, locators in places.items()]
    return tr("; ").join(named)


def _whose(bulletin: Bulletin) -> str:
    """The period of a figure, and the park where there are several."""
    period = period_name(bulletin.period)
    return tr("{park}, {period}", park=bulletin.park, period=period) if bulletin.park else period


def _cell(bulletin: Bulletin | None) -> Cell:
    if bulletin is None:
        return Cell(DASH)
    if bulletin.amount_fen is not None:
        return money_cell(bulletin.amount_fen)
    thousandths = bulletin.value_thousandths
    value = None if thousandths is None else Decimal(thousandths) / 1000
    return Cell(quantity_text(thousandths, None, bulletin.unit), value)


def _item(bulletin: Bulletin) -> str:
    name = tr(_NAMES[bulletin.code]) if bulletin.code in _NAMES else bulletin.name
    said = quantity_text(bulletin.value_thousandths, bulletin.amount_fen, bulletin.unit)
    if bulletin.recorded is None:
        return tr("{name} {published}", name=name, published=said)
    recorded = quantity_text(bulletin.recorded * 1000, None, bulletin.unit)
    return tr("{name} {published}, recorded here {recorded}", name=name, published=said, recorded=recorded)
