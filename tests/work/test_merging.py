"""Two records made one: what goes over, what is asked, what is refused, and that undo brings both back whole."""

from uuid import uuid4

import pytest
from sqlmodel import select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.stage import Stage, Step
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.tables.project import ProgressReport
from hkdesk.work.changes import history_of, redo, undo
from hkdesk.work.commands.attachments import add_attachment
from hkdesk.work.commands.enterprises import add_enterprise
from hkdesk.work.commands.merging import merge_records
from hkdesk.work.commands.milestones import save_milestone
from hkdesk.work.commands.projects import Move, add_project, move_project
from hkdesk.work.commands.requests import log_request
from hkdesk.work.files import StoredFile
from hkdesk.work.merged_fields import MERGEABLE
from hkdesk.work.queries.attachments import attachments_of
from hkdesk.work.queries.merging import merge_preview, others_of_park
from hkdesk.work.queries.records import load, records, resolve
from hkdesk.work.queries.search import find
from tests.work.test_undo import dump

LEAF = "湖南立点科技有限公司"
CODE, GOOD = "2409-431281-04-01-123456", "91350100M000100Y43"


def values(desk, kind, key):
    return desk.read(load, kind, key).values


def report(uow, project_id, month):
    uow.session.add(ProgressReport(project_id=project_id, month=month))


def count(desk, kind, **wanted):
    return len(list(desk.stream(records, kind, wanted)))


@pytest.fixture
def projects(desk):
    one = {"name": "石墨一期", "builder": "甲建", "industry": "新材料", "signed_on": "2026-01-05"}
    two = {"name": "石墨项目", "builder": "乙建", "project_code": CODE, "note": "另录", "signed_on": "2026-01-05"}
    return desk.do(add_project, one).result, desk.do(add_project, two).result


def test_every_reference_goes_over_the_record_goes_and_undo_brings_both_back_whole(desk):
    kept = desk.do(add_enterprise, {"name": "立点"}).result
    merged = desk.read(resolve, "Enterprise", LEAF)
    desk.do(log_request, {"enterprise": LEAF, "title": "缺工", "received_on": "2026-11-02"})
    desk.do(add_project, {"name": "新项目", "enterprise": LEAF})
    desk.do(add_attachment, "Enterprise", merged, StoredFile("a.pdf", "ab" * 32, 5))
    preview = desk.read(merge_preview, "Enterprise", kept, merged)
    before = dump(desk)
    desk.do(merge_records, "Enterprise", kept, merged, {})
    after = dump(desk)
    assert desk.read(load, "Enterprise", merged) is None
    for kind in RECORDS:
        for c in table_of(kind).c:
            if any(k.column.table is table_of("Enterprise") for k in c.foreign_keys):
                left = desk.read(lambda r, c=c: r.execute(select(c).where(c == merged)).all())
                assert left == []
                moved = desk.read(lambda r, c=c: r.execute(select(c).where(c == kept)).all())
                assert len(moved) == preview.moving.get(kind, 0), kind
    assert preview.moving["ServiceRequest"] >= 1
    assert [a.name for a in desk.read(attachments_of, "Enterprise", kept)] == ["a.pdf"]
    assert desk.do(undo).result == "merge_records"
    assert dump(desk) == before
    desk.do(redo)
    assert dump(desk) == after
    desk.do(undo)
    assert dump(desk) == before


def test_empty_fields_are_filled_and_the_officer_decides_where_both_differ(desk, projects):
    kept, merged = projects
    preview = desk.read(merge_preview, "Project", kept, merged)
    assert preview.differing == ["name", "builder"]
    assert preview.filled == ["project_code", "note"]
    desk.do(merge_records, "Project", kept, merged, {"builder": "merged"})
    v = values(desk, "Project", kept)
    assert [v[f] for f in ("name", "builder", "industry", "project_code", "note")] == [
        *("石墨一期", "乙建", "新材料", CODE, "另录")
    ]
    assert count(desk, "Merge", kept_id=str(kept)) == 1


def test_history_and_search_follow(desk, projects):
    kept, merged = projects
    desk.do(save_milestone, merged, None, {"kind": "start"})
    desk.do(merge_records, "Project", kept, merged, {"name": "merged"})
    told = [(e.command, e.kind, e.op) for e in desk.read(history_of, "Project", kept)]
    assert told.count(("add_project", "Project", "insert")) == 2
    assert ("merge_records", "Project", "delete") in told
    assert ("save_milestone", "Milestone", "insert") in told
    assert [h.id for h in desk.read(find, "石墨") if h.kind == "Project"] == [kept]
    third = desk.do(add_project, {"name": "第三"}).result
    desk.do(merge_records, "Project", third, kept, {})
    told = [(e.command, e.kind, e.op) for e in desk.read(history_of, "Project", third)]
    assert told.count(("add_project", "Project", "insert")) == 3
    desk.do(undo)
    assert {h.id for h in desk.read(find, "石墨") if h.kind == "Project"} == {kept}


def test_of_two_milestones_of_a_kind_the_done_one_stays_and_notes_the_other(desk, projects):
    kept, merged = projects
    desk.do(save_milestone, kept, None, {"kind": "start", "planned_on": "2026-05-01", "note": "甲"})
    done = desk.do(save_milestone, merged, None, {"kind": "start", "done_on": "2026-06-01", "note": "乙"}).result
    desk.do(save_milestone, merged, None, {"kind": "filing"})
    before = dump(desk)
    desk.do(merge_records, "Project", kept, merged)
    found = {r.values["kind"].value: r for r in desk.stream(records, "Milestone", {"project_id": str(kept)})}
    assert set(found) == {"start", "filing"}
    assert found["start"].id == done
    for said in ("乙", "2026-05-01", "甲"):
        assert said in found["start"].values["note"]
    desk.do(undo)
    assert dump(desk) == before


