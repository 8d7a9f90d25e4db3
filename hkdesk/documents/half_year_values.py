"""The values of the half-year report of the 1+1+N, and how it names what a bulletin has published."""

from hkdesk.documents.period_words import change, listed
from hkdesk.documents.phrases import closed_up, source, with_note
from hkdesk.documents.prose import Count, Value
from hkdesk.documents.service_values import FEW, appeal_values
from hkdesk.domain.codes import ProviderKind, Unit
from hkdesk.wording import long_day, mark, say, tr, tr_n, word
from hkdesk.work.queries.half_year import HalfYear, Published
from hkdesk.work.queries.request_sums import Sums
from hkdesk.work.words import money

NAMED = 3
_NAMES = {
    "requests_resolved": mark("Appeals resolved"),
    "financing_arranged": mark("Financing arranged"),
    "subsidies_paid": mark("Subsidies paid"),
    "workers_secured": mark("Workers secured"),
    "liaison_officers": mark("Liaison officers"),
    "enterprises_served": mark("Enterprises that they serve"),
}
ONES = (ProviderKind.CENTRE, ProviderKind.FEDERATION)


def half_year_values(view: HalfYear, place: str, period: str) -> dict[str, Value]:
    """Everything that the template can use."""
    now, last = view.figures.total, view.figures.last or Sums()
    many = {kind: n for kind, n in view.network.items() if kind not in ONES}
    firms = view.figures.enterprises
    categories = sorted(view.figures.by_category.items(), key=lambda one: -one[1].received)
    leading = [(word(c), s) for c, s in categories if s.received]
    return {
        "place": place,
        "half_year": period,
        "until": long_day(view.period.last),
        **appeal_values(now, last, view.cited),
        "overall_last_year": "" if last.rates.overall is None else f"{last.rates.overall:.1f}",
        "top_categories": listed([_counted(name, s) for name, s in leading[:NAMED]], NAMED),
        "category_count": Count(len(leading)),
        "busiest_enterprises": listed([_counted(firm.name, firm.sums) for firm in firms[:NAMED]], NAMED),
        "centres": Count(view.network.get(ProviderKind.CENTRE, 0)),
        "federations": Count(view.network.get(ProviderKind.FEDERATION, 0)),
        "many_count": Count(sum(many.values())),
        "many_kinds": say([tr("{kind} {n}", kind=kind, n=f"{many[kind]:,}") for kind in ProviderKind if kind in many])
        if many
        else "",
        "liaison_officers": Count(len(view.liaison.officers)),
        "served_enterprises": Count(view.liaison.enterprises - view.liaison.without),
        "unserved_enterprises": Count(view.liaison.without),
        "today": long_day(view.today),
        "visits": Count(view.visits.count),
        "visited_enterprises": Count(view.visits.enterprises),
        "visits_last_year": Count(view.visits_last_year.count),
        "visits_change": change(view.visits.count, view.visits_last_year.count, FEW),
        "published_list": [_sentence(view, line) for line in view.published],
        "has_published": bool(view.published),
    }


def _counted(name: str, sums: Sums) -> str:
    return with_note(name, tr_n("{n} appeal", "{n} appeals", sums.received))


def _sentence(view: HalfYear, line: Published) -> str:
    unit = closed_up(money(line.published)) if line.unit is Unit.CNY else f"{line.published:,}"
    return with_note(tr("{figure} {value}", figure=figure_name(line), value=unit), source_and_standing(line))


def source_and_standing(line: Published) -> str:
    """Where the figure stands and how firmly, and the same of its time where that is said apart."""
    said = []
    for c in line.cited:
        of = source([c.locator], c.standing)
        said.append(of if not c.field else tr("its time: {source}", source=of))
    return tr("; ").join(said)


def figure_name(line: Published) -> str:
    """What a published figure is called."""
    return tr(_NAMES[line.code]) if line.code in _NAMES else line.name
