"""The articles' facts on a new desk, and what becomes of them when the seeds or the officer change."""

import shutil
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from hkdesk.bundled import bundled
from hkdesk.domain.standing import Locator
from hkdesk.store import seeding
from hkdesk.store.engine import open_engine
from hkdesk.store.seeding import facts, id_of, seed
from hkdesk.store.unit_of_work import Author, UnitOfWork
from hkdesk.tables.all import RECORDS
from hkdesk.tables.chain import ChainLink, ChainNode
from hkdesk.tables.change import Change
from hkdesk.tables.desk import DeskRow
from hkdesk.tables.enterprise import Enterprise
from hkdesk.tables.park import Park
from hkdesk.tables.project import Milestone, Project
from hkdesk.tables.record import Record
from hkdesk.tables.service_request import ServiceRequest, ServiceStep
from hkdesk.tables.source import Citation, Source

SEEDS = bundled("seeds")
WAN = 10_000 * 100
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

# What FACTS.md says: kind, name, park, locator, standing, and the values that it gives.
PROJECTS: list[tuple[str, str, str, str, dict[str, Any]]] = [
    (
        "年产15万把吉他和树脂工艺品项目",
        "HJS",
        "A1.2",
        "stated",
        {"stage": "in_production", "capacity_per_year": 150_000},
    ),
    ("中药材精深加工项目", "HJS", "A1.2", "stated", {"stage": "in_production", "enterprise_id": None}),
    ("孵化基地项目", "HJS", "A1.2", "stated", {"stage": "started", "enterprise_id": None}),
    ("年产10万吨再生纸项目", "HJS", "A1.2", "stated", {"stage": "started", "capacity_per_year": 100_000}),
    ("小檗碱、槲皮素生产线", "HJS", "A3.1–2", "doubtful", {"stage": "in_production", "key_year": None}),
    (
        "年产10万吨离子膜氯碱搬迁升级改造项目",
        "HJQ",
        "B3.2",
        "stated",
        {"stage": "in_production", "capacity_per_year": 100_000},
    ),
    (
        "年产3000吨镍盐、钴盐系列产品及1万吨新能源废旧动力电池拆解利用项目",
        "HJQ",
        "B3.2",
        "doubtful",
        {"stage": "started", "capacity_per_year": 3_000},
    ),
    (
        "年产6万吨离子膜氯碱(一期)项目",
        "HJQ",
        "B3.3",
        "doubtful",
        {"stage": "in_production", "capacity_per_year": 60_000},
    ),
]
ENTERPRISES: list[tuple[str, str, str, str, dict[str, Any]]] = [
    ("湖南省美德乐器制造有限公司", "HJS", "A1.3–5", "stated", {"head_name": "贾双意"}),
    ("湖南立点科技有限公司", "HJS", "A2.1–2", "stated", {"contact_name": "刘经理", "is_above_scale": True}),
    ("怀化市惠瑞农业有限公司", "HJS", "A3.1–3", "stated", {"head_name": "刘国民"}),
    ("四维…", "HJS", "A2.5", "doubtful", {}),
    ("恒光科技", "HJQ", "B2.6", "stated", {}),
    ("湖南久日新材", "HJQ", "B2.6", "stated", {}),
    ("双阳高科", "HJQ", "B2.6", "stated", {}),
    ("中油振宇", "HJQ", "B2.6", "stated", {}),
    ("金益环保", "HJQ", "B2.6", "stated", {}),
    ("金鸿固废", "HJQ", "B2.6", "stated", {}),
    ("桐诚新材", "HJQ", "B3.2", "stated", {}),
]
SERVICE: list[tuple[str, str, str, str, str, dict[str, Any]]] = [
    ("Provider", "企业服务中心", "HJS", "A2.4", "stated", {"kind": "centre"}),
    ("Provider", "企业家联合会", "HJS", "A2.4", "stated", {"kind": "federation"}),
    ("Provider", "企业联络员", "HJS", "A2.4", "stated", {"kind": "liaison"}),
    ("Provider", "惠企政策兑现工作领导小组", "HJS", "A2.3", "stated", {"kind": "department"}),
    ("Provider", "潇湘要素大市场", "HJS", "A2.7", "stated", {"kind": "platform"}),
    ("Provider", "众创空间", "HJS", "A2.7", "stated", {"kind": "platform"}),
    ("Provider", "安全环保专业管家", "HJS", "A3.4", "stated", {"kind": "steward"}),
    ("Provider", "驻企专班（四维）", "HJS", "A2.5", "doubtful", {"kind": "task_force"}),
    ("Policy", "免申即享：直接兑现", "HJS", "A2.6", "stated", {"way": "direct"}),
    ("Policy", "免申即享：一键确认", "HJS", "A2.6", "stated", {"way": "one_tap"}),
    ("Policy", "免申即享：扫码识别", "HJS", "A2.6", "stated", {"way": "scan"}),
    ("Policy", "惠企专项资金补贴", "HJS", "A2.3", "stated", {"level": "省、市、园区"}),
    ("Event", "一季度重点项目建设工作讲评会", "HJS", "A1.1", "stated", {"period": "2024-Q1", "kind": "review_meeting"}),
    ("Event", "科技创新与产业链供需对接活动", "HJS", "A2.7", "stated", {"times": 11, "kind": "supply_demand"}),
    ("Event", "洪江区工业集中区成立", "HJQ", "B0.5", "stated", {"period": "2005"}),
]
REQUESTS: list[tuple[str, str, str, str]] = [
    ("湖南省美德乐器制造有限公司", "permits_and_registration", "A1.4–5", "stated"),
    ("湖南立点科技有限公司", "policy_fulfilment", "A2.1–2", "doubtful"),
    ("怀化市惠瑞农业有限公司", "safety_and_environment", "A3.1–4", "stated"),
    ("四维…", "other", "A2.5", "doubtful"),
]
# Park, code, unit, value (money in fen, the rest as published), locator, standing.
FIGURES: list[tuple[str, str, str, float, str, str]] = [
    ("HJS", "key_projects", "project", 15, "A1.2", "stated"),
    ("HJS", "key_projects_in_production", "project", 6, "A1.2", "stated"),
    ("HJS", "key_projects_started", "project", 6, "A1.2", "stated"),
    ("HJS", "key_projects_not_started", "project", 3, "A1.2", "derived"),
    ("HJS", "key_projects_total_investment", "cny", 1_180_000_000_00, "A1.2", "stated"),
    ("HJS", "fixed_asset_investment", "cny", 874_000_000_00, "A1.2", "stated"),
    ("HJS", "new_standard_workshops", "square_metre", 30_000, "A1.2", "stated"),
    ("HJS", "liaison_officers", "person", 26, "A2.4", "stated"),
    ("HJS", "enterprises_served", "enterprise", 43, "A2.4", "stated"),
    ("HJS", "requests_resolved", "request", 157, "A2.4–5", "stated"),
    ("HJS", "financing_arranged", "cny", 56_300_000_00, "A2.5", "stated"),
    ("HJS", "subsidies_paid", "cny", 915_300_00, "A2.5", "stated"),
    ("HJS", "workers_secured", "person", 387, "A2.5", "stated"),
    ("HJS", "task_forces", "count", 1, "A2.5", "inferred"),
    ("HJS", "technology_transfer_projects", "project", 2, "A2.7", "stated"),
    ("HJS", "technology_contracts", "cny", 863_000_000_00, "A2.7", "stated"),
    ("HJS", "knowledge_value_loans", "cny", 19_700_000_00, "A2.7", "stated"),
    ("HJS", "provincial_specialised_new_approved", "enterprise", 3, "A2.7", "stated"),
    ("HJS", "high_tech_applications", "enterprise", 8, "A2.7", "stated"),
    ("HJS", "industrial_value_added_growth", "percent", 10.7, "A3.7", "stated"),
    ("HJS", "tax_revenue", "cny", 150_000_000_00, "A3.7", "stated"),
    ("HJS", "enterprise_huirui_output_added", "cny", 20_000_000_00, "A3.2", "stated"),
    ("HJS", "enterprise_huirui_profit_and_tax", "cny", 2_000_000_00, "A3.2", "stated"),
    ("HJQ", "share_of_district_land", "percent", 1, "B1.6", "stated"),
    ("HJQ", "share_of_district_gdp", "percent", 50, "B1.6", "stated"),
    ("HJQ", "share_of_district_industrial_tax", "percent", 71, "B1.6", "stated"),
    ("HJQ", "share_of_prefecture_revenue_peak", "percent", 41.6, "B1.1", "stated"),
    ("HJQ", "above_scale_enterprises", "enterprise", 43, "B2.2", "stated"),
    ("HJQ", "high_tech_enterprises", "enterprise", 22, "B2.2", "stated"),
    ("HJQ", "provincial_new_material_enterprises", "enterprise", 13, "B2.2", "stated"),
    ("HJQ", "national_little_giants", "enterprise", 2, "B2.2", "stated"),
    ("HJQ", "provincial_little_giants", "enterprise", 12, "B2.2", "stated"),
    ("HJQ", "miit_benchmark_enterprises", "enterprise", 1, "B2.2", "stated"),
    ("HJQ", "national_green_factories", "enterprise", 2, "B2.2", "stated"),
    ("HJQ", "provincial_green_factories", "enterprise", 3, "B2.2", "stated"),
    ("HJQ", "provincial_leading_enterprises", "enterprise", 2, "B2.2–3", "stated"),
    ("HJQ", "provincial_two_oriented_enterprises", "enterprise", 2, "B2.3", "stated"),
    ("HJQ", "provincial_smart_manufacturing_demonstrations", "enterprise", 1, "B2.3", "stated"),
    ("HJQ", "national_industry_bases", "base", 1, "B2.8", "stated"),
    ("HJQ", "provincial_demonstration_bases", "base", 2, "B2.8", "stated"),
    ("HJQ", "provincial_rd_centres", "centre", 6, "B2.8", "stated"),
    ("HJQ", "city_rd_platforms", "platform", 21, "B2.8", "stated"),
    ("HJQ", "technology_service_bodies", "count", 6, "B2.8", "stated"),
    ("HJQ", "technology_incubators", "count", 1, "B2.8", "stated"),
    ("HJQ", "park_title_provincial_high_tech_zone", "count", 1, "B2.4", "stated"),
    ("HJQ", "park_title_provincial_new_industrialisation_base", "count", 1, "B2.4", "stated"),
    ("HJQ", "park_title_national_torch_base", "count", 1, "B2.4", "stated"),
    ("HJQ", "park_title_provincial_chemical_park", "count", 1, "B2.4", "stated"),
    ("HJQ", "park_title_provincial_entrepreneurship_base", "count", 1, "B2.4", "stated"),
    ("HJQ", "park_title_provincial_green_park", "count", 1, "B2.4", "stated"),
]
TARGETS: list[tuple[str, str, int, str, float, str, str]] = [
    ("HJQ", "fine_chemical_enterprises", 2025, "enterprise", 50, "B3.6", "stated"),
    ("HJQ", "fine_chemical_cluster", 2025, "cny", 10_000_000_000_00, "B3.6", "stated"),
    ("HJS", "enterprise_meide_guitars", 2024, "piece", 20_000, "A1.3", "stated"),
    ("HJS", "enterprise_meide_revenue", 2024, "cny", 30_000_000_00, "A1.3", "stated"),
]
NODES = {
    ("HJS", "cluster", "A3.8"): {"石化物流", "新型建材", "绿色食品及生物医药", "电子信息"},
    ("HJS", "to_attract", "A3.9"): {"高端装备制造", "新能源", "新材料"},
    ("HJQ", "chain", "B1.4"): {"盐化", "林化", "石化", "生化", "化工新材料"},
    ("HJQ", "chain", "B2.6"): {"生态循环经济产业链"},
}
PLACES = {
    ("恒光科技", "backbone", "B2.6"),
    ("湖南久日新材", "backbone", "B2.6"),
    ("双阳高科", "backbone", "B2.6"),
    ("恒光科技", "energy_supply", "B2.6"),
    ("中油振宇", "energy_supply", "B2.6"),
    ("金益环保", "treatment", "B2.6"),
    ("金鸿固废", "treatment", "B2.6"),
    ("桐诚新材", "downstream", "B3.2"),
}
# Single fields that stand otherwise than their record.
FIELDS = [
    ("Project", "guitar", "enterprise_id", "inferred"),
    ("Project", "berberine", "name", "doubtful"),
    ("Project", "nickel_cobalt", "trial_production_on", "inferred"),
    ("Milestone", "nickel_cobalt_trial", "done_on", "inferred"),
    ("Provider", "centre", "note", "inferred"),
    ("ServiceRequest", "lidian_subsidy", "received_on", "inferred"),
    ("ServiceRequest", "huirui_safety", "channel", "inferred"),
    ("Target", "HJQ_fine_chemical_cluster", "year", "inferred"),
]


