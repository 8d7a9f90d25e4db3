"""Gather the program's messages into its .po file and compile every .po into a .mo (`make words`).

Messages are marked in hkdesk/ as tr("…"), tr_n("one", "many", n), mark("…") and DeskError("…"), in f-strings too,
and as the first argument of the few helpers that KEYWORDS names.
They go to resources/locale/zh_CN/LC_MESSAGES/hkdesk.po; codes.po, the words for the codes in the data, is kept by hand.
No fuzzy guesses, no source locations and no date, so that a difference between two commits is a difference in words.

`--check` changes nothing and ends with 1, naming each message that is untranslated, fuzzy, stale or not gathered,
each translation whose {placeholders} differ, and each .mo that is not what its .po compiles to (by content).
"""

import argparse
import ast
import io
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "resources" / "locale"
GATHERED = LOCALE / "zh_CN" / "LC_MESSAGES" / "hkdesk.po"
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)  # Babel would write today's into every .mo
# Header lines that change at every run, or that Babel fills with made-up names.
UNSAID = tuple(
    b'"' + name
    for name in (b"Project-Id", b"Report-Msgid", b"POT-", b"PO-Rev", b"Last-Tr", b"Language-Team", b"Generated-By")
)
# How many of the first arguments are a message: tr_n's singular and plural are one. `_not_closed` gives a DeskError.
KEYWORDS = {"tr": 1, "tr_n": 2, "mark": 1, "DeskError": 1, "super().__init__": 1, "_not_closed": 1}


def messages_in(code: str) -> Iterator[str | tuple[str, ...]]:
    """The messages in a Python text; Babel's own reader does not look into f-strings.

    What a keyword is given is a message where it is plain text, with its places yet to be filled.
    """
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and (name := ast.unparse(node.func)) in KEYWORDS:
            given = [a.value for a in node.args[: KEYWORDS[name]] if isinstance(a, ast.Constant)]
            texts = tuple(text for text in given if isinstance(text, str) and text)
            if len(texts) == KEYWORDS[name]:
                yield texts if len(texts) > 1 else texts[0]


def template(code: Path) -> Catalog:
    """Every message marked in the code, untranslated."""
    catalog = Catalog(project="hkdesk", charset="utf-8")
    for path in sorted(code.rglob("*.py")):
        for message in messages_in(path.read_text("utf-8")):
            catalog.add(message)
    return catalog


def read(path: Path) -> Catalog:
    """A .po file, its language taken from its folder."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain=path.stem)


def messages(catalog: Catalog) -> list[Message]:
    """All but the header."""
    return [message for message in catalog if message.id]


def as_po(catalog: Catalog) -> bytes:
    """The text of the .po file."""
    text = io.BytesIO()
    write_po(text, catalog, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return b"".join(line for line in text.getvalue().splitlines(keepends=True) if not line.startswith(UNSAID))


def as_mo(path: Path) -> bytes:
    """What a .po file compiles to; fuzzy messages are left out."""
    catalog = read(path)
    catalog.creation_date = catalog.revision_date = NO_DATE
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()


def new_catalog() -> Catalog:
    """Where hkdesk.po does not exist yet."""
    comment = "# The program's messages, in Chinese: gathered by `make words`, translated by hand."
    return Catalog(locale="zh_CN", domain="hkdesk", project="hkdesk", header_comment=comment, fuzzy=False)


def gather() -> None:
    """Bring the code's messages into hkdesk.po, keeping the translations that still have a message."""
    catalog = read(GATHERED) if GATHERED.exists() else new_catalog()
    catalog.update(template(ROOT / "hkdesk"), no_fuzzy_matching=True, update_creation_date=False)
    write_if_new(GATHERED, as_po(catalog))


def write_if_new(path: Path, content: bytes) -> None:
    """Leave a file alone that already says this."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
        print(f"written: {path.relative_to(ROOT)}")


def placeholders(text: str) -> set[str]:
    """The {names} in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def translations(message: Message) -> tuple[str, ...]:
    """The translation, or one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def faults_in(path: Path, catalog: Catalog) -> Iterator[str]:
    """What is wrong with the translations of one .po file."""
    for message in messages(catalog):
        # The program's own text is English; a code is no text at all. The plural's braces are the fuller ones.
        text = message.id if isinstance(message.id, str) else message.id[-1]
        where = f"{path.relative_to(ROOT)}: {text!r}"
        if not all(translations(message)):
            yield f"{where} is not translated"
        elif message.fuzzy:
            yield f"{where} is marked fuzzy, so it is not used"
        else:
            try:
                differ = path.stem == GATHERED.stem and any(
                    placeholders(translation) != placeholders(text) for translation in translations(message)
                )
            except ValueError:
                differ = True
            if differ:
                yield f"{where} has other {{placeholders}} than its translation {translations(message)}"


def faults() -> Iterator[str]:
    """Everything that `make words` or a translator would have to mend."""
    wanted = {message.id for message in messages(template(ROOT / "hkdesk"))}
    present = {message.id for message in messages(read(GATHERED))} if GATHERED.exists() else set()
    name = GATHERED.relative_to(ROOT)
    yield from (f"{name}: {key!r} is in the code but was not gathered: run make words" for key in wanted - present)
    yield from (f"{name}: {key!r} is stale, the code no longer says it: run make words" for key in present - wanted)
    for path in sorted(LOCALE.rglob("*.po")):
        yield from faults_in(path, read(path))
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != as_mo(path):
            yield f"{compiled.relative_to(ROOT)} is not what its .po compiles to: run make words"


def main() -> int:
    """0, or 1 where --check found a fault."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; end with 1 if something is to be mended")
    if not parser.parse_args().check:
        gather()
        for path in sorted(LOCALE.rglob("*.po")):
            write_if_new(path.with_suffix(".mo"), as_mo(path))
    found = sorted(faults())
    print(*found, f"{len(found)} faults in the words." if found else "The words are whole.", sep="\n")
    return 1 if found and parser.parse_args().check else 0


if __name__ == "__main__":
    sys.exit(main())
