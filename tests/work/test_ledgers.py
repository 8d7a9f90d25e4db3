"""Every ledger, under every chip, order, park and search, shows exactly the rows that a plain count over all gives."""

from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from hkdesk.domain.codes import KeyLevel
from hkdesk.domain.days import PLAIN
from hkdesk.domain.lights import Light, is_overdue, request_light
from hkdesk.domain.milestones import DEFAULT_REMIND_DAYS
from hkdesk.domain.request import ENDED, RequestState
from hkdesk.domain.stage import BOARD, Stage
from hkdesk.store.desk_file import open_desk_file
from hkdesk.tables.all import table_of
from hkdesk.tables.project import ProgressReport, Project
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise
from hkdesk.work.commands.milestones import save_milestone
from hkdesk.work.commands.projects import add_project
from hkdesk.work.commands.requests import log_request
from hkdesk.work.desk import Desk
from hkdesk.work.practice import fill_practice
from hkdesk.work.queries import enterprises, ledger, projects, requests
from hkdesk.work.queries.ledger import KEYS_AT_FIRST, View
from hkdesk.work.queries.names import entry_names
from hkdesk.work.queries.overview import milestones_due, months, outcomes, overview, reached
from hkdesk.work.queries.parks import bulletins, parks
from hkdesk.work.queries.projects import board, lane, stage_figures
from hkdesk.work.queries.records import resolve
from hkdesk.work.queries.requests import due_requests, request_counts
from tests.conftest import NOW