@pytest.fixture
def author() -> Author:
    return Author(id_of("Desk", "test"), "A", "何欢")


def desk_at(path: Path, author: Author) -> Engine:
    engine = open_engine(path)
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(DeskRow(id=author.desk, made_at=START))
        session.commit()
    return engine


@pytest.fixture
def engine(tmp_path: Path, author: Author) -> Iterator[Engine]:
    engine = desk_at(tmp_path / "desk.db", author)
    yield engine
    engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped seeds, to change at will."""
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A new desk with the shipped seeds, to read only."""
    author = Author(id_of("Desk", "test"), "A", "何欢")
    engine = desk_at(tmp_path_factory.mktemp("seeded") / "desk.db", author)
    seed(engine, author, SEEDS)
    with Session(engine) as session:
        yield session
    engine.dispose()


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")


def write(engine: Engine, author: Author, work: Callable[[Session], None], *, minutes: int = 1) -> None:
    """An officer's transaction, some minutes after the start."""
    with UnitOfWork(engine, author, "edit", clock=lambda: START + timedelta(minutes=minutes)) as uow:
        work(uow.session)
        uow.commit()


def seed_at(engine: Engine, author: Author, folder: Path, minutes: int) -> int:
    return seed(engine, author, folder, clock=lambda: START + timedelta(minutes=minutes))


