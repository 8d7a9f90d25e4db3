"""The codes that tables keep and the edge words (RULES.md, Words, Pipeline and Policies; FACTS.md)."""

from enum import StrEnum


class ProviderKind(StrEnum):
    """Who takes an appeal in or handles it: the 1+1+N."""

    CENTRE = "centre"
    FEDERATION = "federation"
    LIAISON = "liaison"
    DEPARTMENT = "department"
    PLATFORM = "platform"
    STEWARD = "steward"
    TASK_FORCE = "task_force"


class KeyLevel(StrEnum):
    """A key project's level: 市重大, 区重点, 储备."""

    CITY_MAJOR = "city_major"
    DISTRICT_KEY = "district_key"
    RESERVE = "reserve"


class Nature(StrEnum):
    """A project's nature: 新建, 扩建, 技改."""

    NEW_BUILD = "new_build"
    EXPANSION = "expansion"
    TECH_UPGRADE = "tech_upgrade"


class MilestoneKind(StrEnum):
    """What a project passes on its way, in the usual order."""

    FILING = "filing"
    LAND_OR_WORKSHOP = "land_or_workshop"
    ENVIRONMENTAL_REVIEW = "environmental_review"
    ENERGY_REVIEW = "energy_review"
    CONSTRUCTION_PERMIT = "construction_permit"
    START = "start"
    MAIN_STRUCTURE = "main_structure"
    EQUIPMENT = "equipment"
    TRIAL_PRODUCTION = "trial_production"
    COMPLETION = "completion"
    ENTRY_ABOVE_SCALE = "entry_above_scale"


class PolicyWay(StrEnum):
    """How a policy reaches an enterprise: paid directly, confirmed with one tap, or on scanning a code."""

    DIRECT = "direct"
    ONE_TAP = "one_tap"
    SCAN = "scan"


class EnterpriseRole(StrEnum):
    """An enterprise's place in a chain."""

    BACKBONE = "backbone"
    ENERGY_SUPPLY = "energy_supply"
    TREATMENT = "treatment"
    DOWNSTREAM = "downstream"
    MEMBER = "member"


class Unit(StrEnum):
    """The unit of an indicator's value."""

    CNY = "cny"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    COUNT = "count"
    ENTERPRISE = "enterprise"
    PROJECT = "project"
    REQUEST = "request"
    PERSON = "person"
    EVENT = "event"
    SQUARE_METRE = "square_metre"
    TONNE_PER_YEAR = "tonne_per_year"
    PIECE_PER_YEAR = "piece_per_year"
    BASE = "base"
    PLATFORM = "platform"
    CENTRE = "centre"
    CASE = "case"
    PIECE = "piece"


class IndicatorKind(StrEnum):
    """What an indicator's value says: an amount, its growth, or its part of a whole."""

    LEVEL = "level"
    GROWTH = "growth"
    SHARE = "share"


class EventKind(StrEnum):
    """What an event of the park is."""

    REVIEW_MEETING = "review_meeting"
    SUPPLY_DEMAND = "supply_demand"
    OTHER = "other"


class CaseKind(StrEnum):
    """A long-running service: the resident task force's, a chain steward's, tracking after production."""

    TASK_FORCE = "task_force"
    CHAIN_STEWARD = "chain_steward"
    TRACKING = "tracking"


class CaseStepKind(StrEnum):
    """A step of it: 咨询, 治理, 运营, or another (FACTS.md, stewards)."""

    CONSULT = "consult"
    REMEDY = "remedy"
    OPERATE = "operate"
    OTHER = "other"
