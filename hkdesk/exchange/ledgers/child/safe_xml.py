"""XML that is read as it comes and expands nothing: a document type of its own ends the reading."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from hkdesk.exchange.ledgers.child.refused import Refused


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def parse(
    chunks: Iterable[bytes | str],
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Give elements and texts in their order, names without their prefix, attributes with it.

    Raises:
        Refused: if the XML is broken, or declares a document type.
    """

    def no_doctype(*_: object) -> None:
        raise Refused("entities")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = no_doctype
    parser.EntityDeclHandler = no_doctype
    parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    parser.EndElementHandler = None if end is None else lambda name: end(local(name))
    parser.CharacterDataHandler = text
    parser.buffer_text = True
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("broken") from error
