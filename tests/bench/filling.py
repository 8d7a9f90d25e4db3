"""The quarterly review's template filled in, beside Jinja alone doing the same from the same values."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from jinja2 import Environment

from hkdesk.documents.prose import blocks_of
from hkdesk.documents.quarterly_review import QUARTERLY_REVIEW
from hkdesk.documents.report import Asked
from hkdesk.domain.periods import PeriodKind, period_around
from hkdesk.wording import use_language
from hkdesk.work.queries.parks import parks
from tests.bench.reading import open_for_reading

ROUNDS = 9


def all_of_it(folder: Path) -> tuple[float, float, float]:
    """Seconds of a thread: to fill a template that was filled before, to fill a new one, and bare Jinja's for that."""
    use_language("zh_CN")
    desk = open_for_reading(folder)
    try:
        names = tuple(p.name for p in desk.read(parks))
        period = period_around(PeriodKind.QUARTER, desk.today)
        review = QUARTERLY_REVIEW
        gathered = review.gather(Asked(desk.read, None, names, desk.today, "", desk.is_practice, period))
        source = review.delivered("zh_CN")
        values = {said: gathered.values[name] for name, said in review.values.items() if name in gathered.values}
        bare = Environment()
        return (
            _median(lambda _: blocks_of(review, gathered, source)),
            _median(lambda turn: blocks_of(review, gathered, source + "\n" * turn)),
            _median(lambda turn: bare.from_string(source + "\n" * turn).render(values)),
        )
    finally:
        desk.close()
        use_language("en")


def _median(fill: Callable[[int], object]) -> float:
    took = []
    for turn in range(ROUNDS + 1):
        began = time.thread_time()
        fill(turn)
        took.append(time.thread_time() - began)
    return median(took[1:])
