"""What a provider handles, and what is refused it."""

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.domain.provider import check_handles, read_categories
from hkdesk.domain.request import Category

MARKET, TECHNOLOGY = Category.MARKET, Category.TECHNOLOGY


@pytest.mark.parametrize(
    ("text", "read"),
    [("", ()), ("technology market", (MARKET, TECHNOLOGY)), (" MARKET  market ", (MARKET,))],
)
def test_categories_are_read_once_each_in_their_usual_order(text, read):
    assert read_categories(text) == read


def test_a_code_that_nobody_knows_is_refused_with_those_that_there_are():
    with pytest.raises(DeskError, match="“weather” is not known here; these are: financing") as refusal:
        read_categories("market weather")
    assert refusal.value.field == "categories"


def test_a_provider_without_the_category_is_refused_naming_what_it_handles():
    check_handles("众创空间", (MARKET, TECHNOLOGY), MARKET)
    check_handles("众创空间", (), None)
    with pytest.raises(DeskError, match="众创空间 does not handle legal; it handles market, technology") as refusal:
        check_handles("众创空间", (MARKET, TECHNOLOGY), Category.LEGAL)
    assert (refusal.value.field, refusal.value.values["handled"]) == ("provider", [MARKET, TECHNOLOGY])
    with pytest.raises(DeskError, match="handles no category yet"):
        check_handles("众创空间", (), Category.LEGAL)
