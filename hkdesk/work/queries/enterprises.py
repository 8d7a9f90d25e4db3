"""What the screens show of enterprises."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.identity import check_uscc, division_of, mask_phone
from hkdesk.domain.lights import Light
from hkdesk.domain.qualification import qualification_light
from hkdesk.domain.standing import Standing
from hkdesk.tables.all import table_of
from hkdesk.work.queries import projects, requests
from hkdesk.work.queries.ledger import Compare, Filter, Ledger, unpacked

ENTERPRISE = table_of("Enterprise")
QUALIFICATION = table_of("Qualification")
VISIT = table_of("Visit")
GRANT = table_of("Grant")
POLICY = table_of("Policy")
OFFICER = table_of("Officer")
CITATION = table_of("Citation")
SHOWN = 50  # of each kind on an enterprise's page; its count is said in full


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """A line of the enterprises ledger; its phone is masked (RULES.md, Identity)."""

    id: UUID
    name: str
    uscc: str | None
    business: str
    is_above_scale: bool | None
    head_name: str
    contact_name: str
    contact_phone: str
    liaison: str | None
    projects: int
    open_requests: int
    locator: str | None
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Related:
    """A line of something that belongs to an enterprise: a qualification, visit or grant."""

    id: UUID
    title: str
    on: date | None
    text: str
    amount_fen: int | None
    locator: str | None
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class QualificationRow:
    """What an enterprise has been recognised as, and how long it is still good for."""

    id: UUID
    name: str
    level: str
    granted_on: date | None
    expires_on: date | None
    note: str
    locator: str | None
    standing: Standing | None
    light: Light


@dataclass(frozen=True, slots=True)
class UsccCheck:
    """What there is to say of an enterprise's credit code.

    Args:
        division: where it was given, if that is one of the park's own.
        refusal: why it is none; its values may hold a `suggestion`.
    """

    code: str
    division: str
    refusal: DeskError | None


@dataclass(frozen=True, slots=True)
class EnterpriseFile:
    """Everything about one enterprise."""

    projects: list[projects.ProjectRow]
    requests: list[requests.RequestRow]
    request_count: int
    qualifications: list[QualificationRow]
    uscc: UsccCheck
    visits: list[Related]
    grants: list[Related]


_PROJECTS = (
    select(func.count())
    .where(projects.PROJECT.c.enterprise_id == ENTERPRISE.c.id)
    .correlate(ENTERPRISE)
    .scalar_subquery()
)
_OPEN = (
    select(func.count())
    .where(requests.REQUEST.c.enterprise_id == ENTERPRISE.c.id, requests.REQUEST.c.state.in_(requests.OPEN_STATES))
    .correlate(ENTERPRISE)
    .scalar_subquery()
)


def _make(today: date, *values: Any) -> EnterpriseRow:
    row = EnterpriseRow(*values)
    masked = mask_phone(row.contact_phone) if row.contact_phone else ""
    return replace(row, contact_phone=masked)


LEDGER = Ledger(
    kind="Enterprise",
    table=ENTERPRISE,
    source=ENTERPRISE.outerjoin(OFFICER, OFFICER.c.id == ENTERPRISE.c.liaison_officer_id).outerjoin(
        CITATION, and_(CITATION.c.row == ENTERPRISE.c.id, CITATION.c.field == "")
    ),
    columns=(
        ENTERPRISE.c.id,
        ENTERPRISE.c.name,
        ENTERPRISE.c.uscc,
        ENTERPRISE.c.business,
        ENTERPRISE.c.is_above_scale,
        ENTERPRISE.c.head_name,
        ENTERPRISE.c.contact_name,
        ENTERPRISE.c.contact_phone,
        OFFICER.c.name,
        _PROJECTS,
        _OPEN,
        CITATION.c.locator,
        CITATION.c.standing,
    ),
    make=_make,
    chips={
        "above_scale": lambda today: ENTERPRISE.c.is_above_scale.is_(True),
        "with_projects": lambda today: _PROJECTS > 0,
        "with_open_requests": lambda today: _OPEN > 0,
    },
    orders={
        "name": (ENTERPRISE.c.name,),
        "uscc": (ENTERPRISE.c.uscc,),
        "business": (ENTERPRISE.c.business,),
        "head_name": (ENTERPRISE.c.head_name,),
        "liaison": (OFFICER.c.name,),
    },
    newest=(),
    filters={"liaison_officer": Filter(OFFICER.c.name), "business": Filter(ENTERPRISE.c.business, Compare.CONTAINS)},
    mine=lambda officer: ENTERPRISE.c.liaison_officer_id.in_(select(OFFICER.c.id).where(OFFICER.c.name == officer)),
)


def enterprise_sums(reader: Connection, keys: bytes) -> tuple[int, int]:
    """The projects and the open appeals of these enterprises, whose keys are packed, 16 bytes each."""
    of_project, of_request = projects.PROJECT.c.enterprise_id, requests.REQUEST.c.enterprise_id
    here: Any = bindparam("keys", expanding=True)
    p = select(func.count()).where(of_project.in_(here))
    r = select(func.count()).where(of_request.in_(here), requests.REQUEST.c.state.in_(requests.OPEN_STATES))
    parts = [[reader.execute(asked, {"keys": some}).scalar_one() for asked in (p, r)] for some in unpacked(keys)]
    return sum(part[0] for part in parts), sum(part[1] for part in parts)


def enterprise_file(reader: Connection, enterprise_id: UUID, today: date) -> EnterpriseFile:
    """Everything that the desk holds about an enterprise, the latest first."""
    p, r = projects.LEDGER, requests.LEDGER
    of_project = select(*p.columns).select_from(p.source).where(projects.PROJECT.c.enterprise_id == enterprise_id)
    mine = requests.REQUEST.c.enterprise_id == enterprise_id
    of_request = (
        select(*r.columns)
        .select_from(r.source)
        .where(mine)
        .order_by(requests.REQUEST.c.received_on.desc(), requests.REQUEST.c.id.desc())
        .limit(SHOWN)
    )
    return EnterpriseFile(
        projects=[p.make(today, *row) for row in reader.execute(of_project)],
        requests=[r.make(r.given(reader, today), *row) for row in reader.execute(of_request)],
        request_count=reader.execute(select(func.count()).select_from(requests.REQUEST).where(mine)).scalar_one(),
        qualifications=qualifications(reader, enterprise_id, today),
        uscc=uscc_check(
            reader.execute(select(ENTERPRISE.c.uscc).where(ENTERPRISE.c.id == enterprise_id)).scalar() or ""
        ),
        visits=_related(reader, VISIT, VISIT.c.purpose, VISIT.c.visited_on, VISIT.c.summary, enterprise_id),
        grants=_related(
            reader,
            GRANT,
            func.coalesce(POLICY.c.name, ""),
            GRANT.c.paid_on,
            GRANT.c.note,
            enterprise_id,
            GRANT.c.amount_fen,
        ),
    )


def qualifications(reader: Connection, enterprise_id: UUID, today: date) -> list[QualificationRow]:
    """The qualifications of an enterprise, those that expire first at the top."""
    t = QUALIFICATION
    cited = and_(CITATION.c.row == t.c.id, CITATION.c.field == "")
    columns = (t.c.id, t.c.name, t.c.level, t.c.granted_on, t.c.expires_on, t.c.note)
    asked = (
        select(*columns, CITATION.c.locator, CITATION.c.standing)
        .select_from(t.outerjoin(CITATION, cited))
        .where(t.c.enterprise_id == enterprise_id)
        .order_by(t.c.expires_on.is_(None), t.c.expires_on, t.c.name, t.c.id)
    )
    return [QualificationRow(*row, qualification_light(row[4], today)) for row in reader.execute(asked)]


def uscc_check(code: str) -> UsccCheck:
    """Whether a credit code holds, as far as its check characters say."""
    try:
        return UsccCheck(code, division_of(check_uscc(code)) if code else "", None)
    except DeskError as refusal:
        return UsccCheck(code, "", refusal)


def _related(
    reader: Connection,
    table: Any,
    title: Any,
    on: Any,
    text: Any,
    enterprise_id: UUID,
    amount: Any = None,
) -> list[Related]:
    source = table.outerjoin(CITATION, and_(CITATION.c.row == table.c.id, CITATION.c.field == ""))
    if table is GRANT:
        source = source.outerjoin(POLICY, POLICY.c.id == GRANT.c.policy_id)
    columns = [table.c.id, title, on, text, CITATION.c.locator, CITATION.c.standing]
    if amount is not None:
        columns.append(amount)
    found = reader.execute(
        select(*columns)
        .select_from(source)
        .where(table.c.enterprise_id == enterprise_id)
        .order_by(on.desc())
        .limit(SHOWN)
    )
    return [
        Related(r[0], r[1] or "", r[2], r[3] or "", r[6] if amount is not None else None, r[4], r[5]) for r in found
    ]
