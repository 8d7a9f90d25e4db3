import pytest

from hkdesk.documents.whole_file import written_whole
from hkdesk.domain.errors import DeskError


def test_a_file_takes_its_place_once_it_is_whole(tmp_path):
    path = tmp_path / "汇总.txt"
    path.write_text("old")
    with written_whole(path) as part:
        part.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_goes_wrong_leaves_what_was_there_and_nothing_else(tmp_path):
    path = tmp_path / "汇总.txt"
    path.write_text("old")

    def go_wrong():
        with written_whole(path) as part:
            part.write_text("half")
            raise OSError(28, "No space left on device")

    with pytest.raises(DeskError, match="No space left"):
        go_wrong()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_named(tmp_path):
    def write():
        with written_whole(tmp_path / "nowhere" / "汇总.txt"):
            pass

    with pytest.raises(DeskError, match="nowhere"):
        write()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_files_place_is_refused(tmp_path):
    (tmp_path / "汇总.txt").mkdir()

    def write():
        with written_whole(tmp_path / "汇总.txt") as part:
            part.write_text("new")

    with pytest.raises(DeskError):
        write()
    assert [path.name for path in tmp_path.iterdir()] == ["汇总.txt"]
