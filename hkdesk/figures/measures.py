"""The figures of appeals in words: what a measure is called, and how its values are written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from hkdesk.domain.request import Category
from hkdesk.wording import month, percent, tr, word
from hkdesk.work.queries.request_figures import RequestFigures
from hkdesk.work.queries.request_sums import Measure, Sums

BARS = 10


def measure_title(measure: Measure) -> str:
    """What a measure is called."""
    return {
        Measure.RECEIVED: tr("Received"),
        Measure.LATE: tr("Late share"),
        Measure.MEDIAN_DAYS: tr("Median days"),
        Measure.OVERALL: tr("Overall mark"),
    }[measure]


def measure_text(measure: Measure, value: Decimal | None) -> str:
    """A value as it is read; — where there is none."""
    if value is None:
        return "—"
    match measure:
        case Measure.RECEIVED:
            return f"{value:,.0f}"
        case Measure.LATE:
            return percent(value, 1)
        case Measure.MEDIAN_DAYS:
            return days_text(value)
        case Measure.OVERALL:
            return f"{value:.1f}"


def measure_value(measure: Measure, value: Decimal | None) -> Decimal | None:
    """A value as a spreadsheet calculates with it; shares in percent."""
    if value is None:
        return None
    return round(value * 100, 2) if measure is Measure.LATE else round(value, 2)


def days_text(days: Decimal | None) -> str:
    """A median: whole, or with its half."""
    return "—" if days is None else f"{days:f}".removesuffix(".0")


@dataclass(frozen=True)
class Heat:
    """A measure by category and month, the whole period at the right of each category and beneath each month.

    Args:
        values: rows of values, None where there is nothing to tell; the last of a row, and the last row, are of all.
        shares: how strong a cell is, from 0 to 1; None where it has no value or stands for all.
    """

    measure: Measure
    categories: tuple[str, ...]
    months: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[tuple[Decimal | None, ...], ...]
    shares: tuple[tuple[float | None, ...], ...]

    def text(self, row: int, column: int) -> str:
        return measure_text(self.measure, self.values[row][column])

    def tip(self, row: int, column: int) -> str:
        """What is said where the pointer, or the current cell, stands."""
        where = {"category": self.categories[row], "month": self.names[column]}
        title = measure_title(self.measure)
        return tr("{category}, {month}: {measure} {value}", measure=title, value=self.text(row, column), **where)

    def header(self) -> tuple[str, ...]:
        return tr("Category"), *self.names

    def rows(self) -> list[tuple[str, ...]]:
        return [(name, *(self.text(r, c) for c in range(len(self.names)))) for r, name in enumerate(self.categories)]

    def table(self) -> list[tuple[object, ...]]:
        """The same as figures."""
        return [
            (name, *(measure_value(self.measure, v) for v in line))
            for name, line in zip(self.categories, self.values, strict=True)
        ]


def heat(view: RequestFigures, measure: Measure) -> Heat:
    """The heat map of a period; months that are not counted yet are empty."""
    months = [part.first for part in view.period.months]
    chosen = [view.asked.category] if view.asked.category else list(Category)
    lines = [
        (
            *(_of(view.cells[m], category, measure, Sums()) if m in view.cells else None for m in months),
            _of(view.by_category, category, measure, Sums()),
        )
        for category in chosen
    ]
    total = (*(_of(view.months, m, measure) for m in months), view.total.measure(measure))
    share = _shares([v for line in lines for v in line[:-1] if v is not None], measure)
    shares = [(*(None if v is None else share(v) for v in line[:-1]), None) for line in lines]
    years = {m.year for m in months}
    return Heat(
        measure=measure,
        categories=(*(word(c) for c in chosen), tr("All")),
        months=(*(month(m) if len(years) == 1 or m.month > 1 else f"{m:%Y}" for m in months), tr("Period")),
        names=(*(f"{m:%Y-%m}" for m in months), tr("Period")),
        values=(*lines, total),
        shares=(*shares, (None,) * (len(months) + 1)),
    )


def _shares(values: list[Decimal], measure: Measure) -> Callable[[Decimal], float]:
    """How strong a value is: from nought to the highest; marks, which lie close together, from the lowest."""
    low = min(values, default=Decimal(0)) if measure is Measure.OVERALL else Decimal(0)
    span = max(values, default=low) - low
    return lambda value: float((value - low) / span) if span else 0.0


@dataclass(frozen=True)
class Trend:
    """A measure month by month, beside the same months of the year before; None where there is nothing to tell."""

    measure: Measure
    labels: tuple[str, ...]
    names: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    before: tuple[Decimal | None, ...]

    def header(self) -> tuple[str, ...]:
        return tr("Month"), measure_title(self.measure), tr("The year before")

    def rows(self) -> list[tuple[str, ...]]:
        columns = zip(self.names, self.values, self.before, strict=True)
        return [(n, measure_text(self.measure, v), measure_text(self.measure, b)) for n, v, b in columns]

    def table(self) -> list[tuple[object, ...]]:
        """The same as figures."""
        columns = zip(self.names, self.values, self.before, strict=True)
        return [(n, measure_value(self.measure, v), measure_value(self.measure, b)) for n, v, b in columns]

    def tip(self, n: int) -> str:
        name, now, before = self.rows()[n]
        return tr("{month}: {now}, the year before {before}", month=name, now=now, before=before)


def trend(view: RequestFigures, measure: Measure) -> Trend:
    """The months of a period in their order, each beside that of the year before."""
    months = [part.first for part in view.period.months]
    before = [part.first for part in view.before.months]
    return Trend(
        measure=measure,
        labels=tuple(month(m) for m in months),
        names=tuple(f"{m:%Y-%m}" for m in months),
        values=tuple(_of(view.months, m, measure) for m in months),
        before=tuple(_of(view.last_months, m, measure) for m in before),
    )


@dataclass(frozen=True)
class Bars:
    """A measure of each provider, those with most appeals first."""

    measure: Measure
    names: tuple[str, ...]
    values: tuple[Decimal | None, ...]

    def tip(self, n: int) -> str:
        return tr("{name}: {value}", name=self.names[n], value=measure_text(self.measure, self.values[n]))


def bars(view: RequestFigures, measure: Measure) -> Bars:
    """The ten providers that lead most of the appeals received."""
    shown = providers_in_order(view)[:BARS]
    return Bars(
        measure,
        tuple(provider_name(view, key) for key, _ in shown),
        tuple(sums.measure(measure) for _, sums in shown),
    )


def providers_in_order(view: RequestFigures) -> list[tuple[UUID | None, Sums]]:
    """Every provider with its sums, those with most appeals first."""
    return sorted(view.by_provider.items(), key=lambda one: (-one[1].received, provider_name(view, one[0])))


def provider_name(view: RequestFigures, key: UUID | None) -> str:
    """A provider's name; those that nobody leads together."""
    return tr("nobody assigned") if key is None else view.providers.get(key, "?")


def _of(
    sums: Mapping[date, Sums] | Mapping[Category, Sums], key: object, measure: Measure, otherwise: Sums | None = None
) -> Decimal | None:
    found: Sums | None = sums.get(key, otherwise)  # type: ignore[call-overload]
    return None if found is None else found.measure(measure)
