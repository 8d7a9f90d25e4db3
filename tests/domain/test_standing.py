import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.domain.standing import Locator


@pytest.mark.parametrize(
    ("text", "locator", "shown"),
    [
        ("A1.2", Locator("A", 1, 2, None), "A1.2"),
        ("A3.1–2", Locator("A", 3, 1, 2), "A3.1–2"),
        ("A3.1-2", Locator("A", 3, 1, 2), "A3.1–2"),
        ("b0", Locator("B", 0, None, None), "B0"),
    ],
)
def test_a_facts_place_in_the_articles_is_read_and_shown(text, locator, shown):
    assert Locator.parse(text) == locator
    assert str(locator) == shown


@pytest.mark.parametrize("text", ["", "C1.2", "A", "A1.", "A3.2-1", "A3.2–2", "A1.2.3"])
def test_what_is_no_place_in_the_articles_is_refused(text):
    with pytest.raises(DeskError, match="not a place"):
        Locator.parse(text)
