"""Elements of a Word document that python-docx does not make."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

TWIPS = 20  # in a point
_KINDS = ("begin", "separate", "end")  # of the marks around a field


def made(name: str, /, **attributes: Any) -> Any:
    """An element whose attributes are of the main namespace."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def holding(name: str, children: Sequence[Any]) -> Any:
    """An element with its children."""
    element = made(name)
    element.extend(children)
    return element


def twips(points: float) -> int:
    """Points in Word's own unit."""
    return round(points * TWIPS)


def add_field(paragraph: Any, code: str, shown: str = "1") -> None:
    """A field that Word keeps up to date, as Word itself writes it: begin, code, what it shows till then, end."""
    for part in ("begin", code, "separate"):
        add_field_part(paragraph.add_run(), part)
    paragraph.add_run(shown)
    add_field_part(paragraph.add_run(), "end")


def add_field_part(run: Any, part: str) -> None:
    """Put into a run the begin, the separate or the end of a field, or else its code."""
    if part in _KINDS:
        run._r.append(made("w:fldChar", fldCharType=part))  # noqa: SLF001
        return
    text = OxmlElement("w:instrText")
    text.text = f" {part} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run._r.append(text)  # noqa: SLF001
