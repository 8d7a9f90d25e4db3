import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hkdesk.domain.errors import DeskError
from hkdesk.domain.request_number import parse_request_number, request_number


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(["HJS", "HJQ", "P2"]), st.integers(2000, 2099), st.sampled_from("ABZ"), st.integers(1, 10**6))
def test_a_number_reads_back_to_its_parts(park, year, letter, serial):
    assert parse_request_number(request_number(park, year, letter, serial)) == (park, year, letter, serial)


def test_a_number_looks_as_on_the_ledger():
    assert request_number("HJS", 2026, "A", 1) == "HJS-2026-A0001"
    assert request_number("HJS", 2026, "B", 12345) == "HJS-2026-B12345"
    assert parse_request_number(" ｈｊｓ－2026－a0012 ") == ("HJS", 2026, "A", 12)


@pytest.mark.parametrize(
    "text", ["", "HJS-2026-0001", "HJS-26-A0001", "HJS-2026-A1", "HJS-2026-A0000", "HJS-2026-A00001", "2026-A0001"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(DeskError, match="not the number"):
        parse_request_number(text)


@pytest.mark.parametrize("parts", [("H-S", 2026, "A", 1), ("HJS", 2026, "", 1), ("HJS", 2026, "A", 0)])
def test_parts_that_do_not_read_back_make_no_number(parts):
    with pytest.raises(DeskError):
        request_number(*parts)
