"""The card of an enterprise (企业一户一档): who it is, what belongs to it, and what was done for it."""

from datetime import date

from hkdesk.documents.cards import contact_text, field_pairs, first_of, identity_blocks, listed
from hkdesk.documents.forms import Pair, day_cell, day_column, light_text, texts
from hkdesk.documents.model import Align, Block, Cell, CellKind, Column, Document, Heading, Paragraph, Signature, Table
from hkdesk.documents.phrases import count_cell, money_cell, rate_cell, with_source
from hkdesk.domain.money import MoneyUnit
from hkdesk.wording import field_name, language_in_use, long_day, tr, word
from hkdesk.work.queries.enterprise_card import EnterpriseCard
from hkdesk.work.queries.enterprises import QualificationRow
from hkdesk.work.queries.projects import ProjectRow
from hkdesk.work.queries.requests import RequestRow
from hkdesk.work.words import DASH

MOST_ROWS = 10  # of the lists that go on for years


def enterprise_card(card: EnterpriseCard, today: date, prepared_by: str, is_practice: bool) -> Document:
    """The card as it stands on a day."""
    v, on = card.record.values, long_day(today)
    return Document(
        title=tr("Enterprise card"),
        subtitle=str(v["name"]),
        language=language_in_use(),
        park=card.record.names.get("park_id", ""),
        period=tr("As of {day}", day=on),
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=today,
        blocks=(
            *identity_blocks(card.record, _identity(card), ("business", "address", "note")),
            Heading(1, tr("1. Qualifications")),
            *_qualifications(card.file.qualifications, today),
            Heading(1, tr("2. Projects")),
            *_projects(card.file.projects),
            Heading(1, tr("3. Appeals")),
            *_appeals(card),
            Heading(1, tr("4. Visits")),
            *_visits(card),
            Heading(1, tr("5. Policy benefits")),
            *_grants(card),
            Signature(tr("Prepared by: {name}", name=prepared_by or DASH), on),
        ),
    )


def _identity(card: EnterpriseCard) -> list[Pair]:
    record = card.record
    v = record.values
    return [
        *field_pairs(record, ("uscc", "short_name")),
        *(field_pairs(record, ("legacy_registration_number",)) if v["legacy_registration_number"] else []),
        *field_pairs(record, ("head_name",)),
        (tr("Contact"), contact_text(v["contact_name"], v["contact_phone"])),
        *field_pairs(record, ("liaison_officer_id", "is_above_scale", "industry_code", "settled_on")),
    ]