TODAY = NOW.date()
S = RequestState
LEDGERS = {"request": requests.LEDGER, "project": projects.LEDGER, "enterprise": enterprises.LEDGER}
SEARCHES = ["", "有限", "项", "gs", "2026 0", "%", "没有这样的"]


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A practice desk of more appeals than are shown at once."""
    root = tmp_path_factory.mktemp("full") / "desk"
    fill_practice(root, requests=KEYS_AT_FIRST + 200, projects=60, seed=3, clock=lambda: NOW)
    desk = Desk(open_desk_file(root, officer="李敏", clock=lambda: NOW))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def kept(full):
    """All rows of all tables that the naive counts need: {kind: {id: row}}."""

    def rows(kind):
        t = table_of(kind)
        return {row["id"]: dict(row) for row in full.read(lambda c: c.execute(select(t)).mappings().all())}

    return {
        kind: rows(kind) for kind in ("ServiceRequest", "Project", "Enterprise", "Officer", "Provider", "Milestone")
    }


@pytest.fixture(scope="module")
def texts(full):
    return {
        bytes(key): (rid, text)
        for rid, key, text in full.read(
            lambda c: c.exec_driver_sql("SELECT rid, entity_id, text FROM search_doc").fetchall()
        )
    }


def open_requests(kept):
    return Counter(r["enterprise_id"] for r in kept["ServiceRequest"].values() if r["state"] not in ENDED)


CHIPS = {
    ("request", "to_accept"): lambda r, kept: r["state"] is S.REGISTERED,
    ("request", "in_hand"): lambda r, kept: (
        r["state"] in {S.ACCEPTED, S.RETURNED, S.ASSIGNED, S.IN_PROGRESS, S.ESCALATED}
    ),
    ("request", "to_visit"): lambda r, kept: r["state"] in {S.REPLIED, S.RETURN_VISIT},
    ("request", "closed"): lambda r, kept: r["state"] is S.CLOSED,
    ("request", "set_aside"): lambda r, kept: r["state"] in {S.SUSPENDED, S.NOT_ACCEPTED},
    ("request", "overdue"): lambda r, kept: is_overdue(r["state"], r["due_on"], TODAY),
    ("enterprise", "above_scale"): lambda r, kept: r["is_above_scale"] is True,
    ("enterprise", "with_projects"): lambda r, kept: any(
        p["enterprise_id"] == r["id"] for p in kept["Project"].values()
    ),
    ("enterprise", "with_open_requests"): lambda r, kept: open_requests(kept)[r["id"]] > 0,
    **{("project", s.value): (lambda r, kept, s=s: r["stage"] is s) for s in Stage},
    ("project", "signed_not_started"): lambda r, kept: r["stage"] is Stage.SIGNED,
    ("project", "started_not_in_production"): lambda r, kept: r["stage"] is Stage.STARTED,
}
OWN_ORDER = {"signed_not_started", "started_not_in_production"}  # the longest there first
JOINED = {
    ("request", "enterprise"): ("Enterprise", "enterprise_id"),
    ("request", "provider"): ("Provider", "lead_provider_id"),
    ("project", "enterprise"): ("Enterprise", "enterprise_id"),
    ("project", "lead_officer"): ("Officer", "lead_officer_id"),
    ("enterprise", "liaison"): ("Officer", "liaison_officer_id"),
}


def sort_value(kind, order, row, kept):
    if (kind, order) in JOINED:
        table, field = JOINED[kind, order]
        value = kept[table][row[field]]["name"] if row[field] else None
    elif order == "days_in_stage":
        since = row[f"{row['stage']}_on"]
        value = (TODAY - since).days if since else None
    else:
        value = row[order]
    if isinstance(value, Stage | S | KeyLevel):
        value = list(type(value)).index(value)  # a pipeline is sorted by its way, not by the letters of its codes
    return (value is not None, str(value) if isinstance(value, str) else value, row["id"].bytes)


def naive(kind, view, kept, texts):
    """The keys of a view, counted over every row by plain means."""
    words = [w.lower() for w in view.search.split()]
    found = [
        row
        for row in kept[LEDGERS[kind].kind].values()
        if (view.park is None or row["park_id"] == view.park)
        and (not view.chip or CHIPS[kind, view.chip](row, kept))
        and all(w in texts[row["id"].bytes][1].lower() for w in words)
    ]
    order, is_descending = view.order, view.is_descending
    if not order and view.chip in OWN_ORDER:
        order, is_descending = "days_in_stage", True
    if order:
        known = [r for r in found if sort_value(kind, order, r, kept)[0]]
        unknown = [r for r in found if not sort_value(kind, order, r, kept)[0]]
        unknown.sort(key=lambda r: r["id"].bytes)
        known.sort(key=lambda r: sort_value(kind, order, r, kept)[1:])
        found = unknown + known
        if is_descending:
            found.reverse()
    elif words:
        found.sort(key=lambda r: -texts[r["id"].bytes][0])
    elif kind == "request":
        found.sort(key=lambda r: (r["received_on"], r["id"].bytes), reverse=True)
    else:
        found.sort(key=lambda r: r["id"].bytes, reverse=True)
    return [row["id"].bytes for row in found]


def split(packed):
    return [packed[i : i + 16] for i in range(0, len(packed), 16)]


@pytest.mark.parametrize("kind", LEDGERS)
def test_every_view_of_a_ledger_holds_what_a_plain_count_gives_in_its_order(full, kept, texts, kind):
    shown = LEDGERS[kind]
    assert {c for k, c in CHIPS if k == kind} == set(shown.chips), "a chip without its plain count"
    here = [None, *(p.id for p in full.read(parks))]
    orders = [("", False), *product(shown.orders, (False, True))]
    seen = 0
    for chip, park, search in product(["", *shown.chips], here, SEARCHES):
        for order, descending in orders if not search or (search, chip) == ("有限", "") else orders[:2]:
            view = View(park, chip, search, order, descending)
            wanted = naive(kind, view, kept, texts)
            assert split(b"".join(full.stream(ledger.all_keys, shown, view, TODAY))) == wanted, view
            assert split(full.read(ledger.first_keys, shown, view, TODAY)) == wanted[:KEYS_AT_FIRST], view
            assert full.read(ledger.count, shown, view, TODAY) == len(wanted), view
            seen += len(wanted)
    assert seen


@pytest.mark.parametrize("kind", LEDGERS)
def test_rows_come_by_their_keys_and_a_key_that_is_gone_is_left_out(full, kept, kind):
    shown = LEDGERS[kind]
    keys = split(b"".join(full.stream(ledger.all_keys, shown, View(), TODAY)))
    found = full.read(ledger.rows, shown, [*keys, bytes(16)], TODAY)
    assert set(found) == set(keys)
    assert all(row.id.bytes == key for key, row in found.items())
    name = "title" if kind == "request" else "name"
    assert {row.id: getattr(row, name) for row in found.values()} == {
        key: row[name] for key, row in kept[shown.kind].items()
    }
    assert full.read(ledger.rows, shown, [], TODAY) == {}


def test_a_view_of_more_rows_than_a_batch_comes_in_batches(full, monkeypatch):
    monkeypatch.setattr(ledger, "BATCH", 100)
    batches = list(full.stream(ledger.all_keys, requests.LEDGER, View(), TODAY))
    assert [len(b) // 16 for b in batches] == [100, 100, 100, 100, 56]


@settings(max_examples=60, deadline=None)
@given(st.integers(-400, 400))
def test_what_is_late_depends_on_the_day(full, kept, days):
    today = TODAY + timedelta(days=days)
    late = {r["id"].bytes for r in kept["ServiceRequest"].values() if is_overdue(r["state"], r["due_on"], today)}
    view = View(chip="overdue")
    assert set(split(b"".join(full.stream(ledger.all_keys, requests.LEDGER, view, today)))) == late
    assert full.read(request_counts, None, today).overdue == len(late)


def test_lights_and_the_days_left_are_the_rules(full, kept):
    shown = full.read(ledger.rows, requests.LEDGER, [k.bytes for k in kept["ServiceRequest"]], TODAY)
    for row in shown.values():
        request = kept["ServiceRequest"][row.id]
        assert row.light is request_light(request["state"], request["due_on"], TODAY, PLAIN)
        runs = request["state"] not in ENDED and request["state"] is not S.SUSPENDED and request["due_on"]
        assert row.workdays_left == (PLAIN.workdays_between(TODAY, request["due_on"]) if runs else None)


@pytest.mark.parametrize(
    ("due", "light", "left"),
    [
        ("2026-11-23", Light.RED, -1),
        ("2026-11-20", Light.RED, -2),  # Friday to Tuesday
        ("2026-11-24", Light.YELLOW, 0),
        ("2026-11-25", Light.YELLOW, 1),
        ("2026-11-26", Light.GREEN, 2),
        ("2026-11-30", Light.GREEN, 4),  # over a weekend
    ],
)
def test_on_known_days_the_light_and_the_time_left_are_known(desk, due, light, left):
    key = desk.do(
        log_request, {"enterprise": "恒光科技", "title": "x", "received_on": "2026-11-02", "due_on": due}
    ).result
    row = desk.read(ledger.rows, requests.LEDGER, [key.bytes], desk.today)[key.bytes]
    assert (row.light, row.workdays_left) == (light, left)
    assert (due < "2026-11-24") == (
        key.bytes in desk.read(ledger.first_keys, requests.LEDGER, View(chip="overdue"), desk.today)
    )


# What the overview and the board say.


def everywhere(desk):
    return [None, *(p.id for p in desk.read(parks))]


def of(rows, park):
    return [r for r in rows.values() if park is None or r["park_id"] == park]


def test_the_counts_of_appeals_are_those_of_their_states(full, kept):
    for park in everywhere(full):
        counts = full.read(request_counts, park, TODAY)
        plain = Counter(r["state"] for r in of(kept["ServiceRequest"], park))
        assert (counts.by_state, counts.total) == (plain, plain.total())
        assert counts.of(S.REGISTERED, S.CLOSED) == plain[S.REGISTERED] + plain[S.CLOSED]


def test_the_figures_of_the_stages_are_their_counts_and_sums_and_say_what_is_not_known(full, kept):
    for park in everywhere(full):
        figures = full.read(stage_figures, park)
        assert list(figures) == list(Stage)
        for stage, figure in figures.items():
            rows = [p for p in of(kept["Project"], park) if p["stage"] is stage]
            known = [p["total_investment_fen"] for p in rows if p["total_investment_fen"] is not None]
            assert (figure.count, figure.investment_fen) == (len(rows), sum(known))
            assert figure.without_investment == len(rows) - len(known)


def test_the_board_holds_every_project_that_has_not_ended_those_longest_there_first(full, kept):
    for park in everywhere(full):
        lanes = full.read(board, park, TODAY)
        assert tuple(lanes) == BOARD
        for stage, cards in lanes.items():
            wanted = {p["id"] for p in of(kept["Project"], park) if p["stage"] is stage}
            assert {c.id for c in cards} == wanted
            since = [c.since for c in cards if c.since is not None]
            assert since == sorted(since)
            assert [c.since is None for c in cards] == sorted(c.since is None for c in cards)
            for card in cards:
                day = kept["Project"][card.id][f"{stage}_on"]
                assert (card.since, card.days_in_stage) == (day, (TODAY - day).days if day else None)


def test_reached_counts_projects_that_have_gone_further_too(full, kept):
    for park in everywhere(full):
        rows = [p for p in of(kept["Project"], park) if p["stage"] is not Stage.TERMINATED]
        further = [p for p in rows if p["stage"] in (Stage.STARTED, Stage.IN_PRODUCTION)]
        landed = [p for p in rows if p in further or p["landed_on"]]
        found = full.read(reached, park)
        assert (found.signed, found.landed, found.started) == (len(rows), len(landed), len(further))
        assert found.in_production == sum(p["stage"] is Stage.IN_PRODUCTION for p in rows)


def test_the_months_are_the_last_twelve_this_one_last(full, kept):
    for park in everywhere(full):
        found = full.read(months, park, TODAY)
        assert [m.first for m in found] == [date(2025, 12, 1), *(date(2026, m, 1) for m in range(1, 12))]
        rows = of(kept["ServiceRequest"], park)
        for month in found:
            received = sum(r["received_on"].replace(day=1) == month.first for r in rows)
            closed = sum(r["closed_on"] is not None and r["closed_on"].replace(day=1) == month.first for r in rows)
            assert (month.received, month.closed) == (received, closed)
    assert full.read(months, None, date(2026, 1, 31))[0].first == date(2025, 2, 1)


@settings(max_examples=40, deadline=None)
@given(st.none() | st.integers(0, 900), st.none() | st.integers(0, 900), st.integers(0, 2))
def test_outcomes_are_the_sums_of_what_was_closed_in_the_period(full, kept, back, forth, which):
    since = None if back is None else TODAY - timedelta(days=back)
    until = None if forth is None else TODAY - timedelta(days=forth)
    park = everywhere(full)[which]
    rows = [
        r
        for r in of(kept["ServiceRequest"], park)
        if r["state"] is S.CLOSED
        and (since is None or r["closed_on"] >= since)
        and (until is None or r["closed_on"] <= until)
    ]
    found = full.read(outcomes, park, since, until)
    assert found.closed == len(rows)
    for field in ("financing_fen", "subsidy_fen", "retained_investment_fen", "workers"):
        assert getattr(found, field) == sum(r[field] or 0 for r in rows)


def test_what_is_due_first_stands_first_and_nothing_that_waits_for_others(full, kept):
    for park in everywhere(full):
        waiting = [
            r
            for r in of(kept["ServiceRequest"], park)
            if r["due_on"] and r["state"] not in ENDED and r["state"] is not S.SUSPENDED
        ]
        waiting.sort(key=lambda r: (r["due_on"], r["id"].bytes))
        assert [r.id for r in full.read(due_requests, park, TODAY, 7)] == [r["id"] for r in waiting[:7]]


def test_milestones_due_are_those_whose_reminder_has_begun_and_the_late_ones(full, kept):
    for park in everywhere(full):
        here = {p["id"]: p for p in of(kept["Project"], park) if p["stage"] is not Stage.TERMINATED}
        due = [
            m["planned_on"]
            for m in kept["Milestone"].values()
            if m["project_id"] in here
            and m["done_on"] is None
            and m["planned_on"] is not None
            and m["planned_on"] <= TODAY + timedelta(days=DEFAULT_REMIND_DAYS[m["kind"]])
        ]
        assert [m.planned_on for m in full.read(milestones_due, park, TODAY, 1000)] == sorted(due)


def test_a_completion_is_due_from_thirty_days_before_until_it_is_reached(desk):
    project = desk.do(add_project, {"name": "新项目", "signed_on": "2024-12-01"}).result
    key = desk.do(save_milestone, project, None, {"kind": "completion", "planned_on": "2026-12-24"}).result

    def due():
        return [m.project for m in desk.read(milestones_due, None, desk.today, 100)]

    assert due() == ["新项目"]
    desk.do(save_milestone, project, key, {"planned_on": "2026-12-25"})
    assert due() == []
    desk.do(save_milestone, project, key, {"planned_on": "2025-01-01"})
    assert due() == ["新项目"]
    desk.do(save_milestone, project, key, {"done_on": "2026-11-01"})
    assert due() == []


def test_the_overview_is_all_of_it_of_one_park(full):
    park = full.read(parks)[1].id
    seen = full.read(overview, park, TODAY)
    assert seen.stages == full.read(stage_figures, park)
    assert seen.requests == full.read(request_counts, park, TODAY)
    assert seen.months == full.read(months, park, TODAY)
    assert seen.outcomes == full.read(outcomes, park)
    assert seen.reached == full.read(reached, park)
    assert list(seen.due) == list(full.read(due_requests, park, TODAY, 12))
    assert seen.milestones == full.read(milestones_due, park, TODAY, 12)
    assert seen.today == TODAY


def test_an_empty_desk_has_an_overview_of_nothing(tmp_path, open_at):
    seen = open_at(tmp_path / "empty").read(overview, None, TODAY)
    assert (seen.requests.total, seen.outcomes.closed, seen.outcomes.financing_fen) == (0, 0, 0)
    assert [f.count for f in seen.stages.values()] == [0, 0, 0, 0]
    assert len(seen.months) == 12


# What the bulletin counts and the desk records.


def bulletin(desk, code):
    (found,) = desk.read(bulletins, None, (code,))
    return found


@pytest.mark.parametrize(
    ("code", "published", "recorded", "locator"),
    [
        ("key_projects", 15_000, 4, "A1.2"),
        ("key_projects_in_production", 6_000, 2, "A1.2"),
        ("key_projects_started", 6_000, 2, "A1.2"),
        ("key_projects_not_started", 3_000, 0, "A1.2"),
        ("requests_resolved", 157_000, 2, "A2.4"),
        ("workers_secured", 387_000, None, "A2.5"),
    ],
)
def test_the_bulletin_stands_beside_what_is_recorded(desk, code, published, recorded, locator):
    found = bulletin(desk, code)
    assert (found.value_thousandths, found.recorded) == (published, recorded)
    assert found.locator.startswith(locator[:2])


def test_what_is_entered_later_does_not_change_what_was_recorded_of_that_year(desk):
    desk.do(add_project, {"name": "今年的", "key_year": "2026"})
    desk.do(add_project, {"name": "前年的", "key_year": "2023"})
    desk.do(add_project, {"name": "那年的", "key_year": "2024"})
    desk.do(add_project, {"name": "别的园区的", "key_year": "2024", "park": "HJQ"})
    assert bulletin(desk, "key_projects").recorded == 5
    assert bulletin(desk, "key_projects_not_started").recorded == 1


def test_money_of_a_bulletin_comes_in_fen_and_each_park_has_its_own(desk):
    assert bulletin(desk, "financing_arranged").amount_fen == 5_630_000_000
    own = [{b.code for b in desk.read(bulletins, p.id)} for p in desk.read(parks)]
    assert own[0] & own[1] == set()
    assert own[0] | own[1] == {b.code for b in desk.read(bulletins, None)}


# Cards and files.


def test_what_was_completed_is_that_of_the_year_of_the_desks_own_day(desk):
    """Not of the machine's: on New Year's Day the two may differ, and a report looks at one day."""
    key = desk.do(add_project, {"name": "新项目", "plan_of_year_fen": "1000万", "signed_on": "2025-01-01"}).result

    def report(uow, month, fen):
        uow.session.get(Project, key).stage = Stage.STARTED
        uow.session.add(ProgressReport(project_id=key, month=month, construction_fen=fen, progress_percent=40))

    desk.do(report, date(2025, 11, 1), 100_000_000)
    desk.do(report, date(2025, 12, 1), 500_000_000)
    for today, completion in ((date(2025, 12, 31), "0.6"), (date(2026, 1, 1), None)):
        (card,) = [c for c in desk.read(lane, Stage.STARTED, None, today) if c.id == key]
        assert (card.completion is None) == (completion is None)
        assert completion is None or str(card.completion) == completion
        assert card.progress_percent == (40 if completion else None)
    desk.do(report, date(2026, 1, 1), 250_000_000)
    (card,) = [c for c in desk.read(lane, Stage.STARTED, None, date(2026, 2, 1)) if c.id == key]
    assert str(card.completion) == "0.25"


@pytest.mark.parametrize(
    ("today", "light"),
    [(date(2026, 11, 24), Light.GREEN), (date(2026, 11, 29), Light.GREEN), (date(2026, 11, 30), Light.GREY)],
)
def test_a_report_of_october_counts_from_its_end(desk, today, light):
    key = desk.do(add_project, {"name": "新项目", "signed_on": "2025-01-01"}).result

    def report(uow):
        uow.session.get(Project, key).stage = Stage.STARTED
        uow.session.add(ProgressReport(project_id=key, month=date(2026, 10, 1)))

    desk.do(report)
    (card,) = [c for c in desk.read(lane, Stage.STARTED, None, today) if c.id == key]
    assert card.light is light


def test_an_enterprises_file_holds_everything_about_it_and_of_no_other(desk):
    key = desk.do(add_enterprise, {"name": "新企业"}).result
    empty = desk.read(enterprises.enterprise_file, key, desk.today)
    assert (empty.projects, empty.requests, empty.request_count) == ([], [], 0)
    project = desk.do(add_project, {"name": "新项目", "enterprise": "新企业"}).result
    logged = [
        desk.do(log_request, {"enterprise": "新企业", "title": f"诉求{n}", "received_on": f"2026-11-{n:02}"}).result
        for n in (3, 1, 2)
    ]
    found = desk.read(enterprises.enterprise_file, key, desk.today)
    assert [p.id for p in found.projects] == [project]
    assert [r.id for r in found.requests] == [logged[0], logged[2], logged[1]], "the latest first"
    assert found.request_count == 3


def test_an_enterprises_file_counts_more_appeals_than_it_shows(full, kept):
    busiest, n = Counter(r["enterprise_id"] for r in kept["ServiceRequest"].values()).most_common(1)[0]
    found = full.read(enterprises.enterprise_file, busiest, TODAY)
    assert (found.request_count, len(found.requests)) == (n, min(n, enterprises.SHOWN))


def test_the_articles_enterprise_has_its_visit_and_its_grant_with_their_places(desk):
    key = desk.read(resolve, "Enterprise", "湖南立点科技有限公司")
    found = desk.read(enterprises.enterprise_file, key, desk.today)
    assert len(found.visits) == len(found.grants) == 1
    assert all(r.locator and r.standing for r in (*found.visits, *found.grants))


def test_phones_are_masked_in_the_ledger(desk):
    key = desk.do(add_enterprise, {"name": "新企业", "contact_phone": "13812345678"}).result
    row = desk.read(ledger.rows, enterprises.LEDGER, [key.bytes], desk.today)[key.bytes]
    assert row.contact_phone == "138****5678"


def test_names_to_complete_are_those_of_the_park_in_view(desk):
    first, other = desk.read(parks)
    desk.do(edit_enterprise, desk.read(resolve, "Enterprise", "恒光科技"), {"name": "恒光新材"})
    assert "恒光新材" in desk.read(entry_names, other.id).enterprises
    assert "恒光新材" not in desk.read(entry_names, first.id).enterprises
    names = desk.read(entry_names, None)
    assert names.enterprises == sorted(names.enterprises)
    assert names.initials["恒光新材"] == "hgxc"
