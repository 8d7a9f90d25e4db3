"""What the timeline says of projects and milestones: in tooltips, in the list, to a screen reader."""

from datetime import date

from hkdesk.domain.milestones import days_late
from hkdesk.domain.stage import Stage
from hkdesk.ui.pages.timeline.parts import Standing, standing
from hkdesk.ui.widgets.paint import LIGHT_SHAPES
from hkdesk.wording import day, tr, tr_n, word
from hkdesk.work.queries.milestones import KINDS, TimelineMark, TimelineRow

SIGNS = {
    Standing.DONE: "●",
    Standing.LATE: "▲",
    Standing.SOON: "◈",
    Standing.PLANNED: "◇",
    Standing.UNPLANNED: "○",
}


def standing_word(which: Standing) -> str:
    """How a milestone stands, in a word."""
    return {
        Standing.DONE: tr("done"),
        Standing.LATE: tr("late"),
        Standing.SOON: tr("near"),
        Standing.PLANNED: tr("planned"),
        Standing.UNPLANNED: tr("not planned"),
    }[which]


def row_line(row: TimelineRow) -> str:
    """What stands below a project's name: its stage, and how late it is."""
    said = word(row.stage)
    return f"{said} · ▲ {late_line(row)}" if row.late_count else said


def late_line(row: TimelineRow) -> str:
    """How many milestones of a project are late, and by how many days at most."""
    many = tr_n("{n} milestone late", "{n} milestones late", row.late_count)
    return tr("{many}, up to {days}", many=many, days=tr_n("{n} day", "{n} days", row.late_days))


def mark_lines(mark: TimelineMark, row: TimelineRow, today: int) -> list[str]:
    """A milestone in words: how it stands, planned, done, days late."""
    which = standing_of(mark, row, today)
    planned, done = _date(mark.planned), _date(mark.done)
    lines = [
        f"{SIGNS[which]} {word(KINDS[mark.kind])} · {standing_word(which)}",
        tr("planned {planned} · done {done}", planned=day(planned), done=day(done)),
    ]
    late = days_late(planned, done, date.fromordinal(today))
    if late and row.stage is not Stage.TERMINATED:
        one = tr_n("{n} day late", "{n} days late", late)
        lines.append(one if done is None else tr("reached {late}", late=one))
    return lines


def mark_line(mark: TimelineMark, row: TimelineRow, today: int) -> str:
    """The same in one line."""
    return ", ".join(mark_lines(mark, row, today))


def row_lines(row: TimelineRow) -> list[str]:
    """A project in words, with those of its days that are known."""
    days = (
        (tr("signed"), row.signed),
        (tr("started"), row.started),
        (tr("in production"), row.in_production),
        (tr("terminated"), row.terminated),
        (tr("start planned"), row.planned_start if row.started is None else None),
        (tr("production planned"), row.planned_production if row.in_production is None else None),
    )
    said = " · ".join(f"{what} {day(_date(on))}" for what, on in days if on is not None)
    return [row.name, f"{LIGHT_SHAPES[row.light]} {word(row.light)}", row_line(row), *([said] if said else [])]


def standing_of(mark: TimelineMark, row: TimelineRow, today: int) -> Standing:
    """How a milestone of a project stands."""
    return standing(mark, is_terminated=row.stage is Stage.TERMINATED, today=today)


def _date(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)
