"""The figures of appeals over a period, beside those of the same days of the year before, counted month by month."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from hkdesk.domain.periods import Period, up_to, year_before
from hkdesk.domain.request import Category
from hkdesk.work.queries.request_bulletin import BulletinLine, bulletin_lines
from hkdesk.work.queries.request_enterprises import EnterpriseFigures, busiest_enterprises
from hkdesk.work.queries.request_facts import ABOUT, Asked, Piece, closed_on_unknown_days, facts
from hkdesk.work.queries.request_sums import Sums
from hkdesk.work.queries.requests import PROVIDER


@dataclass(frozen=True)
class RequestFigures:
    """What is known so far of a period; `done` of `steps` are counted, and what is still to come is empty.

    Args:
        period: the one asked for, up to today; before: the same days of the year before.
        months: the period's months in order, cut to it; last_months: those of the year before, as far as counted.
        cells: {month's first day: {category: its sums}}, as far as counted.
        by_provider: {provider, None where nobody leads: sums}; providers: their names.
    """

    asked: Asked
    period: Period
    before: Period
    steps: int
    done: int = 0
    total: Sums = field(default_factory=Sums)
    last: Sums | None = None
    months: Mapping[date, Sums] = field(default_factory=dict)
    last_months: Mapping[date, Sums] = field(default_factory=dict)
    cells: Mapping[date, Mapping[Category, Sums]] = field(default_factory=dict)
    by_category: Mapping[Category, Sums] = field(default_factory=dict)
    by_provider: Mapping[UUID | None, Sums] = field(default_factory=dict)
    providers: Mapping[UUID, str] = field(default_factory=dict)
    enterprises: Sequence[EnterpriseFigures] = ()
    bulletin: Sequence[BulletinLine] = ()

    @property
    def is_whole(self) -> bool:
        return self.done == self.steps


def request_figures(reader: Connection, asked: Asked, today: date) -> Iterator[RequestFigures]:
    """The figures of a period (RULES.md, Appeals), again with each month that is counted: more in each part."""
    yield from _Counting(reader, asked, today).parts()


class _Counting:
    """Gathers the figures, and tells how far it has come."""

    def __init__(self, reader: Connection, asked: Asked, today: date) -> None:
        self._reader, self._asked = reader, asked
        self._period = up_to(asked.period, today)
        self._before = year_before(self._period)
        names = reader.execute(select(PROVIDER.c.id, PROVIDER.c.name).where(*_in(PROVIDER.c.park_id, asked.park)))
        self._providers: dict[UUID, str] = {row[0]: row[1] for row in names}
        self._total, self._last = Sums(), Sums()
        self._months: dict[date, Sums] = {}
        self._last_months: dict[date, Sums] = {}
        self._cells: dict[date, dict[Category, Sums]] = {}
        self._by_category: dict[Category, Sums] = {}
        self._by_provider: dict[UUID | None, Sums] = {}
        self._enterprises: list[EnterpriseFigures] = []
        self._bulletin: list[BulletinLine] = []

    def parts(self) -> Iterator[RequestFigures]:
        """First the bulletin, which is there at once; then the months of both years, then the enterprises."""
        self._bulletin = bulletin_lines(self._reader, self._asked.park)
        now, before = list(self._period.months), list(self._before.months)
        steps = len(now) + len(before) + 2
        yield self._so_far(steps, 1)
        undated = _by_month(closed_on_unknown_days(self._reader, self._over(self._period)))
        for n, month in enumerate(now, 2):
            self._count_month(month, undated.get(month.first.replace(day=1), ()))
            yield self._so_far(steps, n)
        undated = _by_month(closed_on_unknown_days(self._reader, self._over(self._before)))
        for n, month in enumerate(before, len(now) + 2):
            self._count_month_before(month, undated.get(month.first.replace(day=1), ()))
            yield self._so_far(steps, n, has_last=n == len(now) + len(before) + 1)
        self._enterprises = busiest_enterprises(self._reader, self._over(self._period))
        yield self._so_far(steps, steps, has_last=True)

    def _count_month(self, month: Period, undated: Sequence[Piece]) -> None:
        sums = self._months[month.first] = Sums()
        cells = self._cells[month.first] = {}
        for piece in facts(self._reader, self._over(month), ABOUT):
            self._add(piece, piece.key[0], piece.key[1], sums, cells)
        for piece in undated:
            self._add(piece, piece.key[1], piece.key[2], sums, cells)

    def _add(
        self, piece: Piece, category: Category, provider: UUID | None, month: Sums, cells: dict[Category, Sums]
    ) -> None:
        for sums in (
            self._total,
            month,
            cells.setdefault(category, Sums()),
            self._by_category.setdefault(category, Sums()),
            self._by_provider.setdefault(provider, Sums()),
        ):
            piece.add_to(sums)

    def _count_month_before(self, month: Period, undated: Sequence[Piece]) -> None:
        sums = self._last_months[month.first] = Sums()
        for piece in (*facts(self._reader, self._over(month)), *undated):
            piece.add_to(sums)
            piece.add_to(self._last)

    def _over(self, period: Period) -> Asked:
        return Asked(period, self._asked.park, self._asked.category, self._asked.provider)

    def _so_far(self, steps: int, done: int, *, has_last: bool = False) -> RequestFigures:
        """A view that counting on does not change; a month that has been counted is not touched again."""
        return RequestFigures(
            asked=self._asked,
            period=self._period,
            before=self._before,
            steps=steps,
            done=done,
            total=self._total.copy(),
            last=self._last.copy() if has_last else None,
            months=dict(self._months),
            last_months=dict(self._last_months),
            cells=dict(self._cells),
            by_category={category: sums.copy() for category, sums in self._by_category.items()},
            by_provider={provider: sums.copy() for provider, sums in self._by_provider.items()},
            providers=self._providers,
            enterprises=self._enterprises,
            bulletin=self._bulletin,
        )


def _by_month(pieces: Iterator[Piece]) -> dict[date, list[Piece]]:
    """Pieces by the month of the day that their key begins with."""
    found: dict[date, list[Piece]] = {}
    for piece in pieces:
        found.setdefault(piece.key[0].replace(day=1), []).append(piece)
    return found


def _in(column: ColumnElement[UUID], park: UUID | None) -> list[ColumnElement[bool]]:
    return [] if park is None else [column == park]