def test_two_reports_of_a_month_are_refused_by_the_names_of_the_months(desk, projects):
    kept, merged = projects
    day = desk.today.replace
    for key, months in ((kept, (3, 4, 5)), (merged, (4, 5, 6))):
        for month in months:
            desk.do(report, key, day(month=month, day=1))
    before = dump(desk)
    with pytest.raises(DeskError, match="2026-04, 2026-05: empty the cells"):
        desk.do(merge_records, "Project", kept, merged)
    assert dump(desk) == before
    assert [m.month for m in desk.read(merge_preview, "Project", kept, merged).months] == [4, 5]


def test_reports_of_other_months_go_over(desk, projects):
    kept, merged = projects
    desk.do(report, kept, desk.today.replace(month=3, day=1))
    desk.do(report, merged, desk.today.replace(month=4, day=1))
    desk.do(merge_records, "Project", kept, merged)
    assert count(desk, "ProgressReport", project_id=str(kept)) == 2


def test_the_stage_brings_its_days_along(desk, projects):
    kept, merged = projects
    name = {"enterprise": LEAF, "permit_on": "2026-02-20", "project_code": CODE}
    desk.do(move_project, merged, Step.LANDED, Move(desk.today.replace(month=2, day=1), answers=name))
    desk.do(move_project, merged, Step.STARTED, Move(desk.today.replace(month=3, day=1), answers=name))
    assert "stage" in desk.read(merge_preview, "Project", kept, merged).differing
    desk.do(merge_records, "Project", kept, merged, {"stage": "kept"})
    v = values(desk, "Project", kept)
    assert (v["stage"], v["landed_on"], v["started_on"]) == (Stage.SIGNED, None, None)
    desk.do(undo)
    desk.do(merge_records, "Project", kept, merged, {"stage": "merged"})
    v = values(desk, "Project", kept)
    assert (v["stage"], v["landed_on"].month, v["started_on"].month) == (Stage.STARTED, 2, 3)


def test_days_that_would_get_out_of_order_are_refused(desk):
    today = desk.today.replace
    one = desk.do(add_project, {"name": "一", "signed_on": "2026-05-05", "enterprise": LEAF}).result
    two = desk.do(add_project, {"name": "二", "signed_on": "2026-01-05", "enterprise": LEAF}).result
    desk.do(move_project, two, Step.LANDED, Move(today(month=2, day=1)))
    with pytest.raises(DeskError, match="is earlier than"):
        desk.do(merge_records, "Project", one, two)
    desk.do(merge_records, "Project", one, two, {"signed_on": "merged"})
    assert values(desk, "Project", one)["landed_on"].month == 2


def test_a_value_keeps_its_own_source_and_no_record_is_cited_twice(desk):
    kept, merged = (r.id for r in list(desk.stream(records, "Enterprise", {"park": "洪江市高新区"}))[:2])
    desk.do(merge_records, "Enterprise", kept, merged, {"name": "merged"})
    fields = [r.values["field"] for r in desk.stream(records, "Citation", {"row": str(kept)})]
    assert len(fields) == len(set(fields))
    assert count(desk, "Citation", row=str(merged)) == 0


def test_the_same_file_is_listed_once(desk, projects):
    for key, name in zip(projects, ("a.pdf", "b.pdf"), strict=True):
        desk.do(add_attachment, "Project", key, StoredFile(name, "cd" * 32, 5))
    desk.do(merge_records, "Project", *projects)
    assert [a.name for a in desk.read(attachments_of, "Project", projects[0])] == ["a.pdf"]


def test_what_cannot_be_one_is_refused(desk, projects):
    kept, merged = projects
    other = desk.do(add_project, {"name": "别处", "park": "HJQ"}).result
    before = dump(desk)
    for arguments, says in (
        (("Project", kept, kept), "with itself"),
        (("Project", kept, other), "two parks"),
        (("Project", kept, uuid4()), "deleted meanwhile"),
        (("Officer", kept, merged), "Only projects and enterprises"),
        (("Project", kept, merged, {"builder": "both"}), "no choice here"),
        (("Project", kept, merged, {"id": "kept"}), "no choice here"),
    ):
        with pytest.raises(DeskError, match=says):
            desk.do(merge_records, *arguments)
    assert dump(desk) == before


def test_the_others_of_the_park_are_offered_by_name(desk, projects):
    named, initials = desk.read(others_of_park, "Project", projects[0])
    assert named["石墨项目"] == projects[1]
    assert projects[0] not in named.values()
    assert initials["石墨项目"].startswith("sm")


def test_only_monthly_reports_and_routing_rules_may_clash_in_a_table_that_refers_to_what_is_merged():
    """A later table that says “one for each” needs its rule in merge_records."""
    clashing = set()
    for kind in RECORDS:
        t = table_of(kind)
        refers = {c.key for c in t.c for k in c.foreign_keys if k.column.table in [table_of(m) for m in MERGEABLE]}
        unique = [i.columns for i in t.indexes if i.unique]
        unique += [c.columns for c in t.constraints if type(c).__name__ == "UniqueConstraint"]
        clashing |= {kind for columns in unique if refers & {c.key for c in columns}}
    assert clashing == {"ProgressReport", "RoutingRule"}
