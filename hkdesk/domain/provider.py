"""What a provider of the 1+1+N handles (issue 4, 1+1+N routing)."""

from collections.abc import Iterable

from hkdesk.domain.codes import ProviderKind
from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import Category

CO_ORDINATE = (ProviderKind.CENTRE, ProviderKind.FEDERATION)  # the two ones: they take in, the N handle
CODES = {category.value for category in Category}


def read_categories(text: str, field: str = "categories") -> tuple[Category, ...]:
    """The categories in a text of codes separated by spaces, each once and in the usual order.

    Raises:
        DeskError: naming the codes that there are, where one is none.
    """
    codes = text.lower().split()
    for code in codes:
        if code not in CODES:
            raise DeskError(
                "“{text}” is not known here; these are: {known}.", field=field, text=code, known=[*Category]
            )
    return tuple(category for category in Category if category.value in codes)


def check_handles(name: str, categories: Iterable[Category], wanted: Category | None, field: str = "provider") -> None:
    """Refuse to send a provider appeals of a category that it does not handle.

    Raises:
        DeskError: naming what it handles.
    """
    handled = list(categories)
    if wanted is None or wanted in handled:
        return
    if not handled:
        raise DeskError(
            "{provider} handles no category yet: give it {wanted}, or choose another provider.",
            field=field,
            provider=name,
            wanted=wanted,
        )
    raise DeskError(
        "{provider} does not handle {wanted}; it handles {handled}. Choose another provider, or add it to this one.",
        field=field,
        provider=name,
        wanted=wanted,
        handled=handled,
    )
