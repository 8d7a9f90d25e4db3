"""Files on records: added, listed, taken off, taken back and told in the history."""

from uuid import uuid4

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.work.changes import history_of, redo, undo
from hkdesk.work.commands.attachments import add_attachment, remove_attachment
from hkdesk.work.commands.milestones import delete_milestone, save_milestone
from hkdesk.work.commands.projects import add_project
from hkdesk.work.files import open_copy, store_file
from hkdesk.work.queries.attachments import attachments_of
from tests.conftest import NOW


def stored(desk, tmp_path, name="合同.pdf", text="甲乙双方"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return store_file(lambda _: None, desk.attachments, path)


@pytest.fixture
def project(desk):
    return desk.do(add_project, {"name": "新项目"}).result


def names(desk, key, kind="Project"):
    return [a.name for a in desk.read(attachments_of, kind, key)]


def test_a_file_is_listed_with_its_record_alone_the_latest_first(desk, project, tmp_path):
    other = desk.do(add_project, {"name": "另一项目"}).result
    first = stored(desk, tmp_path)
    done = desk.do(add_attachment, "Project", project, first)
    desk.do(add_attachment, "Project", project, stored(desk, tmp_path, "照片.jpg", "jpg"))
    desk.do(add_attachment, "Project", other, first)
    assert done.changes.touches("Attachment")
    assert names(desk, project) == ["照片.jpg", "合同.pdf"]
    assert names(desk, other) == ["合同.pdf"]
    row = desk.read(attachments_of, "Project", project)[1]
    assert (row.id, row.stored, row.added_at) == (done.result, first, NOW)


def test_the_same_bytes_are_attached_once_to_a_record(desk, project, tmp_path):
    desk.do(add_attachment, "Project", project, stored(desk, tmp_path))
    with pytest.raises(DeskError, match="attached already, as “合同"):
        desk.do(add_attachment, "Project", project, stored(desk, tmp_path, "副本.pdf"))
    assert names(desk, project) == ["合同.pdf"]


def test_nothing_is_attached_to_a_record_that_is_gone(desk, project, tmp_path):
    desk.do(undo)
    with pytest.raises(DeskError, match="deleted meanwhile"):
        desk.do(add_attachment, "Project", project, stored(desk, tmp_path))


def test_adding_and_removing_are_taken_back_and_the_file_is_still_there(desk, project, tmp_path):
    file = stored(desk, tmp_path)
    key = desk.do(add_attachment, "Project", project, file).result
    desk.do(undo)
    assert names(desk, project) == []
    desk.do(redo)
    assert names(desk, project) == ["合同.pdf"]
    desk.do(remove_attachment, key)
    assert names(desk, project) == []
    desk.do(undo)
    (row,) = desk.read(attachments_of, "Project", project)
    assert row.id == key
    assert open_copy(desk.attachments, row.stored, desk.opened_copies).read_text("utf-8") == "甲乙双方"


def test_copies_that_were_opened_go_when_the_desk_is_closed(desk, project, tmp_path):
    copy = open_copy(desk.attachments, stored(desk, tmp_path), desk.opened_copies)
    assert copy.exists()
    desk.close()
    assert not copy.exists()


def test_history_tells_of_files_that_came_and_went_and_of_deleted_milestones(desk, project, tmp_path):
    key = desk.do(add_attachment, "Project", project, stored(desk, tmp_path)).result
    desk.do(remove_attachment, key)
    milestone = desk.do(save_milestone, project, None, {"kind": "start"}).result
    desk.do(delete_milestone, milestone)
    desk.do(add_project, {"name": "另一项目"})
    told = desk.read(history_of, "Project", project)
    assert [(e.command, e.kind, e.op) for e in told] == [
        ("delete_milestone", "Milestone", "delete"),
        ("save_milestone", "Milestone", "insert"),
        ("remove_attachment", "Attachment", "delete"),
        ("add_attachment", "Attachment", "insert"),
        ("add_project", "Project", "insert"),
    ]
    assert ("name", "合同.pdf", None) in told[2].fields
    assert desk.read(history_of, "Project", uuid4()) == []
