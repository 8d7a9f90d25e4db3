"""Which names say the same enterprise or project."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkdesk.domain.duplicates import are_alike, core_of, is_slip, usual_spellings


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("湖南立点科技有限公司", "湖南立点科技有限公司", True),
        ("湖南立点科技有限公司", "立点科技", True),
        ("湖南立点科技有限公司", "湖南省立点科技有限责任公司", True),
        ("恒光（洪江）新材料股份有限公司", "恒光(洪江)新材料", True),
        ("恒光 新材料", "恒光新材料集团", True),
        ("ＡＢＣ电子", "abc 电子有限公司", True),
        ("5万吨石墨项目", "５万吨石墨建设项目", True),
        ("立点科技一期", "立点科技二期", False),
        ("立点科技", "立点", False),
        ("", "", False),
        ("甲", "甲", False),  # too short to say anything
        ("有限公司", "股份有限公司", False),
    ],
)
def test_names_are_alike_where_only_form_place_and_marks_differ(one, other, alike):
    assert are_alike(one, other) is alike
    assert are_alike(other, one) is alike


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("立点科技", "立点科技", False),
        ("立点科技", "立电科技", True),
        ("立点科技", "立点技", True),
        ("立点科技", "立科点技", True),
        ("立点科技", "立点科技园", True),
        ("立点科技", "恒光科技", False),
        ("立点科技", "科技立点", False),
        ("立点科技", "立点", False),
        ("", "甲", True),
    ],
)
def test_one_slip_is_one_character(one, other, expected):
    assert is_slip(one, other) is expected
    assert is_slip(other, one) is expected


WORDS = st.text(alphabet="恒光科技石墨新材料ABc12", min_size=2, max_size=12)


@given(
    WORDS,
    st.sampled_from(["", "湖南", "怀化市", "洪江区"]),
    st.sampled_from(["", "有限公司", "集团股份有限公司", "项目"]),
)
def test_form_and_place_never_make_a_difference(name, place, form):
    assert are_alike(name, f"{place}{name}{form}")
    assert f"{place}{core_of(name)}{form}" in set(usual_spellings(name))


@given(st.text())
def test_a_core_is_its_own_core_and_any_text_has_one(text):
    core = core_of(text)
    assert core_of(core) == core
    assert core == core.lower() or not core.isascii()
