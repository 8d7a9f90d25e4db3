"""Whatever is done to the service network is undone and redone to the letter."""

from hkdesk.domain.liaison import LiaisonMove
from hkdesk.work.changes import redo, undo
from hkdesk.work.commands.contacts import reveal_phone
from hkdesk.work.commands.enterprises import delete_qualification, save_qualification
from hkdesk.work.commands.officers import assign_liaison, delete_officer, save_officer, spread_liaisons
from hkdesk.work.commands.providers import delete_provider, save_provider
from hkdesk.work.commands.routing import delete_routing_rule, save_routing_rule
from hkdesk.work.queries.records import resolve
from tests.work.test_undo import dump

LEAF = "湖南立点科技有限公司"


def a_day(desk):
    """Every command once, each where the one before left off; a look at a phone between them."""
    firm = desk.read(resolve, "Enterprise", LEAF)
    provider = yield save_provider, (None, {"kind": "platform", "name": "甲", "contact_phone": "13812345678"})
    yield save_provider, (provider, {"name": "乙", "categories": "market legal"})
    desk.do(reveal_phone, "Provider", provider)
    rule = yield save_routing_rule, (None, {"category": "legal", "enterprise": LEAF, "provider": provider})
    yield save_routing_rule, (rule, {"category": "market"})
    yield delete_routing_rule, (rule,)
    yield delete_provider, (provider,)
    officer = yield save_officer, (None, {"name": "杨", "is_liaison": "yes"})
    yield save_officer, (officer, {"unit": "企业服务中心", "phone": "13812345678"})
    yield assign_liaison, ([firm], officer)
    yield spread_liaisons, ([LiaisonMove(firm, officer, None)],)
    yield delete_officer, (officer,)
    qualification = yield save_qualification, (firm, None, {"name": "高新"})
    yield save_qualification, (firm, qualification, {"expires_on": "2027-01-01"})
    yield delete_qualification, (qualification,)


def test_each_command_alone_and_the_whole_day_backwards_and_forwards(desk):
    states, day, answer = [dump(desk)], a_day(desk), None
    while True:
        try:
            command, arguments = day.send(answer)
        except StopIteration:
            break
        answer = desk.do(command, *arguments).result
        assert dump(desk) != states[-1], command.__name__
        states.append(dump(desk))
        assert desk.do(undo).result == command.__name__
        assert dump(desk) == states[-2], command.__name__
        assert desk.do(redo).result == command.__name__
        assert dump(desk) == states[-1], command.__name__
    assert len(states) == 15
    for before in reversed(states[:-1]):
        desk.do(undo)
        assert dump(desk) == before
    assert desk.do(undo).result is None
    for after in states[1:]:
        desk.do(redo)
        assert dump(desk) == after
