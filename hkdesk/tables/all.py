"""Every table, by the name of its class: what the log, the seeds and the lists look records up by."""

from sqlalchemy import Table

from hkdesk.tables.attachment import Attachment
from hkdesk.tables.chain import ChainLink, ChainNode
from hkdesk.tables.change import Change
from hkdesk.tables.desk import DeskRow
from hkdesk.tables.enterprise import Enterprise, Qualification
from hkdesk.tables.event import Event
from hkdesk.tables.indicator import Indicator, Target
from hkdesk.tables.ledger_import import LedgerImport
from hkdesk.tables.ledger_shape import LedgerShape
from hkdesk.tables.ledger_word import LedgerWord
from hkdesk.tables.merge import Merge
from hkdesk.tables.officer import Officer
from hkdesk.tables.park import Park
from hkdesk.tables.policy import Grant, Policy
from hkdesk.tables.project import Milestone, ProgressReport, Project, ProjectStep
from hkdesk.tables.project_rules import ClosedMonth, GateSetting, TemplateMilestone
from hkdesk.tables.provider import Provider
from hkdesk.tables.record import Record
from hkdesk.tables.request_rules import CalendarDay, CategoryClock, RequestAssistant, RoutingRule
from hkdesk.tables.service_case import CaseRequest, CaseStep, ServiceCase
from hkdesk.tables.service_request import ServiceRequest, ServiceStep
from hkdesk.tables.source import Citation, Source
from hkdesk.tables.visit import Visit
from hkdesk.tables.wording import Office, OwnTemplate

RECORDS: dict[str, type[Record]] = {
    kind.__name__: kind
    for kind in (
        Park,
        Officer,
        Enterprise,
        Qualification,
        Project,
        ProjectStep,
        Milestone,
        ProgressReport,
        ServiceRequest,
        ServiceStep,
        Provider,
        Visit,
        Policy,
        Grant,
        Event,
        Indicator,
        Target,
        ChainNode,
        ChainLink,
        Source,
        Citation,
        Attachment,
        GateSetting,
        TemplateMilestone,
        ClosedMonth,
        Merge,
        ServiceCase,
        CaseStep,
        CaseRequest,
        RoutingRule,
        CategoryClock,
        CalendarDay,
        RequestAssistant,
        Office,
        OwnTemplate,
        LedgerImport,
        LedgerShape,
        LedgerWord,
    )
}
UNSHARED = (Change, DeskRow)


def table_of(kind: str) -> Table:
    """The table of a record's class, by its name."""
    table: Table = RECORDS[kind].__table__  # type: ignore[attr-defined]
    return table
