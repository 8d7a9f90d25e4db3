"""How the parts of the day are called."""

from hkdesk.wording import tr, tr_n, word
from hkdesk.work.queries.today import Part, TodayLine

# The chip of a ledger that shows all of a part: (kind, chip).
CHIPS = {
    Part.OVERDUE: ("ServiceRequest", "overdue"),
    Part.TO_ANSWER: ("ServiceRequest", "to_accept"),
    Part.TO_VISIT: ("ServiceRequest", "to_visit"),
    Part.UNREPORTED: ("Project", "started"),
}


def line_text(line: TodayLine) -> str:
    """What a line is about, beside whose it is."""
    return word(line.milestone) if line.milestone is not None else line.title


def time_text(line: TodayLine) -> str:
    """How much time is left, or by how much it is late."""
    if line.part is Part.UNREPORTED:
        return tr("last: {month}", month=f"{line.on:%Y-%m}") if line.on else tr("never reported")
    left = line.days_left
    if left is None:
        return ""
    if left < 0:
        return tr_n("{n} day late", "{n} days late", -left)
    return tr("today") if left == 0 else tr_n("{n} day left", "{n} days left", left)
