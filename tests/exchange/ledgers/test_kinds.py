"""The kinds of ledgers stand on the desk's own commands: the same fields, and texts that they take."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from hkdesk.documents import appeals_ledger, dispatch_table
from hkdesk.domain.days import parse_day
from hkdesk.domain.money import parse_money
from hkdesk.domain.report import FIELDS
from hkdesk.exchange.ledgers.fields import Kind, TakenBy
from hkdesk.exchange.ledgers.guess import Known, best_guess
from hkdesk.exchange.ledgers.headings import heading_of
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.rows import LedgerRow
from hkdesk.exchange.ledgers.sheets import RawSheet
from hkdesk.exchange.ledgers.synonyms import shipped_synonyms
from hkdesk.exchange.ledgers.table import apply
from hkdesk.exchange.ledgers.words_in_cells import NAME_LIMIT
from hkdesk.tables.all import table_of
from hkdesk.wording import LANGUAGES, field_name, use_language
from hkdesk.work.commands import fields
from hkdesk.work.commands.enterprises import add_enterprise, save_qualification
from hkdesk.work.commands.projects import FIXED_NEW, add_project
from hkdesk.work.commands.reports import enter_reports
from hkdesk.work.commands.requests import ON_THE_WAY, log_request
from hkdesk.work.commands.visits import save_visit
from hkdesk.work.desk import Desk
from hkdesk.work.queries.records import load
from tests.exchange.ledgers import made

FIXED = {"Project": FIXED_NEW, "ServiceRequest": ON_THE_WAY}


def of_form(kind: Kind) -> dict[str, str]:
    return {
        f.name: f.name for f in kind.fields if f.taken_by is TakenBy.FORM and f.name not in ("contact", "assistants")
    }


def test_every_field_of_a_form_is_one_that_its_command_takes() -> None:
    for kind in KINDS.values():
        if kind.name == "Dispatch":
            continue  # its form is the project's
        columns = {c.key for c in table_of(kind.name).c} - {"id", "version"} - FIXED.get(kind.name, frozenset())
        assert {n for n in of_form(kind) if n not in columns and f"{n}_id" not in columns} == set(), kind.name


def test_every_field_of_a_report_is_one_that_the_month_takes() -> None:
    reported = {f.name for f in KINDS["Dispatch"].fields if f.taken_by is TakenBy.REPORT}
    assert reported == {*FIELDS, "month"}


def test_names_are_as_long_as_the_commands_take_them() -> None:
    assert NAME_LIMIT == fields.NAME_LIMIT


def test_what_a_kind_needs_and_is_known_by_are_its_fields() -> None:
    for kind in KINDS.values():
        named = {name for group in (*kind.needed, *kind.identities, *kind.filled) for name in group} | kind.asked
        more = {name for f in kind.fields for name in f.more}
        assert (named | more) - kind.by_name.keys() - {"legacy_registration_number"} == set()
        assert len(kind.by_name) == len(kind.fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_its_word(language: str) -> None:
    use_language(language)
    for kind in KINDS.values():
        said = [field_name(f.name) for f in kind.fields]
        assert len(set(said)) == len(said)
        plain = {f.name: f.name.removesuffix("_fen").replace("_", " ").capitalize() for f in kind.fields}
        if language == "zh_CN":
            assert [name for name, text in plain.items() if field_name(name) == text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "columns"), [("Dispatch", dispatch_table._columns), ("ServiceRequest", appeals_ledger._columns)]
)
def test_the_headings_of_the_desk_s_own_documents_are_known(language: str, kind: str, columns: object) -> None:
    use_language(language)
    synonyms = shipped_synonyms()
    unknown = [
        column.title
        for column in columns()  # type: ignore[operator]
        if not synonyms.fields_headed(kind, heading_of(column.title).keys)
        and heading_of(column.title).key not in synonyms.ignored
        and not heading_of(column.title).key.startswith("其中")  # known by the heading before it
    ]
    assert unknown == []


def rows_of(sheet: RawSheet, kind: str, names: Known | None = None) -> Iterator[LedgerRow]:
    guess = best_guess(made.book(sheet), kind, known=names)
    return (row for row in apply(guess.mapping, sheet).rows if not row.faults)


def for_form(row: LedgerRow, kind: str) -> dict[str, str]:
    wanted = [f.name for f in KINDS[kind].fields if f.taken_by is TakenBy.FORM]
    return {**row.for_new, **{name: text for name, text in row.values.items() if name in wanted}}


def values(desk: Desk, kind: str, key: UUID) -> dict[str, object]:
    record = desk.read(load, kind, key)
    assert record is not None
    return dict(record.values)


def test_projects_are_taken_by_their_command_and_hold_what_the_ledger_says(desk: Desk) -> None:
    for row in rows_of(made.projects_with_title(), "Project", Known(parks=("洪江市高新区",))):
        entered = for_form(row, "Project")
        desk.do(add_enterprise, {"name": entered["enterprise"]})
        kept = values(desk, "Project", desk.do(add_project, entered).result)
        assert kept["name"] == row.values["name"]
        assert kept["total_investment_fen"] == parse_money(row.values["total_investment_fen"])
        assert kept["signed_on"] == parse_day(row.values["signed_on"])
        assert kept["nature"] == row.values["nature"]


def test_a_month_s_report_is_taken_by_its_command(desk: Desk) -> None:
    (row,) = [row for row in rows_of(made.dispatch_without_merges(), "Dispatch") if row.number == 5]
    project = desk.do(add_project, {"name": row.values["name"], "signed_on": "2026-01-05"}).result
    cells = {name: text for name, text in row.values.items() if name in FIELDS}
    desk.do(enter_reports, date(2026, 3, 1), {project: cells})
    found = desk.read(_reports, project)
    assert found["construction_fen"] == 33_333_333
    assert found["progress_percent"] == 100
    assert found["problems"] == "施工许可未办结"
    assert found["next_step_on"] == date(2026, 6, 30)


def _reports(reader: object, project: UUID) -> dict[str, object]:
    from sqlalchemy import select

    t = table_of("ProgressReport")
    return dict(reader.execute(select(t).where(t.c.project_id == project)).mappings().one())  # type: ignore[attr-defined]


def test_appeals_are_taken_by_their_command_with_a_title_of_their_own(desk: Desk) -> None:
    for row in rows_of(made.appeals_with_contacts(), "ServiceRequest"):
        entered = {n: t for n, t in for_form(row, "ServiceRequest").items() if n not in ("lead_provider", "assistants")}
        kept = values(desk, "ServiceRequest", desk.do(log_request, {**entered, "due_on": ""}).result)
        assert kept["title"] == row.for_new["title"]
        assert kept["received_on"] == parse_day(row.values["received_on"])
        assert kept["category"] == row.values["category"]
        assert kept["contact_phone"] == row.values.get("contact_phone", "")


def test_enterprises_qualifications_and_visits_are_taken_by_their_commands(desk: Desk) -> None:
    keys = {}
    sheet = made.enterprises_half_headed()
    for row in rows_of(sheet, "Enterprise", Known(parks=("洪江区高新区",))):
        keys[row.values["name"]] = desk.do(add_enterprise, for_form(row, "Enterprise")).result
    kept = values(desk, "Enterprise", keys["松坪化工有限公司"])
    assert (kept["uscc"], kept["contact_phone"]) == (made.OTHER_USCC, "13912345678")
    for row in rows_of(made.qualifications_in_two_rows(), "Qualification"):
        entered = {n: t for n, t in for_form(row, "Qualification").items() if n != "enterprise"}
        key = desk.do(save_qualification, keys["南浦纸业有限公司"], None, entered).result
        assert values(desk, "Qualification", key)["granted_on"] == parse_day(row.values["granted_on"])
    for row in rows_of(made.visits_of_a_month(), "Visit"):
        entered = {**for_form(row, "Visit"), "enterprise": "南浦纸业有限公司"}
        key = desk.do(save_visit, None, entered).result
        assert values(desk, "Visit", key)["summary"] == row.values["summary"]