def _qualifications(rows: list[QualificationRow], today: date) -> tuple[Block, ...]:
    return listed(
        "",
        (
            Column(field_name("name"), weight=2.6),
            Column(field_name("level"), weight=1.2),
            day_column(field_name("granted_on")),
            day_column(field_name("expires_on")),
            Column(tr("Days left"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("Light"), Align.CENTRE, CellKind.CODE),
        ),
        [
            (
                *texts(with_source(row.name, [row.locator], row.standing), row.level),
                day_cell(row.granted_on),
                day_cell(row.expires_on),
                _days_left(row.expires_on, today),
                *texts(light_text(row.light)),
            )
            for row in rows
        ],
        tr("No qualification is on record."),
    )


def _days_left(expires_on: date | None, today: date) -> Cell:
    if expires_on is None:
        return Cell(DASH)
    left = (expires_on - today).days
    return count_cell(left) if left >= 0 else Cell(tr("expired"), tr("expired"))


def _projects(rows: list[ProjectRow]) -> tuple[Block, ...]:
    return listed(
        "",
        (
            Column(tr("Project"), weight=3.2),
            Column(tr("Stage"), Align.CENTRE, weight=1.1),
            Column(tr("Total investment"), Align.RIGHT, CellKind.MONEY, weight=1.3, unit=word(MoneyUnit.WAN)),
            day_column(tr("Since")),
            Column(tr("Light"), Align.CENTRE, CellKind.CODE),
        ),
        [
            (
                *texts(with_source(row.name, [row.locator], row.standing), word(row.step or row.stage)),
                money_cell(row.total_investment_fen),
                day_cell(row.since),
                *texts(light_text(row.light)),
            )
            for row in rows
        ],
        tr("No project is on record."),
    )


def _appeals(card: EnterpriseCard) -> tuple[Block, ...]:
    sums, shown = card.sums, card.file.requests[:MOST_ROWS]
    if not sums.received:
        return (Paragraph(tr("No appeal is on record.")),)
    rates = sums.rates
    counted = tuple(
        Column(title, Align.CENTRE, CellKind.NUMBER)
        for title in (
            tr("Appeals"),
            tr("Closed"),
            tr("Overdue"),
            tr("Return visits made"),
            tr("Response rate"),
            tr("Solved rate"),
            tr("Satisfied rate"),
        )
    )
    row = (
        *map(count_cell, (sums.received, sums.closed, card.overdue, sums.visits)),
        *map(rate_cell, (rates.response, rates.solved, rates.satisfied)),
    )
    last = listed(
        tr("The latest appeals"),
        (
            Column(field_name("number"), kind=CellKind.CODE, weight=1.3),
            day_column(field_name("received_on")),
            Column(field_name("category"), weight=1.1),
            Column(field_name("title"), weight=3),
            Column(field_name("state"), Align.CENTRE),
            Column(tr("Light"), Align.CENTRE, CellKind.CODE),
        ),
        [_appeal(row) for row in shown],
        "",
        note=first_of(len(shown), card.file.request_count),
    )
    return Table("", counted, (row,)), *last, _outcomes(card)


def _appeal(row: RequestRow) -> tuple[Cell, ...]:
    return (
        *texts(row.number),
        day_cell(row.received_on),
        *texts(word(row.category), with_source(row.title, [row.locator], row.standing), word(row.state)),
        *texts(light_text(row.light)),
    )


def _outcomes(card: EnterpriseCard) -> Table:
    titles = {
        "financing_fen": tr("Financing"),
        "subsidy_fen": tr("Subsidies paid"),
        "retained_investment_fen": tr("Investment retained"),
        "workers": tr("Workers secured"),
        "jobs_at_risk": field_name("jobs_at_risk"),
    }
    money = [name for name in titles if name.endswith("_fen")]
    return Table(
        tr("Outcomes of the closed appeals"),
        tuple(
            Column(title, Align.CENTRE, CellKind.MONEY, unit=word(MoneyUnit.WAN))
            if name in money
            else Column(title, Align.CENTRE, CellKind.NUMBER)
            for name, title in titles.items()
        ),
        (tuple(money_cell(card.outcomes[n]) if n in money else _count(card.outcomes[n]) for n in titles),),
    )


def _count(n: int | None) -> Cell:
    return Cell(DASH) if n is None else count_cell(n)


def _visits(card: EnterpriseCard) -> tuple[Block, ...]:
    shown = card.file.visits[:MOST_ROWS]
    return listed(
        "",
        (
            day_column(field_name("visited_on")),
            Column(field_name("purpose"), weight=1.8),
            Column(field_name("summary"), weight=3.6),
        ),
        [(day_cell(row.on), *texts(with_source(row.title, [row.locator], row.standing), row.text)) for row in shown],
        tr("No visit is on record."),
        note=first_of(len(shown), card.visits),
    )


def _grants(card: EnterpriseCard) -> tuple[Block, ...]:
    shown = card.file.grants
    return listed(
        "",
        (
            Column(tr("Policy"), weight=2.8),
            Column(field_name("amount_fen"), Align.RIGHT, CellKind.MONEY, weight=1.2, unit=word(MoneyUnit.WAN)),
            day_column(field_name("paid_on")),
            Column(field_name("note"), weight=2.4),
        ),
        [
            (
                *texts(with_source(row.title or DASH, [row.locator], row.standing)),
                money_cell(row.amount_fen),
                day_cell(row.on),
                *texts(row.text),
            )
            for row in shown
        ],
        tr("No policy benefit is on record."),
        total=(*texts(tr("Paid in all")), money_cell(card.paid_fen), Cell("", ""), Cell("", "")),
        note=first_of(len(shown), card.grants),
    )
