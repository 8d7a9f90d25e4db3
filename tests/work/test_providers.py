"""The 1+1+N: its providers, their rules and their load, as an officer keeps them."""

import pytest
from sqlalchemy import select

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.request import Category, RequestAction
from hkdesk.tables.all import table_of
from hkdesk.work.changes import undo
from hkdesk.work.commands.providers import delete_provider, save_provider
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import log_request
from hkdesk.work.commands.routing import delete_routing_rule, save_routing_rule
from hkdesk.work.queries.providers import closed_this_year, providers, routing_rules
from hkdesk.work.queries.records import load, records, resolve

LEAF, SPACE = "湖南立点科技有限公司", "众创空间"


def key_of(desk, kind, name):
    return desk.read(resolve, kind, name)


def rows(desk):
    return {p.name: p for p in desk.read(providers, key_of(desk, "Park", "HJS"), desk.today)}


def refusals(desk, command, *arguments):
    with pytest.raises(DeskError) as refusal:
        desk.do(command, *arguments)
    return {e.field: str(e) for e in getattr(refusal.value, "errors", [refusal.value])}


def test_a_provider_is_entered_changed_and_deleted_and_each_is_taken_back(desk):
    typed = {"kind": "department", "name": "应急局", "categories": "legal financing", "contact_phone": "13812345678"}
    key = desk.do(save_provider, None, typed).result
    row = rows(desk)["应急局"]
    assert (row.categories, row.contact_phone) == ((Category.FINANCING, Category.LEGAL), "138****5678")
    assert desk.read(load, "Provider", key).values["categories"] == "financing legal"
    desk.do(save_provider, key, {"name": "应急管理局"})
    desk.do(delete_provider, key)
    assert "应急管理局" not in rows(desk)
    for stands in ("应急管理局", "应急局", None):
        desk.do(undo)
        assert [n for n in rows(desk) if n.startswith("应急")] == ([stands] if stands else [])


def test_the_two_ones_come_first_and_then_the_n_by_kind(desk):
    assert list(rows(desk)) == [
        *("企业服务中心", "企业家联合会", "企业联络员", "惠企政策兑现工作领导小组"),
        *("众创空间", "潇湘要素大市场", "安全环保专业管家", "驻企专班（四维）"),
    ]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"kind": "centre", "name": "又一个中心"}, {"kind": "The park has its centre already: 企业服务中心"}),
        ({"kind": "federation", "name": "又一个联合会"}, {"kind": "The park has its federation already"}),
        ({"kind": "platform", "name": SPACE}, {"name": "a provider of this name already"}),
        ({"kind": "", "name": " "}, {"kind": "may not stay empty", "name": "may not stay empty"}),
        ({"kind": "wizard", "name": "甲"}, {"kind": "these are: centre"}),
        ({"kind": "platform", "name": "甲", "categories": "market weather"}, {"categories": "“weather” is not known"}),
        (
            {"kind": "platform", "name": "甲", "contact_phone": "138****5678"},
            {"contact_phone": "type the whole number"},
        ),
    ],
)
def test_a_wrong_provider_gets_a_sentence_beside_its_field(still, typed, wrong):
    said = refusals(still, save_provider, None, typed)
    assert said.keys() == wrong.keys()
    assert all(wrong[field] in said[field] for field in wrong)


def test_another_park_has_its_own_centre_which_can_be_changed_but_not_doubled(desk):
    other = desk.do(save_provider, None, {"kind": "centre", "name": "企业服务中心", "park": "HJQ"}).result
    desk.do(save_provider, other, {"kind": "centre", "note": "改"})
    desk.do(save_provider, other, {"kind": "platform"})
    assert "kind" in refusals(desk, save_provider, key_of(desk, "Provider", SPACE), {"kind": "centre"})


def test_a_provider_that_something_names_is_not_deleted(desk):
    space = key_of(desk, "Provider", SPACE)
    rule = desk.do(save_routing_rule, None, {"category": "market", "provider": SPACE}).result
    desk.do(log_request, {"enterprise": LEAF, "title": "找市场", "category": "market", "lead_provider": SPACE})
    (said,) = refusals(desk, delete_provider, space).values()
    assert "1 appeals and 1 routing rules name it" in said
    desk.do(delete_routing_rule, rule)
    assert "1 appeals and 0 routing rules" in refusals(desk, delete_provider, space)[None]


def test_a_category_that_a_rule_sends_stays_with_its_provider(desk):
    space = key_of(desk, "Provider", SPACE)
    desk.do(save_routing_rule, None, {"category": "market", "provider": SPACE})
    said = refusals(desk, save_provider, space, {"categories": "technology"})
    assert said == {"categories": "Routing rules send market to this provider: change those rules first."}
    desk.do(save_provider, space, {"categories": "market legal"})


