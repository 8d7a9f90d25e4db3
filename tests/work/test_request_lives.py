"""Appeals led at random through every step that there is: no state is skipped, no clock runs while one stands still."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hkdesk.domain.days import PLAIN
from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import (
    ENDED,
    NEEDS_REASON,
    PATH,
    RequestAction,
    RequestState,
    ReturnVisit,
    Satisfaction,
    actions_from,
    main_action,
)
from hkdesk.store.desk_file import open_desk_file
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import log_request
from hkdesk.work.desk import Desk
from hkdesk.work.queries.records import load
from hkdesk.work.queries.requests import request_steps

A, S = RequestAction, RequestState
FIRST = date(2026, 1, 5)  # before the Spring Festival, with its make-up days
VISITS = st.sampled_from(
    [
        None,
        ReturnVisit(contacted=False, solved=False, satisfaction=None),
        ReturnVisit(contacted=True, solved=False, satisfaction=Satisfaction.NOT_SATISFIED),
        ReturnVisit(contacted=True, solved=True, satisfaction=Satisfaction.SATISFIED),
        ReturnVisit(contacted=True, solved=True, satisfaction=Satisfaction.BASICALLY_SATISFIED),
    ]
)
# Written out once more, by hand from RULES.md: what the domain's own table says is what is put to the test.
CAME_FROM = {
    S.ACCEPTED: {S.REGISTERED},
    S.ASSIGNED: {S.ACCEPTED, S.RETURNED, S.ESCALATED},
    S.IN_PROGRESS: {S.ASSIGNED, S.RETURN_VISIT, S.ESCALATED},
    S.REPLIED: {S.IN_PROGRESS, S.ESCALATED},
    S.RETURN_VISIT: {S.REPLIED, S.RETURN_VISIT},
    S.CLOSED: {S.RETURN_VISIT},
    S.RETURNED: {S.ASSIGNED, S.IN_PROGRESS},
    S.NOT_ACCEPTED: {S.REGISTERED},
    S.SUSPENDED: {S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.ESCALATED},
    S.ESCALATED: {S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.REPLIED, S.RETURN_VISIT, S.RETURNED},
}
STAYS = {A.ASK_EXTENSION, A.EXTEND, A.DENY_EXTENSION}


class AnAppealsLife(RuleBasedStateMachine):
    """One appeal, any action on any day, and what must hold of it whatever was done."""

    template: ClassVar[Path]

    @initialize()
    def log_it(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hkdesk-life-"))
        shutil.copytree(self.template, self.folder, dirs_exist_ok=True)
        self.today, self.ticks = FIRST, 0
        self.desk = Desk(open_desk_file(self.folder, officer="李敏", clock=self.now))
        typed = {"enterprise": "恒光科技", "title": "缺工", "received_on": FIRST.isoformat(), "lead_provider": ""}
        self.key = self.desk.do(log_request, typed).result
        self.taken = [(A.REGISTER, S.REGISTERED, FIRST)]
        self.stood_since: date | None = None
        self.due = self.values["due_on"]

    def now(self) -> datetime:
        self.ticks += 1
        noon = datetime(self.today.year, self.today.month, self.today.day, 4, tzinfo=UTC)
        return noon + timedelta(milliseconds=self.ticks)

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.desk.read(load, "ServiceRequest", self.key).values)

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.close()
            shutil.rmtree(self.folder)

    @rule(days=st.integers(1, 4))
    def days_pass(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), date(2026, 11, 1))

    @rule(
        action=st.sampled_from(A),
        reason=st.sampled_from(["", "因故"]),
        visit=VISITS,
        days=st.integers(0, 12),
        by_leader=st.booleans(),
        names_handler=st.booleans(),
    )
    def act(
        self, action: A, reason: str, visit: ReturnVisit | None, days: int, by_leader: bool, names_handler: bool
    ) -> None:
        before = self.values
        given = Act(
            reason=reason,
            provider="企业服务中心" if names_handler else None,
            handling="已对接" if days else "",
            visit=visit if action is A.RETURN_VISIT else None,
            extra_workdays=days,
            leaders_reason="领导批示" if by_leader else "",
        )
        try:
            self.desk.do(act_on_request, self.key, action, given)
        except DeskError:
            assert self.values == before, "a refused step leaves everything as it was"
            return
        after = self.values
        self.taken.append((action, after["state"], self.today))
        assert reason or action not in NEEDS_REASON
        self.check_move(action, before["state"], after["state"])
        self.check_clock(action, before, after)
        if action is A.CLOSE:
            good = before["was_contacted"] and before["was_solved"]
            assert by_leader or (good and before["satisfaction"] is not Satisfaction.NOT_SATISFIED)

    @rule()
    def go_on(self) -> None:
        """The straight way, so that the later states are come to as often as the earlier ones."""
        values = self.values
        action = main_action(values["state"], before=values["state_before"])
        if values["state"] is S.RETURN_VISIT and values["was_contacted"] is None:
            action = A.RETURN_VISIT
        if action is not None:
            good = ReturnVisit(contacted=True, solved=True, satisfaction=Satisfaction.SATISFIED)
            self.act(action, "因故", good, 1, by_leader=False, names_handler=True)

    @rule(which=st.integers(0, 9), days=st.integers(1, 5), visit=VISITS)
    def branch_off(self, which: int, days: int, visit: ReturnVisit | None) -> None:
        """Any step that the rules name for where it stands, with all that it may need."""
        values = self.values
        asked = values["extension_asked_on"] is not None
        ways = actions_from(values["state"], before=values["state_before"], is_extension_asked=asked)
        if ways:
            self.act(ways[which % len(ways)], "因故", visit, days, by_leader=False, names_handler=True)

    @rule(days=st.integers(1, 9))
    def stand_still_for_days(self, days: int) -> None:
        for action in (A.SUSPEND, A.RESUME):
            self.act(action, "因故", None, 0, by_leader=False, names_handler=False)
            self.days_pass(days)

    def check_move(self, action: A, state: S, reached: S) -> None:
        if action in STAYS:
            assert reached is state
        elif action is A.RESUME:
            assert (state, reached in CAME_FROM[S.SUSPENDED]) == (S.SUSPENDED, True)
        else:
            assert state in CAME_FROM[reached], f"{action} took it from {state} to {reached}"

    def check_clock(self, action: A, before: dict[str, Any], after: dict[str, Any]) -> None:
        left = PLAIN.workdays_between
        if action is A.SUSPEND:
            self.stood_since = self.today
        if action is A.RESUME:
            assert self.stood_since is not None
            then, now = left(self.stood_since, before["due_on"]), left(self.today, after["due_on"])
            assert now == then or self.stood_since >= before["due_on"], "as many working days are left as there were"
            self.stood_since = None
        elif action is A.EXTEND:
            assert left(before["due_on"], after["due_on"]) in range(1, 11)
        else:
            assert after["due_on"] == before["due_on"]
        assert after["extended_workdays"] <= 10

    @invariant()
    def every_step_is_logged_with_who_when_and_why(self) -> None:
        if not hasattr(self, "desk"):
            return
        steps = self.desk.read(request_steps, self.key)
        assert [(s.action, s.state, s.on) for s in steps] == self.taken
        assert {s.actor for s in steps} == {"李敏"}
        assert all(s.reason for s in steps if s.action in NEEDS_REASON)

    @invariant()
    def it_passed_all_that_comes_before_where_it_is(self) -> None:
        if not hasattr(self, "desk"):
            return
        values = self.values
        passed = {state for _, state, _ in self.taken}
        if values["state"] in PATH and values["state"] not in (S.REPLIED, S.RETURN_VISIT, S.CLOSED):
            assert set(PATH[: PATH.index(values["state"])]) <= passed
        if values["state"] in (S.REPLIED, S.RETURN_VISIT, S.CLOSED):  # an escalated one may be answered at once
            assert {S.ACCEPTED, S.ASSIGNED} <= passed
            assert values["lead_provider_id"] is not None
            assert values["handling"]
        assert (values["closed_on"] is not None) == (values["state"] is S.CLOSED)
        if values["state"] in ENDED:
            assert self.taken[-1][0] in (A.CLOSE, A.NOT_ACCEPT)


def test_no_state_is_skipped_no_clock_runs_in_vain_and_every_step_is_logged(
    seeded_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnAppealsLife, "template", seeded_folder, raising=False)
    checks: Callable[..., Any] = settings(
        max_examples=50, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(AnAppealsLife, settings=checks)
