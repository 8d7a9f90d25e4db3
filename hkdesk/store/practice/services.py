"""Invented routing rules and long-running services, a few a park, so that their pages have something to practise on."""

from datetime import date, timedelta
from random import Random

from hkdesk.domain.codes import CaseKind, CaseStepKind
from hkdesk.domain.request import Category
from hkdesk.store.practice.bulk import Bulk
from hkdesk.store.practice.days import Span
from hkdesk.store.practice.keys import key
from hkdesk.store.practice.people import Town

_RULED = (Category.FINANCING, Category.LABOUR, Category.UTILITIES)
_CHAIN = (  # what is still to come of it is to be practised
    (CaseStepKind.CONSULT, 2, "现场查看,列出隐患清单。"),
    (CaseStepKind.REMEDY, 20, "整改方案已落实,复查合格。"),
)
_TITLES = {
    CaseKind.CHAIN_STEWARD: "安全环保专业管家服务({name})",
    CaseKind.TASK_FORCE: "驻企工作专班({name})",
    CaseKind.TRACKING: "投产后跟踪服务({name})",
}
_OPENED_DAYS_AGO = {CaseKind.CHAIN_STEWARD: 90, CaseKind.TASK_FORCE: 40, CaseKind.TRACKING: 12}


def add_services(bulk: Bulk, seed: int, span: Span, town: Town) -> None:
    """Add the rules of each park, and a service of each kind."""
    rng = Random(f"{seed}:services")
    for park, park_id in enumerate(town.parks):
        for category in _RULED:
            provider = town.handlers[park][category.value][-1]  # the first is the centre
            bulk.add(
                "RoutingRule",
                id=key(rng, span.at(0, 0.1)),
                park_id=park_id,
                category=category,
                enterprise_id=None,
                provider_id=provider,
            )
        firms = [firm for firm in town.firms if firm.park == park]
        for kind, firm in zip(CaseKind, firms, strict=False):
            opened = span.days[span.today] - timedelta(days=_OPENED_DAYS_AGO[kind])
            made = key(rng, span.at_of(opened, 0.2))
            bulk.add(
                "ServiceCase",
                id=made,
                park_id=park_id,
                kind=kind,
                title=_TITLES[kind].format(name=firm.short_name),
                enterprise_id=firm.id,
                provider_id=town.handlers[park][Category.SAFETY_AND_ENVIRONMENT.value][0],
                opened_on=opened,
            )
            _add_steps(bulk, rng, span, town, made, kind, opened)


def _add_steps(bulk: Bulk, rng: Random, span: Span, town: Town, case: bytes, kind: CaseKind, opened: date) -> None:
    today = span.days[span.today]
    steps = _CHAIN if kind is CaseKind.CHAIN_STEWARD else ((CaseStepKind.OTHER, 3, "已进驻,摸清情况。"),)
    for step, after, said in steps:
        on = min(opened + timedelta(days=after), today)
        bulk.add(
            "CaseStep",
            id=key(rng, span.at_of(on, 0.3)),
            case_id=case,
            kind=step,
            on=on,
            said=said,
            next_step="下月回访",
            next_on=today + timedelta(days=rng.randint(-5, 25)),
            actor=rng.choice(town.actors),
        )