def rename(kind: type[Project], key: str, name: str) -> Callable[[Session], None]:
    def work(session: Session) -> None:
        project = session.get(kind, id_of(kind.__name__, key))
        assert project is not None
        project.name = name

    return work


def one(session: Session, kind: str, park: str, **fields: Any) -> Any:
    """The one record of a park with the given fields."""
    record: Any = RECORDS[kind]
    wanted = select(record).where(record.park_id == id_of("Park", park))
    return session.exec(wanted.filter_by(**fields)).one()


def cited(session: Session, record: Record, field: str = "") -> tuple[str, str]:
    """Where a record or a field of it stands, and how firmly."""
    whole = select(Citation).where(col(Citation.row) == record.id, Citation.field == field)
    citation = session.exec(whole).one()
    assert citation.kind == type(record).__name__
    source = session.get(Source, citation.source_id)
    assert source is not None
    assert citation.locator.startswith(source.code)
    return citation.locator, citation.standing.value


def holds(record: Any, values: dict[str, Any]) -> bool:
    return all(getattr(record, field) == value for field, value in values.items())


@pytest.mark.parametrize(("name", "park", "at", "standing", "values"), PROJECTS, ids=lambda v: str(v)[:24])
def test_every_project_stands_with_its_stage_and_locator(
    seeded: Session, name: str, park: str, at: str, standing: str, values: dict[str, Any]
) -> None:
    project = one(seeded, "Project", park, name=name)
    assert cited(seeded, project) == (at, standing)
    assert holds(project, values)


