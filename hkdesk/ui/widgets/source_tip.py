"""How a ledger shows the standing of a row: its mark, and the mark's tooltip."""

from typing import Any

from hkdesk.ui.widgets.mark import citation_text
from hkdesk.ui.widgets.text import tip


def row_tip(row: Any) -> str:
    """The citation of a row that has a locator and a standing."""
    if row.locator is None or row.standing is None:
        return ""
    return tip(citation_text(row.locator, row.standing))


def text_tip(text: str) -> str:
    """A cell's whole text, for where it is cut."""
    return tip(text)
