"""Who handles an appeal, and who helps."""

import pytest
from sqlalchemy import select

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.request import (
    Category,
)
from hkdesk.tables.all import table_of
from hkdesk.tables.request_rules import RoutingRule
from hkdesk.work.changes import undo
from hkdesk.work.commands.requests import edit_request
from hkdesk.work.queries.records import load, resolve
from hkdesk.work.queries.requests import request_file
from tests.work.appeals import LIDIAN, A, S, act, log, values


def test_the_handler_fills_itself_in_from_what_each_provider_handles(desk):
    found = values(desk, log(desk, category="policy_fulfilment"))
    assert found["lead_provider_id"] == desk.read(resolve, "Provider", "惠企政策兑现工作领导小组")
    assert values(desk, log(desk, category="policy_fulfilment", lead_provider=""))["lead_provider_id"] is None


def test_the_rule_that_says_more_wins(desk):
    def add_rules(uow):
        session = uow.session
        park, firm = (
            session.execute(select(table_of(k).c.id).where(table_of(k).c[f] == v)).scalar()
            for k, f, v in (("Park", "code", "HJS"), ("Enterprise", "name", LIDIAN))
        )
        names = dict(session.execute(select(table_of("Provider").c.name, table_of("Provider").c.id)).all())
        for category, enterprise, name in (
            (None, None, "企业服务中心"),
            (Category.LABOUR, None, "企业家联合会"),
            (None, firm, "众创空间"),
            (Category.LABOUR, firm, "企业联络员"),
        ):
            session.add(RoutingRule(park_id=park, category=category, enterprise_id=enterprise, provider_id=names[name]))

    desk.do(add_rules)

    def handler(**typed):
        return desk.read(load, "ServiceRequest", log(desk, **typed)).names.get("lead_provider_id")

    assert handler(category="labour") == "企业联络员"
    assert handler(category="other") == "众创空间"
    assert handler(category="labour", enterprise="某新企业") == "企业家联合会"
    assert handler(category="other", enterprise="某新企业") == "企业服务中心"


def test_of_several_that_handle_it_the_one_with_the_fewest_open_appeals_is_chosen(desk):
    chosen = [desk.read(load, "ServiceRequest", log(desk, category="market")).names["lead_provider_id"] for _ in "1234"]
    assert set(chosen) >= {"众创空间", "潇湘要素大市场"}
    assert max(chosen.count(name) for name in chosen) == 2 or len(set(chosen)) > 2


def test_a_provider_without_the_category_is_refused_unless_a_reason_is_given(desk):
    with pytest.raises(FieldErrors, match="handles policy_fulfilment, not labour") as refusal:
        log(desk, category="labour", lead_provider="惠企政策兑现工作领导小组")
    assert [e.field for e in refusal.value.errors] == ["lead_provider"]
    key = log(desk, category="labour", received_on="2026-11-02")
    act(desk, key, A.ACCEPT)
    with pytest.raises(DeskError, match="choose another, or give a reason") as refused:
        act(desk, key, A.ASSIGN, provider="惠企政策兑现工作领导小组")
    assert refused.value.field == "provider"
    assert act(desk, key, A.ASSIGN, provider="惠企政策兑现工作领导小组", reason="领导指定")["state"] is S.ASSIGNED


def test_others_help_the_lead(desk):
    key = log(desk, lead_provider="企业服务中心", assistants="企业家联合会、众创空间", received_on="2026-11-02")
    assert desk.read(request_file, key).assistants == ["企业家联合会", "众创空间"]
    desk.do(edit_request, key, {"assistants": "众创空间，潇湘要素大市场"})
    assert set(desk.read(request_file, key).assistants) == {"众创空间", "潇湘要素大市场"}
    desk.do(undo)
    assert set(desk.read(request_file, key).assistants) == {"企业家联合会", "众创空间"}
    act(desk, key, A.ACCEPT)
    with pytest.raises(DeskError, match="lead handler need not be named") as refusal:
        act(desk, key, A.ASSIGN, assistants="企业服务中心")
    assert refusal.value.field == "assistants"
    with pytest.raises(DeskError, match="none of the name “无此人”"):
        desk.do(edit_request, key, {"assistants": "无此人"})
    act(desk, key, A.ASSIGN, assistants="")
    assert desk.read(request_file, key).assistants == []