def test_four_projects_stand_on_the_list_of_2024_and_no_more_projects_are_invented(seeded: Session) -> None:
    projects = seeded.exec(select(Project)).all()
    assert len(projects) == len(PROJECTS)
    listed = {p.name for p in projects if p.key_year == 2024}
    assert listed == {name for name, park, at, *_ in PROJECTS if park == "HJS" and at == "A1.2"}


@pytest.mark.parametrize(("name", "park", "at", "standing", "values"), ENTERPRISES, ids=lambda v: str(v)[:24])
def test_every_enterprise_stands_with_its_locator(
    seeded: Session, name: str, park: str, at: str, standing: str, values: dict[str, Any]
) -> None:
    enterprise = one(seeded, "Enterprise", park, name=name)
    assert cited(seeded, enterprise) == (at, standing)
    assert holds(enterprise, values)


def test_projects_belong_to_the_enterprises_that_the_articles_name(seeded: Session) -> None:
    of = {p.name[:8]: p.enterprise_id for p in seeded.exec(select(Project)).all() if p.enterprise_id}
    names = {project: seeded.get_one(Enterprise, enterprise).name for project, enterprise in of.items()}
    assert names == {
        "年产15万把吉他": "湖南省美德乐器制造有限公司",
        "小檗碱、槲皮素生": "怀化市惠瑞农业有限公司",
        "年产10万吨离子": "恒光科技",
        "年产3000吨镍": "桐诚新材",
        "年产6万吨离子膜": "恒光科技",
    }


