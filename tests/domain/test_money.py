import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hkdesk.domain.errors import DeskError
from hkdesk.domain.money import FEN_PER_YI, FEN_PER_YUAN, MOST_FEN, MoneyUnit, parse_money, plain_money, split_money

YUAN = FEN_PER_YUAN


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("11.8亿", 1_180_000_000),
        ("11.8 亿元", 1_180_000_000),
        ("1.18e9", 1_180_000_000),
        ("118000万", 1_180_000_000),
        ("118,000 万元", 1_180_000_000),
        ("11,8000万", 1_180_000_000),
        ("11.8 yi CNY", 1_180_000_000),
        ("91.53万元", 915_300),
        ("5630万", 56_300_000),
        ("3千万", 30_000_000),
        ("1,180", 1180),
        ("１，１８０．５０元", 1180.5),
        ("￥1,180", 1180),
        ("¥ 0", 0),
        (".5万", 5000),
    ],
)
def test_an_amount_is_read_as_officers_write_it(text, yuan):
    assert parse_money(text) == yuan * YUAN


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("  ", "Type an amount"),
        ("-5", "below zero"),
        ("¥-5", "below zero"),
        ("－5万", "below zero"),
        ("1.005", "two decimals"),
        ("0.0000001万", "two decimals"),
        ("1e-999", "two decimals"),
        ("nan", "not an amount"),
        ("inf", "not an amount"),
        ("1,18", "not an amount"),
        ("1 180 吨", "not an amount"),
        ("5²", "not an amount"),
        ("1" * 101, "not an amount"),
        ("1e999亿", "at most 100000000亿元"),
        ("10000000000000000.01", "at most"),
    ],
)
def test_what_is_no_amount_is_refused_with_what_can_be_typed(text, why):
    with pytest.raises(DeskError, match=why) as refused:
        parse_money(text, "total_fen")
    assert refused.value.field == "total_fen"


@settings(deadline=None, max_examples=300)
@given(st.integers(0, MOST_FEN) | st.integers(0, 10**7) | st.integers(0, 10**8).map(lambda units: units * 10_000))
def test_an_edit_field_reads_back_to_the_same_fen(fen):
    assert parse_money(plain_money(fen)) == fen


@settings(deadline=None, max_examples=200)
@given(st.integers(0, MOST_FEN))
def test_no_digit_of_a_long_amount_is_rounded(fen):
    assert parse_money(f"{fen // 100}.{fen % 100:02}") == fen


@pytest.mark.parametrize(
    ("yuan", "shown", "unit"),
    [
        (1_180_000_000, "11.80", MoneyUnit.YI),
        (874_000_000, "8.74", MoneyUnit.YI),
        (100_000_000, "1.00", MoneyUnit.YI),
        (123_456_000_000, "1,234.56", MoneyUnit.YI),
        (99_999_999, "10,000", MoneyUnit.WAN),
        (56_300_000, "5,630", MoneyUnit.WAN),
        (915_300, "91.53", MoneyUnit.WAN),
        (1000, "0.1", MoneyUnit.WAN),
        (100, "0.01", MoneyUnit.WAN),
        (99, "0.0099", MoneyUnit.WAN),
        (1, "0.0001", MoneyUnit.WAN),
        (0.01, "0.000001", MoneyUnit.WAN),
        (0, "0", MoneyUnit.WAN),
        (-915_300, "-91.53", MoneyUnit.WAN),
    ],
)
def test_an_amount_is_shown_by_its_magnitude(yuan, shown, unit):
    assert split_money(round(yuan * YUAN)) == (shown, unit)


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 9999))
def test_a_small_amount_is_shown_to_the_fen(fen):
    assert parse_money(split_money(fen)[0] + "万") == fen


@pytest.mark.parametrize(
    ("fen", "text"), [(118 * FEN_PER_YI // 10, "11.8亿元"), (91_530_000, "91.53万元"), (1, "0.01元"), (0, "0元")]
)
def test_an_edit_field_shows_round_figures_round(fen, text):
    assert plain_money(fen) == text
