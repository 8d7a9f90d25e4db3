"""The calendar and the clocks that a desk counts its deadlines by: what is published, and what the park has set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from hkdesk.domain.day_lines import OwnDay
from hkdesk.domain.days import PROFILES, DayCalendar, Deadline, DeadlineProfile
from hkdesk.domain.request import Category
from hkdesk.tables.all import table_of

CALENDAR_DAY = table_of("CalendarDay")
CLOCK = table_of("CategoryClock")
DEFAULT_CLOCK = PROFILES["lead"]  # RULES.md, Appeals: assist 3, lead 7


@dataclass(frozen=True)
class Clocks:
    """What deadlines are counted by.

    Args:
        own: the clocks of the categories that the park has set; the others have the default.
    """

    calendar: DayCalendar = field(default_factory=DayCalendar)
    own: Mapping[Category, DeadlineProfile] = field(default_factory=dict)

    def of(self, category: Category) -> DeadlineProfile:
        """The two clocks of a category, in working days."""
        return self.own.get(category, DEFAULT_CLOCK)

    def solution_due(self, received: date, category: Category) -> Deadline:
        """The day by which an appeal received on a day is to be solved."""
        return self.calendar.add_workdays(received, self.of(category).solution_workdays)

    def response_due(self, received: date, category: Category) -> Deadline:
        """The day by which it is to be answered first."""
        return self.calendar.add_workdays(received, self.of(category).response_workdays)


def calendar(reader: Connection) -> DayCalendar:
    """The published working days with the desk's own."""
    days: dict[bool, set[date]] = {True: set(), False: set()}
    for day, is_worked in reader.execute(select(CALENDAR_DAY.c.day, CALENDAR_DAY.c.is_worked)):
        days[bool(is_worked)].add(day)
    return DayCalendar(frozenset(days[False]), frozenset(days[True]))


def clocks(reader: Connection) -> Clocks:
    """The calendar and the clocks of the categories."""
    c = CLOCK.c
    found = reader.execute(select(c.category, c.response_workdays, c.solution_workdays))
    return Clocks(calendar(reader), {category: DeadlineProfile(first, last) for category, first, last in found})


def own_days(reader: Connection) -> list[OwnDay]:
    """The desk's own days, in their order."""
    c = CALENDAR_DAY.c
    return [OwnDay(*row) for row in reader.execute(select(c.day, c.is_worked, c.note).order_by(c.day))]