@pytest.mark.parametrize(("kind", "name", "park", "at", "standing", "values"), SERVICE, ids=lambda v: str(v)[:24])
def test_every_provider_policy_and_event_stands_with_its_locator(
    seeded: Session, kind: str, name: str, park: str, at: str, standing: str, values: dict[str, Any]
) -> None:
    record = one(seeded, kind, park, name=name)
    assert cited(seeded, record) == (at, standing)
    assert holds(record, values)


@pytest.mark.parametrize(("enterprise", "category", "at", "standing"), REQUESTS, ids=lambda v: str(v)[:24])
def test_every_appeal_of_the_articles_stands_closed_without_made_up_days(
    seeded: Session, enterprise: str, category: str, at: str, standing: str
) -> None:
    who = one(seeded, "Enterprise", "HJS", name=enterprise)
    request = one(seeded, "ServiceRequest", "HJS", enterprise_id=who.id)
    assert cited(seeded, request) == (at, standing)
    assert holds(request, {"category": category, "state": "closed", "closed_on": None, "due_on": None})
    assert request.received_on.day == 1
    for guessed in ("received_on", "channel", "state"):
        assert cited(seeded, request, guessed)[1] == "inferred"


def test_appeals_of_the_articles_have_no_made_up_steps(seeded: Session) -> None:
    assert seeded.exec(select(ServiceStep)).all() == []
    assert len(seeded.exec(select(ServiceRequest)).all()) == len(REQUESTS)


@pytest.mark.parametrize(("park", "code", "unit", "value", "at", "standing"), FIGURES, ids=lambda v: str(v))
def test_every_figure_stands_with_its_unit_and_locator(
    seeded: Session, park: str, code: str, unit: str, value: float, at: str, standing: str
) -> None:
    indicator = one(seeded, "Indicator", park, code=code)
    assert cited(seeded, indicator) == (at, standing)
    money = unit == "cny"
    assert indicator.unit == unit
    assert indicator.amount_fen == (value if money else None)
    assert indicator.value_thousandths == (None if money else round(value * 1000))


def test_there_are_no_figures_but_those_of_the_articles(seeded: Session) -> None:
    found = seeded.exec(select(RECORDS["Indicator"])).all()
    assert len(found) == len(FIGURES)


def test_figures_of_a_period_bear_its_days(seeded: Session) -> None:
    half = one(seeded, "Indicator", "HJS", code="requests_resolved")
    assert holds(half, {"period": "2024-H1", "period_from": date(2024, 1, 1), "period_to": date(2024, 6, 30)})
    months = one(seeded, "Indicator", "HJS", code="tax_revenue")
    assert holds(months, {"period": "2024-01/2024-08", "period_to": date(2024, 8, 31)})
    assert one(seeded, "Indicator", "HJS", code="industrial_value_added_growth").kind == "growth"
    assert one(seeded, "Indicator", "HJQ", code="share_of_district_gdp").kind == "share"


@pytest.mark.parametrize(("park", "code", "year", "unit", "value", "at", "standing"), TARGETS, ids=lambda v: str(v))
def test_every_target_stands_with_its_year_and_locator(
    seeded: Session, park: str, code: str, year: int, unit: str, value: float, at: str, standing: str
) -> None:
    target = one(seeded, "Target", park, code=code)
    assert cited(seeded, target) == (at, standing)
    assert holds(target, {"year": year, "unit": unit})
    assert (target.amount_fen if unit == "cny" else target.value_thousandths) == value * (1 if unit == "cny" else 1000)


def test_every_chain_cluster_and_industry_to_attract_stands(seeded: Session) -> None:
    found: dict[tuple[str, str, str], set[str]] = {}
    for node in seeded.exec(select(ChainNode).where(ChainNode.kind != "place")):
        at, standing = cited(seeded, node)
        assert standing == "stated"
        found.setdefault((seeded.get_one(Park, node.park_id).code, node.kind, at), set()).add(node.name)
    assert found == NODES


