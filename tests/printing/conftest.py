from collections.abc import Iterator

import pytest

from hkdesk.wording import use_language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The language is one for the whole process: every test begins and leaves it in English."""
    use_language("en")
    yield
    use_language("en")