def test_rules_are_listed_with_those_that_say_more_first(desk):
    for typed in (
        {"provider": "企业服务中心"},
        {"category": "technology", "provider": SPACE},
        {"category": "market", "provider": SPACE},
        {"enterprise": LEAF, "provider": "驻企专班（四维）"},
        {"enterprise": LEAF, "category": "market", "provider": "潇湘要素大市场"},
    ):
        desk.do(save_routing_rule, None, typed)
    found = desk.read(routing_rules, None)
    assert [(r.enterprise, r.category, r.provider) for r in found] == [
        (LEAF, Category.MARKET, "潇湘要素大市场"),
        (LEAF, None, "驻企专班（四维）"),
        (None, Category.MARKET, SPACE),
        (None, Category.TECHNOLOGY, SPACE),
        (None, None, "企业服务中心"),
    ]
    desk.do(undo)
    assert len(desk.read(routing_rules, None)) == 4


@pytest.mark.parametrize(
    "pair", [{}, {"category": "market"}, {"enterprise": LEAF}, {"enterprise": LEAF, "category": "market"}]
)
def test_the_same_pair_is_said_once(desk, pair):
    first = desk.do(save_routing_rule, None, {**pair, "provider": SPACE}).result
    said = refusals(desk, save_routing_rule, None, {**pair, "provider": "潇湘要素大市场"})
    assert said == {"category": f"There is a rule for this already: it sends to {SPACE}. Change that one."}
    desk.do(save_routing_rule, first, {"provider": "潇湘要素大市场"})
    other = desk.do(save_routing_rule, None, {"category": "technology", "provider": SPACE}).result
    blank = {"category": "", "enterprise": "", **pair}
    assert "category" in refusals(desk, save_routing_rule, other, blank)
    assert len(desk.read(routing_rules, None)) == 2


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"category": "legal", "provider": SPACE}, "provider", "does not handle legal; it handles market, technology"),
        ({"category": "legal", "provider": "企业服务中心"}, "provider", "handles no category yet"),
        ({"category": "legal"}, "provider_id", "may not stay empty"),
        ({"provider": SPACE, "enterprise": "恒光科技"}, "enterprise", "恒光科技 is in another park"),
        ({"provider": SPACE, "park": "HJQ"}, "provider", "belongs to another park"),
        ({"provider": SPACE, "enterprise": "没有这家"}, "enterprise_id", "none of the name"),
    ],
)
def test_a_wrong_rule_gets_a_sentence_beside_its_field(still, typed, field, says):
    said = refusals(still, save_routing_rule, None, typed)
    assert list(said) == [field]
    assert says in said[field]
    assert list(still.stream(records, "RoutingRule")) == []


def test_a_rule_for_a_category_is_not_turned_to_a_provider_without_it(desk):
    rule = desk.do(save_routing_rule, None, {"category": "market", "provider": SPACE}).result
    assert "provider" in refusals(desk, save_routing_rule, rule, {"provider": "安全环保专业管家"})
    desk.do(save_routing_rule, rule, {"provider": "安全环保专业管家", "category": "safety_and_environment"})


def test_the_load_of_a_provider_counts_what_is_open_late_closed_and_assisted(desk):
    def appeal(title, received_on):
        typed = {
            "enterprise": LEAF,
            "title": title,
            "category": "market",
            "lead_provider": SPACE,
            "received_on": received_on,
        }
        return desk.do(log_request, typed).result

    late, fresh = appeal("旧的", "2026-06-01"), appeal("新的", "2026-11-23")
    done = appeal("办好的", "2026-06-02")
    desk.do(act_on_request, fresh, RequestAction.ACCEPT, Act())
    assert (rows(desk)[SPACE].led, rows(desk)[SPACE].late) == (3, 2)
    other = key_of(desk, "Provider", "潇湘要素大市场")
    assist(desk, late, other)
    assert rows(desk)["潇湘要素大市场"].assisted == 1
    close(desk, done)
    assert (rows(desk)[SPACE].led, rows(desk)[SPACE].late) == (2, 1)
    assert desk.read(closed_this_year, desk.today) == {key_of(desk, "Provider", SPACE): 1}


def assist(desk, request, provider):
    from hkdesk.tables.request_rules import RequestAssistant

    desk.do(lambda uow: uow.session.add(RequestAssistant(request_id=request, provider_id=provider)))


def close(desk, request):
    from hkdesk.tables.service_request import ServiceRequest

    def shut(uow):
        found = uow.session.get(ServiceRequest, request)
        found.state, found.closed_on = "closed", uow.today

    desk.do(shut)


def test_nothing_of_a_refused_provider_is_written(still):
    before = still.read(lambda c: c.execute(select(table_of("Provider").c.name)).scalars().all())
    with pytest.raises(FieldErrors):
        still.do(save_provider, None, {"kind": "centre", "name": "甲"})
    assert still.read(lambda c: c.execute(select(table_of("Provider").c.name)).scalars().all()) == before
