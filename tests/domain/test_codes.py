from enum import StrEnum

import pytest

from hkdesk.domain import codes, lights, money, request, stage, standing

ENUMS = sorted(
    {
        kind
        for module in (codes, lights, money, request, stage, standing)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    },
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", ENUMS)
def test_what_is_stored_is_the_members_name_in_small_letters(kind):
    assert [member.value for member in kind] == [member.name.lower() for member in kind]
