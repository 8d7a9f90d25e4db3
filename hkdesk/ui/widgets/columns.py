"""Columns that many ledgers have: what a record says, a name, a day, a light."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.source_tip import row_tip, text_tip
from hkdesk.wording import day, word

RIGHT = Qt.AlignmentFlag.AlignRight


def text_column(name: str, title: str, width: int, look: Look = Look.SUB, **more: Any) -> Column:
    """What a record says in a field; a dash where it says nothing.

    Args:
        more: as a Column has it; what is not given follows from the field's name.
    """
    return Column(title, lambda r: getattr(r, name) or "—", width, look, **_of_field(name, more))


def day_column(name: str, title: str, width: int = 96, **more: Any) -> Column:
    """A day of a record."""
    return Column(title, lambda r: day(getattr(r, name)), width, Look.SUB, **_of_field(name, more))


def word_column(name: str, title: str, width: int, look: Look = Look.SUB, **more: Any) -> Column:
    """A code of a record, by its word."""
    return Column(title, lambda r: word(getattr(r, name)), width, look, **_of_field(name, more))


def named_column(name: str, title: str, width: int, **more: Any) -> Column:
    """What a record is called, with how certain that is and where it stands."""
    tip = tip_of(name)
    return text_column(
        name, title, width, Look.NAME, standing=lambda r: r.standing, tip=lambda r: row_tip(r) or tip(r), **more
    )


def number_column(name: str, title: str, width: int, **more: Any) -> Column:
    """A count of a record, of no field of its own; a dash where it is not known."""
    usual: dict[str, Any] = {"name": name, "align": RIGHT}
    return Column(title, lambda r: _counted(getattr(r, name)), width, **(usual | more))


def light_column(tip: Callable[[Any], str] | None = None) -> Column:
    """A record's light; its word is read out and shown as a tip."""
    return Column("", _light_word, 36, Look.LIGHT, light=lambda r: r.light, tip=tip or _light_tip, name="light")


def tip_of(field: str) -> Callable[[Any], str]:
    """The whole text of a field, for where its column is too narrow."""
    return lambda row: text_tip(getattr(row, field) or "")


def word_tip_of(field: str) -> Callable[[Any], str]:
    """The whole word of a code, for where its column is too narrow."""
    return lambda row: text_tip(word(getattr(row, field)))


def _of_field(name: str, more: dict[str, Any]) -> dict[str, Any]:
    return {"order": name, "name": name, "fields": (name,)} | more


def _counted(number: int | None) -> str:
    return "—" if number is None else f"{number:,}"


def _light_word(row: Any) -> str:
    return word(row.light)


def _light_tip(row: Any) -> str:
    return text_tip(word(row.light))