def test_every_place_in_the_circular_economy_stands(seeded: Session) -> None:
    found = set()
    for node in seeded.exec(select(ChainNode).where(ChainNode.kind == "place")):
        assert node.enterprise_id is not None
        assert node.role is not None
        found.add((seeded.get_one(Enterprise, node.enterprise_id).name, node.role.value, cited(seeded, node)[0]))
    assert found == PLACES


def test_places_are_linked_as_the_article_says(seeded: Session) -> None:
    links = seeded.exec(select(ChainLink)).all()
    told = {
        (
            seeded.get_one(ChainNode, k.from_node_id).name[:4],
            k.relation,
            seeded.get_one(ChainNode, k.to_node_id).name[:4],
        )
        for k in links
    }
    assert told == {
        ("恒光科技", "belongs_to", "生态循环"),
        ("湖南久日", "belongs_to", "生态循环"),
        ("双阳高科", "belongs_to", "生态循环"),
        ("桐诚新材", "belongs_to", "生态循环"),
        ("恒光科技", "supplies", "生态循环"),
        ("中油振宇", "supplies", "生态循环"),
        ("金益环保", "treats", "生态循环"),
        ("金鸿固废", "treats", "生态循环"),
        ("恒光科技", "supplies", "桐诚新材"),
    }


@pytest.mark.parametrize(("kind", "key", "field", "standing"), FIELDS, ids=lambda v: str(v))
def test_fields_that_are_less_certain_than_their_record_say_so(
    seeded: Session, kind: str, key: str, field: str, standing: str
) -> None:
    record = seeded.get_one(RECORDS[kind], id_of(kind, key))
    assert cited(seeded, record, field)[1] == standing


def test_the_trial_production_of_early_august_is_a_milestone(seeded: Session) -> None:
    milestone = seeded.exec(select(Milestone)).one()
    assert holds(milestone, {"kind": "trial_production", "done_on": date(2024, 8, 1)})
    assert cited(seeded, milestone) == ("B3.2", "stated")


def test_doubtful_names_tell_what_the_source_has(seeded: Session) -> None:
    notes = " ".join(c.note for c in seeded.exec(select(Citation).where(Citation.standing == "doubtful")))
    for read in ("小聚碱、糊皮素", "老树", "老挝", "3000吨金属吨", "3000金属吨", "四维护住重整脱困"):
        assert read in notes


def test_the_rest_of_what_is_said_stands_in_notes(seeded: Session) -> None:
    def note(kind: str, key: str, field: str = "note") -> str:
        return str(getattr(seeded.get_one(RECORDS[kind], id_of(kind, key)), field))

    assert "签约 → 落地 → 开工 → 投产" in note("Park", "HJS")
    assert all(word in note("Park", "HJQ") for word in ("2005", "链条整体招商", "延链", "补链", "强链"))
    assert all(word in note("Provider", "policy_leading_group") for word in ("2023", "微信工作群"))
    assert "咨询—治理—运营" in note("Provider", "steward")
    assert "不足一个月" in note("ServiceRequest", "meide_registration", "handling")
    assert "不作完成率" in note("Indicator", "HJS_fixed_asset_investment")
    assert one(seeded, "Visit", "HJS").visited_on == date(2024, 9, 6)
    assert "8月" in note("Grant", "lidian_subsidy")


def test_every_record_is_cited_and_every_citation_has_its_record() -> None:
    wanted = facts(SEEDS)
    rows = {fact.id for fact in wanted if fact.kind not in (Citation, Source)}
    whole = [f.values["row"] for f in wanted if f.kind is Citation and not f.values["field"]]
    assert sorted(whole) == sorted(rows)
    assert {f.values["row"] for f in wanted if f.kind is Citation} == rows


def test_every_locator_names_a_paragraph_that_exists() -> None:
    written = tomllib.loads((SEEDS / "sources.toml").read_text("utf-8"))["source"]
    sections = {source["code"]: source["sections"] for source in written}
    assert sections == {"A": [3, 6, 7, 12], "B": [5, 8, 9, 10]}  # counted by hand
    for fact in facts(SEEDS):
        if fact.kind is Citation:
            at = Locator.parse(fact.values["locator"])
            assert at.first is not None
            assert 1 <= at.first <= (at.last or at.first) <= sections[at.article][at.section], at


