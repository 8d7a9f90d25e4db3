"""Names in a ledger mean enterprises that the desk knows: surely, likely, or nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkdesk.exchange.ledgers.names import How, KnownName, is_one_slip, match_names
from tests.exchange.ledgers.made import USCC

LIDIAN = KnownName(1, "湖南立点科技有限公司", "立点科技", USCC, "洪江市高新区")
HENGGUANG = KnownName(2, "湖南恒光科技股份有限公司", "恒光科技", "", "洪江区高新区")
HERE = KnownName(3, "双阳高科有限公司", park="洪江市高新区")
THERE = KnownName(4, "双阳高科有限公司", park="洪江区高新区")
KNOWN = (LIDIAN, HENGGUANG, HERE, THERE)


@pytest.mark.parametrize(
    ("name", "how", "found", "is_asked"),
    [
        ("湖南立点科技有限公司", How.NAME, LIDIAN, False),
        ("湖南立点科技\u3000有限公司 ", How.NAME, LIDIAN, False),
        ("立点科技", How.SHORT_NAME, LIDIAN, False),
        (USCC, How.USCC, LIDIAN, False),
        (USCC.lower(), How.USCC, LIDIAN, False),
        ("湖南立点科技有限责任公司", How.CORE, LIDIAN, True),
        ("恒光科技公司", How.CORE, HENGGUANG, True),
        ("湖南立电科技有限公司", How.TYPO, LIDIAN, True),
        ("立点科技术有限公司", How.TYPO, LIDIAN, True),
        ("立科点技", How.TYPO, LIDIAN, True),
        ("恒科技", How.TYPO, HENGGUANG, True),
        ("久日新材", How.NOTHING, None, True),
        ("点", How.NOTHING, None, True),
        ("", How.NOTHING, None, True),
        ("有限公司", How.NOTHING, None, True),
    ],
)
def test_a_name_means_who_it_is_likeliest_to(name: str, how: How, found: KnownName | None, is_asked: bool) -> None:
    match = match_names([name], KNOWN)[name]
    assert (match.how, match.found, match.is_asked) == (how, found, is_asked)


def test_the_surer_way_has_the_greater_weight() -> None:
    names = ["湖南立点科技有限公司", "立点科技", "湖南立点科技有限责任公司", "湖南立电科技有限公司", "久日新材"]
    sure = [match.sure for match in match_names(names, KNOWN).values()]
    assert sure == sorted(sure, reverse=True)
    assert len(set(sure)) == len(sure)


def test_a_code_beside_the_name_goes_first_and_a_name_that_contradicts_it_is_asked_about() -> None:
    matches = match_names(["立点", "恒光科技"], KNOWN, {"立点": USCC, "恒光科技": USCC})
    assert matches["立点"].found is LIDIAN
    assert matches["恒光科技"].found is LIDIAN
    assert matches["恒光科技"].is_asked
    agreed = match_names(["立点科技"], KNOWN, {"立点科技": USCC})["立点科技"]
    assert (agreed.sure, agreed.is_asked) == (1.0, False)
    unknown = match_names(["立点科技"], KNOWN, {"立点科技": "91431271MA4PQW7Y9A"})["立点科技"]
    assert unknown.how is How.SHORT_NAME


def test_of_two_of_one_name_the_park_tells_and_without_it_the_officer() -> None:
    name = "双阳高科有限公司"
    asked = match_names([name], KNOWN)[name]
    assert (asked.found, asked.others, asked.is_asked) == (None, (HERE, THERE), True)
    told = match_names([name], KNOWN, parks={name: "洪江区高新区"})[name]
    assert (told.found, told.is_asked) == (THERE, False)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("立点科技", "立点科技", True),
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
def test_one_slip_is_one_character(one: str, other: str, expected: bool) -> None:
    assert is_one_slip(one, other) is expected
    assert is_one_slip(other, one) is expected


CORES = st.text("立点恒光久日桐诚双阳金益", min_size=4, max_size=9)


@given(core=CORES, place=st.integers(0, 8), typed=st.sampled_from("鑫磊淼"))
def test_a_name_with_one_wrong_character_is_found_again(core: str, place: int, typed: str) -> None:
    place %= len(core)
    name = f"{core[:place]}{typed}{core[place + 1 :]}"
    match = match_names([name], [KnownName(1, f"{core}有限公司")])[name]
    assert match.how is How.TYPO
    assert match.found is not None
