"""What a bulletin counts beside what the desk holds: bulletin 15, recorded 4."""

from hkdesk.wording import tr
from hkdesk.work.queries.parks import Bulletin
from hkdesk.work.words import quantity


def bulletin_line(bulletin: Bulletin) -> str:
    """The published figure, and the recorded one where the desk counts the same thing; whose, among several parks."""
    line = _figures(bulletin)
    return f"{bulletin.park} {line}" if bulletin.park else line


def _figures(bulletin: Bulletin) -> str:
    published = quantity(bulletin.value_thousandths, bulletin.amount_fen, bulletin.unit)
    if bulletin.recorded is None:
        return tr("bulletin {published}", published=published)
    if bulletin.amount_fen is None and bulletin.value_thousandths is not None:
        published = f"{bulletin.value_thousandths // 1000:,}"
    return tr("bulletin {published}, recorded {recorded}", published=published, recorded=f"{bulletin.recorded:,}")