def test_ids_are_version_7_and_the_same_on_every_desk() -> None:
    ids = [fact.id for fact in facts(SEEDS)]
    assert len(set(ids)) == len(ids)
    assert {(one.version, one.variant) for one in ids} == {(7, "specified in RFC 4122")}
    assert {one.int >> 80 for one in ids} == {1727740800000}
    assert str(id_of("Project", "guitar")) == "01924560-6c00-7b06-bcd6-f1da310b80bd"


def test_seeding_again_changes_nothing_and_reads_no_file_twice(
    engine: Engine, author: Author, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seed(engine, author, folder) == len(facts(folder))
    monkeypatch.setattr(seeding, "facts", lambda _folder: pytest.fail("the files were read though they are the same"))
    assert seed(engine, author, folder) == 0


def test_files_that_say_the_same_in_other_bytes_change_nothing(engine: Engine, author: Author, folder: Path) -> None:
    seed(engine, author, folder)
    (folder / "events.toml").write_text("# Looked over.\n" + (folder / "events.toml").read_text("utf-8"), "utf-8")
    assert seed(engine, author, folder) == 0


def test_everything_is_logged_as_written_by_the_seeds(engine: Engine, author: Author) -> None:
    seed(engine, author, SEEDS)
    with Session(engine) as session:
        changes = session.exec(select(Change)).all()
    assert {(c.actor, c.command, c.op, c.desk) for c in changes} == {("seeds", "seed", "insert", author.desk)}
    assert len({c.transaction for c in changes}) == 1


def test_a_changed_seed_corrects_what_only_the_seeds_wrote(engine: Engine, author: Author, folder: Path) -> None:
    seed_at(engine, author, folder, 0)
    edit(folder, "projects.toml", 'name = "孵化基地项目"', 'name = "孵化基地（一期）项目"\nindustry = "C39"')
    assert seed_at(engine, author, folder, 1) == 1
    edit(folder, "projects.toml", '\nindustry = "C39"', "")
    assert seed_at(engine, author, folder, 2) == 1
    with Session(engine) as session:
        project = session.get_one(Project, id_of("Project", "incubator"))
        assert (project.name, project.industry, project.version) == ("孵化基地（一期）项目", "", 3)


def test_an_officers_edit_survives_a_changed_seed(engine: Engine, author: Author, folder: Path) -> None:
    seed_at(engine, author, folder, 0)
    write(engine, author, rename(Project, "incubator", "孵化基地二期"))
    edit(folder, "projects.toml", 'name = "孵化基地项目"\nstage = "started"', 'name = "孵化园"\nstage = "signed"')
    assert seed_at(engine, author, folder, 2) == 1
    with Session(engine) as session:
        project = session.get_one(Project, id_of("Project", "incubator"))
        assert (project.name, project.stage.value) == ("孵化基地二期", "signed")


def test_a_field_that_an_officer_filled_in_stays(engine: Engine, author: Author, folder: Path) -> None:
    def fill(session: Session) -> None:
        session.get_one(Project, id_of("Project", "herbs")).total_investment_fen = 5000 * WAN

    seed_at(engine, author, folder, 0)
    write(engine, author, fill)
    edit(
        folder,
        "projects.toml",
        'name = "中药材精深加工项目"',
        'name = "中药材深加工项目"\ntotal_investment_fen = "1亿"',
    )
    assert seed_at(engine, author, folder, 2) == 1
    with Session(engine) as session:
        assert session.get_one(Project, id_of("Project", "herbs")).total_investment_fen == 5000 * WAN


def test_a_deletion_is_not_undone_nor_does_anything_new_hang_on_it(
    engine: Engine, author: Author, folder: Path
) -> None:
    def delete(session: Session) -> None:
        session.delete(session.get_one(Project, id_of("Project", "paper")))

    seed_at(engine, author, folder, 0)
    write(engine, author, delete)
    (folder / "more.toml").write_text(
        '[[milestone]]\nkey = "paper_start"\nproject = "paper"\nkind = "start"\n'
        'cite = { at = "A1.2", standing = "stated" }\n',
        "utf-8",
    )
    assert seed_at(engine, author, folder, 2) == 0
    with Session(engine) as session:
        assert session.get(Project, id_of("Project", "paper")) is None
        assert session.get(Milestone, id_of("Milestone", "paper_start")) is None


def test_a_new_fact_comes_in_with_its_citation(engine: Engine, author: Author, folder: Path) -> None:
    seed_at(engine, author, folder, 0)
    (folder / "more.toml").write_text(
        '[[enterprise]]\nkey = "new"\npark = "HJQ"\nname = "新企业"\ncite = { at = "B1.5", standing = "inferred" }\n',
        "utf-8",
    )
    assert seed_at(engine, author, folder, 1) == 2


BROKEN = [
    ("events.toml", "times = 11", "tmies = 11", "events.toml, Event 'platform_events', tmies"),
    ("events.toml", "times = 11", 'times = "11"', "events.toml, Event 'platform_events', times: '11' is not a whole"),
    (
        "projects.toml",
        'enterprise = "meide"',
        'enterprise = "mei"',
        "projects.toml, Project 'guitar', enterprise: there",
    ),
    (
        "projects.toml",
        'stage = "started"',
        'stage = "begun"',
        "projects.toml, Project 'incubator', stage: 'begun' is none",
    ),
    (
        "policies.toml",
        'way = "scan"',
        'way = "fax"',
        "policies.toml, Policy 'no_application_scan', way: 'fax' is none of",
    ),
    ("events.toml", 'name = "洪', 'nome = "洪', "events.toml, Event 'founding', nome: there is no such field"),
    ("events.toml", 'period = "2005"', "held_on = 2005-01-01T00:00:00Z", "events.toml, Event 'founding', held_on: "),
    (
        "events.toml",
        'cite = { at = "A1.1", standing = "stated" }\n',
        "",
        "'review_meeting_2024_q1', cite: it is missing",
    ),
    ("events.toml", 'park = "HJQ"\n', "", "events.toml, Event 'founding', park: it is missing"),
    ("events.toml", 'key = "founding"\n', "", "events.toml, Event '', key: it is missing"),
    ("events.toml", 'key = "founding"', 'key = "platform_events"', "'platform_events', key: it is taken already, in"),
    ("events.toml", '"A1.1"', '"C1.1"', "'review_meeting_2024_q1', cite.at: C1.1 is not a place"),
    (
        "events.toml",
        '"A1.1", standing = "stated"',
        '"A1.1", standing = "sure"',
        "cite.standing: 'sure' is none of stated",
    ),
    ("events.toml", '"A1.1", standing', '"A1.1", where = "", standing', "cite.where: there is no such field"),
    ("events.toml", 'cite = { at = "A1.1", standing = "stated" }', 'cite = "A1.1"', "cite: it is no table such as"),
    ("events.toml", "cite_fields.period", "cite_fields.moon", "cite_fields.moon: there is no such field"),
    (
        "indicators.toml",
        '"11.8亿"',
        '"11.8 yards"',
        "'HJS_key_projects_total_investment', amount_fen: 11.8 yards is not an",
    ),
    (
        "indicators.toml",
        '"10.7"',
        '"10.70001"',
        "'HJS_industrial_value_added_growth', value: '10.70001' is not a number",
    ),
    ("indicators.toml", '"10.7"', "10.7", "'HJS_industrial_value_added_growth', value: 10.7 is not a number"),
    ("events.toml", "[[event]]", "[[evening]]", "events.toml, evening: it is no kind of record"),
    ("events.toml", "[[event]]", "[[event]", "events.toml is not TOML"),
]


@pytest.mark.parametrize(("file", "old", "new", "sentence"), BROKEN, ids=lambda v: str(v)[:24])
def test_a_broken_seed_is_a_sentence_naming_file_key_and_field(
    engine: Engine, author: Author, folder: Path, file: str, old: str, new: str, sentence: str
) -> None:
    edit(folder, file, old, new)
    with pytest.raises(ValueError, match=r"\.$") as caught:
        seed(engine, author, folder)
    assert sentence in str(caught.value)
    with Session(engine) as session:
        assert session.exec(select(Change)).all() == []
        assert session.exec(select(DeskRow)).one().seeds_digest == ""
