"""The process that reads ledgers: takes requests by lines on its standard input, and writes what it reads.

It is a process of its own since a file of 1.5 kB can end the process that reads it, whatever that catches.
"""

import contextlib
import io
import json
import os
import signal
from pathlib import Path
from typing import Any, BinaryIO

from hkdesk.exchange.ledgers import wire
from hkdesk.exchange.ledgers.child.caps import cap_this_process
from hkdesk.exchange.ledgers.child.output import Output
from hkdesk.exchange.ledgers.child.refused import Refused
from hkdesk.exchange.ledgers.child.sniffing import container, text_format


def serve() -> int:
    """Answer every request, until the desk closes the pipe or a file has shaken the process."""
    cap_this_process()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the desk ends this process itself
    pipe = io.BufferedWriter(io.FileIO(os.dup(1), "wb"), 2**16)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # whatever a library prints must not come among the lines
    for request in io.FileIO(0, "rb", closefd=False):
        try:
            if not _answer(json.loads(request), pipe):
                return 1
        except BrokenPipeError:
            return 0
    return 0


def _answer(request: dict[str, Any], pipe: BinaryIO) -> bool:
    """Read one file; whether the process is still fit for another."""
    output = Output(pipe, request["rows"])
    try:
        read(Path(request["path"]), request["password"], output)
    except Refused as refused:
        output.say(wire.REFUSED, refused.code, refused.values)
    except (MemoryError, RecursionError):
        output.say(wire.REFUSED, "memory", {})
        return False
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 (a hostile file may lead anywhere; the desk hears that it is damaged)
        output.say(wire.REFUSED, "broken", {"fault": _fault(error)})
    except BaseException as panic:  # noqa: BLE001 (what calamine's Rust gives up with is no Exception)
        with contextlib.suppress(Exception):
            output.say(wire.REFUSED, "broken", {"fault": _fault(panic)})
        return False
    else:
        output.say(wire.DONE)
    return True


def _fault(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def read(path: Path, password: str, output: Output) -> None:
    """Read a file, whatever it is.

    Raises:
        Refused: if it is no ledger, or cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused("unreadable", why=error.strerror or str(error)) from error
    kind = container(data)
    if kind == "ole":
        from hkdesk.exchange.ledgers.child.protected import opened  # slow to load, and seldom wanted

        kind, data = opened(data, password)
    if kind == "zip":
        _read_package(data, output)
    elif kind == "xls":
        from hkdesk.exchange.ledgers.child import biff, protected
        from hkdesk.exchange.ledgers.child.workbooks import write_workbook

        write_workbook(data, "xls", biff.book_facts(protected.records_of(data)), output)
    else:
        _read_text(data, output)


def _read_package(data: bytes, output: Output) -> None:
    from hkdesk.exchange.ledgers.child import first_rows, first_rows_ods, ods_xml, sheet_xml
    from hkdesk.exchange.ledgers.child.packages import Package
    from hkdesk.exchange.ledgers.child.workbooks import write_workbook

    package = Package(data)
    kind = package.format()
    facts, cut = {"xlsx": (sheet_xml.book_facts, first_rows.cut), "ods": (ods_xml.book_facts, first_rows_ods.cut)}[kind]
    if output.most_rows is not None:
        with contextlib.suppress(Refused):  # then the whole of it may do
            short = cut(package, data, output.most_rows)
            if short is not data:
                write_workbook(short, kind, facts(Package(short)), output)
                return
    write_workbook(data, kind, facts(package), output)


def _read_text(data: bytes, output: Output) -> None:
    from hkdesk.exchange.ledgers.child.encodings import encoding_of, text_of

    encoding = encoding_of(data)
    text = text_of(data, encoding)
    begin = text.tell()
    kind = text_format(text.read(8192))
    text.seek(begin)
    if kind == "html":
        from hkdesk.exchange.ledgers.child.html_table import write_html

        write_html(text, encoding, output)
    elif kind == "xml":
        from hkdesk.exchange.ledgers.child.spreadsheet_ml import write_spreadsheet_ml

        write_spreadsheet_ml(text, encoding, output)
    else:
        from hkdesk.exchange.ledgers.child.separated import write_separated

        write_separated(text, encoding, output)
