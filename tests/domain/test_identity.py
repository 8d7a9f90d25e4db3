import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hkdesk.domain.errors import DeskError
from hkdesk.domain.identity import check_uscc, mask_phone, organisation_check

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PUBLISHED = "91110000600037341L"


def _check_character(body: str) -> str:
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, weights, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


@st.composite
def codes(draw):
    front = draw(st.sampled_from(["91", "92", "93", "N2", "52"]))
    division = draw(st.sampled_from(["431281", "431271", "431200"]))
    body = draw(st.text(ALPHABET, min_size=8, max_size=8))
    head = front + division + body + organisation_check(body)
    return head + _check_character(head)


@settings(deadline=None, max_examples=150)
@given(codes())
def test_a_code_with_both_checks_is_taken(code):
    assert check_uscc(code) == code


@settings(deadline=None, max_examples=300)
@given(codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_caught(code, place, character):
    assume(code[place] != character)
    with pytest.raises(DeskError):
        check_uscc(code[:place] + character + code[place + 1 :])


@settings(deadline=None, max_examples=100)
@given(codes(), st.sampled_from([("0", "O"), ("1", "I"), ("2", "Z"), ("5", "S")]))
def test_a_letter_that_no_code_has_is_offered_as_the_digit(code, pair):
    digit, letter = pair
    assume(digit in code)
    with pytest.raises(DeskError, match=code) as refused:
        check_uscc(code.replace(digit, letter))
    assert refused.value.values["suggestion"] == code


def test_a_look_alike_that_codes_do_have_is_offered_too():
    with pytest.raises(DeskError, match=PUBLISHED) as refused:
        check_uscc(PUBLISHED[:-1] + "1")
    assert refused.value.values["suggestion"] == PUBLISHED


@pytest.mark.parametrize(
    "text", [" 9111 0000 6000 3734 1L ", "91110000-60003734-1L", "９１１１００００６０００３７３４１ｌ"]
)
def test_a_published_code_is_taken_however_it_is_typed(text):
    assert check_uscc(text) == PUBLISHED


@pytest.mark.parametrize(
    "code", [PUBLISHED, "914403001922038216", "91330100799655058B", "9131000013221158XC", "91110000802100433B"]
)
def test_the_codes_of_well_known_companies_are_taken(code):
    assert check_uscc(code) == code


def test_the_organisation_codes_own_check_counts():
    head = PUBLISHED[:16] + "2"
    with pytest.raises(DeskError, match="check characters"):
        check_uscc(head + _check_character(head))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has 0"),
        (PUBLISHED[:-1], "has 17"),
        ("431281000012345", "legacy registration number"),
        ("9111000060003734*L", "characters that no"),
    ],
)
def test_what_is_no_code_is_refused_with_why(text, why):
    with pytest.raises(DeskError, match=why) as refused:
        check_uscc(text, "code")
    assert refused.value.field == "code"
    assert "suggestion" not in refused.value.values


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812345678", "138****5678"),
        ("138 1234 5678", "138****5678"),
        ("+86-138-1234-5678", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("0745-7712345", "0745-***2345"),
        ("(0745)7712345", "0745-***2345"),
        ("010-12345678", "010-****5678"),
        ("7712345", "7*****5"),
        ("12345", "1***5"),
        ("12", "**"),
        ("0745-7712345-801", "0745-***2345-8*1"),
        ("王主任 13812345678 / 13987654321", "王主任 138****5678 / 139****4321"),
        ("431281199001011234", "4312**********1234"),
        ("请拨总机", "请拨总机"),
        ("", ""),
    ],
)
def test_a_phone_is_shown_masked(text, masked):
    assert mask_phone(text) == masked
    assert mask_phone(masked) == masked


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789-() +转", max_size=30))
def test_no_text_shows_five_digits_of_a_run_in_full(text):
    runs = "".join(character if character.isdigit() else " " for character in mask_phone(text)).split()
    assert all(len(run) <= 4 for run in runs)
