"""Practice desks: what they hold holds together, is the same for the same seed, and spoils nothing."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from hkdesk.domain.days import PLAIN, PROFILES
from hkdesk.domain.errors import DeskError
from hkdesk.domain.identity import check_uscc
from hkdesk.domain.request import NEEDS_REASON, RequestAction, RequestState, next_state
from hkdesk.domain.request_number import parse_request_number
from hkdesk.domain.stage import Stage, Step
from hkdesk.store.desk_file import open_desk_file
from hkdesk.store.practice import PracticeFill, fill_practice
from hkdesk.store.practice.bulk import BATCH
from hkdesk.store.search_index import SEARCHABLE, document, grams
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.service_request import ServiceRequest
from hkdesk.work.desk import Desk
from hkdesk.work.queries import ledger, requests, search
from hkdesk.work.queries.ledger import View

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
REQUESTS, PROJECTS = 300, 40
LARGE = 20_500
Told = list[tuple[int, int]]
OWN_ROWS = {"desk", "alembic_version"}  # made by the opening, not by the fill
BOOKKEEPING = {"search_fts", "search_fts_data", "search_fts_idx", "search_fts_docsize", "search_fts_config"}
Row = dict[str, Any]


def fill(root: Path, seed: int = 1, requests: int = REQUESTS, projects: int = PROJECTS, **more: Any) -> PracticeFill:
    return fill_practice(root, requests=requests, projects=projects, seed=seed, clock=lambda: NOW, **more)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PracticeFill]:
    root = tmp_path_factory.mktemp("practice") / "desk"
    return root, fill(root)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    """A desk of more appeals than have steps, and what was told of its progress."""
    root = tmp_path_factory.mktemp("large")
    told: Told = []
    fill(root, requests=LARGE, projects=3, progress=lambda done, total: told.append((done, total)))
    return root, told


@pytest.fixture
def desk(filled: tuple[Path, PracticeFill]) -> Iterator[Desk]:
    opened = Desk(open_desk_file(filled[0], clock=lambda: NOW))
    yield opened
    opened.close()


Ask = Callable[..., list[Row]]


@pytest.fixture
def ask(filled: tuple[Path, PracticeFill]) -> Iterator[Ask]:
    with closing(sqlite3.connect(filled[0] / "hkdesk.db")) as connection:
        connection.row_factory = sqlite3.Row
        yield lambda sql, *values: [dict(row) for row in connection.execute(sql, values)]


def dump(root: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(root / "hkdesk.db")) as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for name in names
            if name not in OWN_ROWS | BOOKKEEPING
        }


def test_the_same_seed_gives_the_same_rows(filled: tuple[Path, PracticeFill], tmp_path: Path) -> None:
    fill(tmp_path)
    assert dump(tmp_path) == dump(filled[0])


def test_another_seed_gives_other_rows(filled: tuple[Path, PracticeFill], tmp_path: Path) -> None:
    fill(tmp_path, seed=2)
    mine, other = dump(tmp_path), dump(filled[0])
    for table in ("enterprise", "project", "service_request", "service_step", "search_doc"):
        assert mine[table]
        assert not set(mine[table]) & set(other[table])


def test_it_gives_what_was_asked_for_and_says_how_much(filled: tuple[Path, PracticeFill], ask: Ask) -> None:
    made = filled[1]
    tables = {
        "park": made.parks,
        "officer": made.officers,
        "provider": made.providers,
        "enterprise": made.enterprises,
        "project": made.projects,
        "project_step": made.project_steps,
        "milestone": made.milestones,
        "progress_report": made.reports,
        "service_request": made.requests,
        "service_step": made.request_steps,
        "visit": made.visits,
        "policy": made.policies,
        "policy_grant": made.grants,
    }
    assert (made.requests, made.projects, made.enterprises) == (REQUESTS, PROJECTS, 20)
    for table, count in tables.items():
        assert count > 0, table
        assert ask(f"SELECT count(*) AS n FROM {table}") == [{"n": count}], table
    assert ask("SELECT name, code FROM park ORDER BY code") == [
        {"name": "练习一园", "code": "LXA"},
        {"name": "练习二园", "code": "LXB"},
    ]


def test_every_constraint_and_every_reference_holds(ask: Ask) -> None:
    assert ask("PRAGMA foreign_key_check") == []
    assert ask("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    ask("INSERT INTO search_fts(search_fts) VALUES ('integrity-check')")


def test_the_schema_is_that_of_any_new_desk(ask: Ask, tmp_path: Path) -> None:
    open_desk_file(tmp_path).close()
    wanted = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1, 2"
    with closing(sqlite3.connect(tmp_path / "hkdesk.db")) as plain:
        assert [tuple(row.values()) for row in ask(wanted)] == plain.execute(wanted).fetchall()
        settings = "SELECT * FROM search_fts_config WHERE k IN ('hashsize', 'automerge')"
    assert {row["k"]: row["v"] for row in ask(settings)} == {"hashsize": 1 << 20, "automerge": 4}
    assert ask("PRAGMA journal_mode") == [{"journal_mode": "wal"}]


def test_keys_are_of_version_7_and_bear_the_day(ask: Ask) -> None:
    for row in ask("SELECT id, received_on FROM service_request"):
        assert (row["id"][6] >> 4, row["id"][8] >> 6) == (7, 2)
        at = datetime.fromtimestamp(int.from_bytes(row["id"][:6]) / 1000).astimezone()
        assert at.date().isoformat() == row["received_on"]


def test_numbers_are_in_form_without_gap_and_once_each(ask: Ask) -> None:
    serials: dict[tuple[str, int], list[int]] = {}
    rows = ask(
        "SELECT r.number, r.received_on, p.code FROM service_request r JOIN park p ON p.id = r.park_id ORDER BY r.id"
    )
    for row in rows:
        park, year, letter, serial = parse_request_number(row["number"])
        assert (park, year, letter) == (row["code"], int(row["received_on"][:4]), "A")
        serials.setdefault((park, year), []).append(serial)
    assert all(found == list(range(1, len(found) + 1)) for found in serials.values())


def test_every_credit_code_holds_and_comes_once(ask: Ask) -> None:
    codes = [row["uscc"] for row in ask("SELECT uscc FROM enterprise")]
    assert len(set(codes)) == len(codes)
    assert all(check_uscc(code) == code for code in codes)


def test_the_fields_of_an_appeal_follow_from_its_state(ask: Ask) -> None:
    for row in ask("SELECT * FROM service_request"):
        state = RequestState(row["state"])
        assert row["received_on"] <= row["due_on"]
        for day in ("received_on", "replied_on", "return_visited_on", "closed_on"):
            assert row[day] is None or row["received_on"] <= row[day] <= TODAY.isoformat()
        if state in (RequestState.REGISTERED, RequestState.ACCEPTED, RequestState.NOT_ACCEPTED):
            assert row["lead_provider_id"] is None
        else:
            assert row["lead_provider_id"] is not None
        replied = state in (RequestState.REPLIED, RequestState.RETURN_VISIT, RequestState.CLOSED)
        assert (row["replied_on"] is not None) >= replied
        assert (row["handling"] != "") == (row["replied_on"] is not None)
        assert (row["closed_on"] is not None) == (state is RequestState.CLOSED)
        assert (row["state_before"] is not None) == (state in (RequestState.SUSPENDED, RequestState.ESCALATED))
        if state is RequestState.CLOSED:
            assert row["replied_on"] <= row["return_visited_on"] <= row["closed_on"]
            good = row["was_solved"] == 1 and row["satisfaction"] in ("satisfied", "basically_satisfied")
            assert good or row["note"]  # a leader's reason


def test_an_appeal_went_as_the_rules_let_it(ask: Ask) -> None:
    steps: dict[bytes, list[Row]] = {}
    for step in ask("SELECT * FROM service_step ORDER BY at, id"):
        steps.setdefault(step["request_id"], []).append(step)
    rows = ask("SELECT * FROM service_request")
    assert len(rows) == len(steps)
    for row in rows:
        first, *rest = steps[row["id"]]
        assert (first["action"], first["on"]) == ("register", row["received_on"])
        state, before, last, asked = RequestState.REGISTERED, None, first["on"], False
        for step in rest:
            action = RequestAction(step["action"])
            after = next_state(state, action, before=before, is_extension_asked=asked)
            asked = action is RequestAction.ASK_EXTENSION
            before = state if after in (RequestState.SUSPENDED, RequestState.ESCALATED) else None
            state = after
            assert step["state"] == state
            assert last <= step["on"] <= TODAY.isoformat()
            assert datetime.fromtimestamp(step["at"] / 1000).astimezone().date().isoformat() == step["on"]
            assert datetime.fromtimestamp(step["at"] / 1000, UTC) < NOW
            assert step["reason"] or action not in NEEDS_REASON
            assert (step["provider_id"] is not None) == (action is RequestAction.ASSIGN)
            found = step["was_contacted"], step["was_solved"], step["satisfaction"]
            assert found == (None, None, None) or action is RequestAction.RETURN_VISIT
            last = step["on"]
        assert (state, before) == (row["state"], row["state_before"])


def test_deadlines_are_counted_in_working_days(ask: Ask) -> None:
    extended = {s["request_id"] for s in ask("SELECT request_id FROM service_step WHERE action = 'extend'")}
    usual = {profile.solution_workdays for profile in PROFILES.values()}
    for row in ask("SELECT * FROM service_request"):
        received, due = (date.fromisoformat(row[day]) for day in ("received_on", "due_on"))
        counted = PLAIN.workdays_between(received, due)
        assert PLAIN.add_workdays(received, counted).on == due
        assert row["due_is_certain"] == PLAIN.add_workdays(received, counted).certain
        assert counted - row["extended_workdays"] in usual
        assert bool(row["extended_workdays"]) == (row["id"] in extended)


def test_most_are_closed_the_newest_open_and_some_late_or_due(large: tuple[Path, Told]) -> None:
    with closing(sqlite3.connect(large[0] / "hkdesk.db")) as connection:
        rows = connection.execute("SELECT state, due_on, received_on FROM service_request ORDER BY id").fetchall()
    states = Counter(state for state, _, _ in rows)
    assert 0.8 <= states["closed"] / len(rows) <= 0.9
    assert states.keys() == {state.value for state in RequestState}
    opened = [row for row in rows if row[0] not in ("closed", "not_accepted")]
    assert sum(state == "closed" for state, _, _ in rows[-10:]) <= 3
    assert sum(due < TODAY.isoformat() for _, due, _ in opened) > 50
    soon = (TODAY + timedelta(days=7)).isoformat()
    assert sum(TODAY.isoformat() <= due <= soon for _, due, _ in opened) > 5
    assert rows[0][2] <= (TODAY - timedelta(days=3 * 365 - 10)).isoformat()
    assert rows[-1][2] >= (TODAY - timedelta(days=1)).isoformat()


def test_projects_stand_on_every_stage_with_their_days_in_order(ask: Ask) -> None:
    projects = ask("SELECT * FROM project")
    assert {p["stage"] for p in projects} == {stage.value for stage in Stage}
    for project in projects:
        days = [(step, project[f"{step}_on"]) for step in Step if project[f"{step}_on"]]
        assert [on for _, on in days] == sorted(on for _, on in days)
        assert [step for step, _ in days] == list(Step)[: len(days)]
        assert days[-1][1] <= TODAY.isoformat()
        assert project["stage"] == ("terminated" if project["terminated_on"] else days[-1][0].stage)
        assert project["terminated_on"] is None or days[-1][1] <= project["terminated_on"] <= TODAY.isoformat()
        if len(days) > 1:
            assert project["enterprise_id"]
            assert project["project_code"]
        steps = ask("SELECT * FROM project_step WHERE project_id = ? ORDER BY at, id", project["id"])
        assert [(s["step"], s["on"]) for s in steps if s["step"]] == days
        assert steps[-1]["to_stage"] == project["stage"]


def test_milestones_that_gates_ask_for_are_reached_before_the_step(ask: Ask) -> None:
    gates = {"started_on": "construction_permit", "in_production_on": "completion"}
    for step, kind in gates.items():
        found = ask(
            f"SELECT p.{step} AS step, m.done_on FROM project p LEFT JOIN milestone m "
            f"ON m.project_id = p.id AND m.kind = ? WHERE p.{step} IS NOT NULL",
            kind,
        )
        assert found
        assert all(row["done_on"] <= row["step"] for row in found)
    reports = ask("SELECT r.month, p.started_on FROM progress_report r JOIN project p ON p.id = r.project_id")
    assert all("2025-12" <= r["month"][:7] <= "2026-11" and r["month"][:7] >= r["started_on"][:7] for r in reports)


def test_every_document_of_the_index_is_as_the_desk_itself_would_make_it(
    filled: tuple[Path, PracticeFill], ask: Ask
) -> None:
    assert ask("SELECT * FROM search_dirty") == []
    with closing(sqlite3.connect(filled[0] / "hkdesk.db")) as connection:
        for s in SEARCHABLE:
            docs = dict(connection.execute("SELECT entity_id, text FROM search_doc WHERE kind = ?", (s.kind,)))
            assert docs == {row[0]: document(row[1:], s.spelled) for row in connection.execute(s.select)}
    newest = ask("SELECT entity_id FROM search_doc WHERE kind = 'ServiceRequest' ORDER BY rid DESC")
    assert newest == ask("SELECT id AS entity_id FROM service_request ORDER BY id DESC")


def test_grams_stand_in_the_index_as_they_were_made(filled: tuple[Path, PracticeFill], ask: Ask) -> None:
    (row,) = ask("SELECT rid, text FROM search_doc WHERE kind = 'ServiceRequest' ORDER BY rid LIMIT 1 OFFSET 7")
    every = " AND ".join(f'"{token}"' for token in set(grams(row["text"]).split()))
    found = ask("SELECT rowid FROM search_fts WHERE search_fts MATCH ?", every)
    assert {"rowid": row["rid"]} in found


def test_an_appeal_is_found_by_two_characters_and_by_initials(desk: Desk) -> None:
    (key,) = [k for batch in desk.stream(ledger.all_keys, requests.LEDGER, View(), TODAY) for k in [batch[:16]]][:1]
    row = desk.read(ledger.rows, requests.LEDGER, [key], TODAY)[key]
    hits = desk.read(search.find, row.title[-2:], 300)
    assert row.id in {hit.id for hit in hits if hit.kind == "ServiceRequest"}
    (lines,) = desk.read(
        lambda c: c.exec_driver_sql("SELECT text FROM search_doc WHERE entity_id = ?", (key,)).scalars().all()
    )
    spelled = lines.split("\n")[-1]
    assert spelled.isascii()
    hits = desk.read(search.find, spelled[:4], 300)
    assert row.id in {hit.id for hit in hits if hit.kind == "ServiceRequest"}


def test_an_edit_on_a_practice_desk_brings_the_index_along(tmp_path: Path) -> None:
    def retitle(uow: UnitOfWork, key: UUID, title: str) -> None:
        request = uow.session.get(ServiceRequest, key)
        assert request
        request.title = title

    fill(tmp_path, requests=30, projects=1)
    desk = Desk(open_desk_file(tmp_path, clock=lambda: NOW))
    (batch,) = desk.stream(ledger.all_keys, requests.LEDGER, View(), TODAY)
    row = desk.read(ledger.rows, requests.LEDGER, [batch[:16]], TODAY)[batch[:16]]
    desk.do(retitle, row.id, "龘靐齉爩的新标题")
    assert [hit.id for hit in desk.read(search.find, "龘靐")] == [row.id]
    assert row.id not in {h.id for h in desk.read(search.find_kind, "ServiceRequest", row.title, 50)}
    assert desk.is_practice
    desk.close()


def test_the_ledger_lists_all_of_them(desk: Desk) -> None:
    packed = b"".join(desk.stream(ledger.all_keys, requests.LEDGER, View(), TODAY))
    keys = [packed[n : n + 16] for n in range(0, len(packed), 16)]
    assert len(set(keys)) == REQUESTS
    assert desk.read(ledger.first_keys, requests.LEDGER, View(), TODAY) == packed[: 16 * ledger.KEYS_AT_FIRST]
    rows = desk.read(ledger.rows, requests.LEDGER, keys, TODAY)
    assert rows.keys() == set(keys)
    days = [rows[key].received_on for key in keys]
    assert days == sorted(days, reverse=True)
    assert desk.read(requests.request_counts, None, TODAY).total == REQUESTS


def test_texts_that_look_like_something_else_are_among_them(large: tuple[Path, Told]) -> None:
    with closing(sqlite3.connect(large[0] / "hkdesk.db")) as connection:
        titles = "\n".join(t for (t,) in connection.execute("SELECT title FROM service_request"))
        (distinct,) = connection.execute("SELECT count(DISTINCT content) FROM service_request").fetchone()
    for odd in ("堃珺㵲", "<b>", "&", "=1+1", "%_'\"", "😀", "𠮷"):
        assert odd in titles
    assert distinct > LARGE / 2


def test_progress_is_told_at_least_every_ten_thousand_and_comes_to_its_end(large: tuple[Path, Told]) -> None:
    done = [0, *(done for done, _ in large[1])]
    assert all(0 <= after - before <= BATCH for before, after in pairwise(done))
    assert {total for _, total in large[1]} == {done[-1]}


def test_only_the_newest_twenty_thousand_appeals_have_steps(large: tuple[Path, Told]) -> None:
    with closing(sqlite3.connect(large[0] / "hkdesk.db")) as connection:
        with_steps = connection.execute("SELECT DISTINCT request_id FROM service_step ORDER BY 1").fetchall()
        newest = connection.execute("SELECT id FROM service_request ORDER BY id DESC LIMIT 20000").fetchall()
    assert with_steps == sorted(newest)


def test_a_practice_desk_may_have_nothing_in_it(tmp_path: Path) -> None:
    made = fill(tmp_path, requests=0, projects=0)
    assert (made.requests, made.projects, made.parks) == (0, 0, 2)


def test_the_desk_says_that_it_is_for_practice_and_whose_it_is(tmp_path: Path) -> None:
    fill(tmp_path, requests=1, projects=1, officer="王敏")
    assert {path.name for path in tmp_path.iterdir()} == {"hkdesk.db", "hkdesk.lock"}
    file = open_desk_file(tmp_path)
    assert (file.is_practice, file.author.actor) == (True, "王敏")
    file.close()


def test_a_folder_that_holds_a_desk_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    open_desk_file(tmp_path, officer="李芳").close()
    before = (tmp_path / "hkdesk.db").read_bytes()
    with pytest.raises(DeskError, match="holds a desk already"):
        fill(tmp_path)
    assert (tmp_path / "hkdesk.db").read_bytes() == before


@pytest.mark.parametrize("counts", [(-1, 0), (0, -1), (5_000_001, 0), (0, 5_000_001)])
def test_a_count_out_of_range_is_refused(tmp_path: Path, counts: tuple[int, int]) -> None:
    with pytest.raises(DeskError, match="0 to 5,000,000"):
        fill(tmp_path / "new", requests=counts[0], projects=counts[1])
    assert not (tmp_path / "new").exists()


def test_a_folder_that_another_desk_is_setting_up_is_refused(tmp_path: Path) -> None:
    from hkdesk.paths import DataFolder
    from hkdesk.store.lock import DeskLock

    other = DeskLock(DataFolder(tmp_path))
    assert other.take("李芳")
    with pytest.raises(DeskError, match="李芳 @"):
        fill(tmp_path)
    other.release()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DeskError, match="cannot be written"):
        fill(tmp_path / "file" / "desk")


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
@pytest.mark.parametrize("at", [1, 2, 12])
def test_a_fill_that_is_broken_off_leaves_nothing(tmp_path: Path, error: type[BaseException], at: int) -> None:
    calls = iter(range(1, 1000))

    def progress(_done: int, _total: int) -> None:
        if next(calls) == at:
            raise error

    (tmp_path / "mine.txt").write_text("stays")
    for root in (tmp_path, tmp_path / "new" / "desk"):
        calls = iter(range(1, 1000))
        with pytest.raises(error):
            fill(root, progress=progress)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    fill(tmp_path, requests=5, projects=1)


def test_what_a_killed_fill_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".hkdesk-practice").mkdir()
    (tmp_path / ".hkdesk-practice" / "hkdesk.db").write_bytes(b"half")
    fill(tmp_path, requests=5, projects=1)
    assert not (tmp_path / ".hkdesk-practice").exists()
