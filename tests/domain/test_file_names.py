"""File names that every system takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkdesk.domain.file_names import LONGEST_BYTES, is_picture, safe_file_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("立项批复（正式）.pdf", "立项批复（正式）.pdf"),
        ("a/b\\c:d.txt", "a_b_c_d.txt"),
        ("../../x", "_.._x"),
        ("..", "_"),
        ("", "_"),
        ("con.txt", "_con.txt"),
        ("COM1", "_COM1"),
        ("console.txt", "console.txt"),
        ("name. ", "name"),
        ("photo\u202egpj.exe", "photo_gpj.exe"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("图" * 200 + ".jpeg", "图" * 48 + ".jpeg"),
    ],
)
def test_a_name_becomes_one_that_every_system_takes(name, safe):
    assert safe_file_name(name) == safe


@given(st.text())
def test_any_text_gives_a_name_that_stays_in_its_folder(text):
    safe = safe_file_name(text)
    assert safe == safe.strip()
    assert safe not in ("", ".", "..")
    assert not set(safe) & set('<>:"/\\|?*\x00\n')
    assert len(safe.encode()) <= LONGEST_BYTES


@pytest.mark.parametrize(
    ("name", "is_one"), [("a.JPG", True), ("现场.png", True), ("a.heic", False), ("jpg", False), ("a.pdf", False)]
)
def test_a_picture_is_known_by_its_ending(name, is_one):
    assert is_picture(name) is is_one
