"""Why a file is no ledger, in sentences; the process that reads says which, and never the words."""

from collections.abc import Mapping
from string import Formatter

from hkdesk.domain.errors import DeskError
from hkdesk.wording import mark, tr


class NeedsPassword(DeskError):
    """The file is protected: the officer is asked for its password, or asked again."""


ASKED = {
    "password": mark("{file} is protected by a password: enter the password with which it is opened."),
    "wrong_password": mark(
        "This password does not open {file}: enter it again, capitals and small letters as they are."
    ),
}
SENTENCES = {
    "missing": mark("{file} is not there any more: look for where it was moved to, or choose another file."),
    "folder": mark("{file} is a folder: choose the file in it."),
    "unreadable": mark("{file} could not be opened ({why}): close it if it is open elsewhere, then try again."),
    "owner": mark(
        "{file} is what Excel or WPS keeps beside a workbook while it is open: choose the workbook itself, whose name "
        "has no ~$ in front."
    ),
    "empty": mark("{file} is empty: ask for it again, or choose another file."),
    "nothing": mark("No sheet of {file} has anything in it: look whether this is the right file."),
    "large": mark("{file} has more than {limit} MB, more than a ledger can have: take its sheets one by one."),
    "picture": mark("{file} is a picture: ask for the ledger itself, as an Excel workbook."),
    "pdf": mark("{file} is a PDF file: ask for the ledger that it was made of, as an Excel workbook."),
    "word": mark("{file} is a Word document: copy its table into an Excel workbook, and take that."),
    "slides": mark("{file} is a presentation: copy its table into an Excel workbook, and take that."),
    "archive": mark("{file} is an archive: unpack it, and take the ledger that is in it."),
    "program": mark("{file} is a program and no ledger: do not start it, and ask whoever sent it."),
    "binary_workbook": mark("{file} is a binary workbook: open it, save it as an Excel workbook, and take that."),
    "web_archive": mark("{file} is a web page in one file: open it, save it as an Excel workbook, and take that."),
    "other_xml": mark(
        "{file} is an XML file that holds no workbook: open it in the program it comes from, and save it "
        "as an Excel workbook."
    ),
    "no_table": mark("{file} is a web page without a table: choose another file."),
    "unknown": mark("{file} is no table that the desk can read: save it as an Excel workbook, and take that."),
    "encoding": mark(
        "{file} is text in a code that the desk does not know: open it, save it as an Excel workbook, and take that."
    ),
    "guarded": mark(
        "{file} is locked by a program that guards documents: have it unlocked on the computer that it comes from."
    ),
    "protected": mark(
        "{file} is protected in a way that the desk cannot open: open it with its password, save it "
        "without one, and take that."
    ),
    "broken": mark(
        "{file} is damaged or cut off: fetch it again; if it opens in Excel, save it there under another "
        "name, and take that."
    ),
    "bomb": mark("{file} would unpack to {size} MB, which no ledger does: it was not opened; ask whoever sent it."),
    "parts": mark("{file} has parts that no workbook has, such as {part}: it was not opened; ask whoever sent it."),
    "entities": mark("{file} declares entities, which no workbook does: it was not opened; ask whoever sent it."),
    "wide": mark("A row of {file} has more than {limit} columns: look whether this is the right file."),
    "long": mark("A sheet of {file} has more than {limit} rows: take it in parts."),
    "far": mark(
        "Sheet {sheet} of {file} reaches to cell {cell}, so that it takes too much memory: delete the columns "
        "and rows outside the table, save it, and take it again."
    ),
    "memory": mark(
        "{file} takes more memory than a ledger may, {limit} MB: take its sheets one by one, or save them as CSV."
    ),
    "time": mark("{file} was not read within {seconds} seconds: take its sheets one by one, or save them as CSV."),
    "no_process": mark(
        "{file} could not be read because no process could be started ({why}): close other programs, then try again."
    ),
}
FORMATS = {
    "xlsx": mark("an Excel workbook"),
    "xls": mark("a workbook of Excel 97 to 2003"),
    "ods": mark("an OpenDocument spreadsheet"),
    "csv": mark("text with commas between its cells"),
    "tsv": mark("text with tabs between its cells"),
    "html": mark("a web page"),
    "xml": mark("a workbook of Excel 2003 in XML"),
}
REMARKS = {
    "quotes": mark("A quotation mark in line {line} is never closed: that line was read as it stands."),
    "wide_commas": mark("The header in line {line} has full-width commas between its names: it was read by them."),
    "no_results": mark(
        "Sheet {sheet} has formulas without results: open it, save it, and take it again if they matter."
    ),
}


def refusal_for(code: str, file: str, values: Mapping[str, object]) -> DeskError:
    """The refusal of a file by its code; one that the desk does not have is that of a damaged file."""
    if code in ASKED:
        return NeedsPassword(ASKED[code], field="password", file=file)
    message = SENTENCES.get(code, SENTENCES["broken"])
    places = _places(message) - {"file"}
    if not places <= values.keys():
        message, places = SENTENCES["broken"], set()
    return DeskError(message, field=None, file=file, **{place: values[place] for place in places})


def _places(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def name_remark(ending: str, book_format: str) -> str:
    """That a file is not what its name says."""
    return tr(
        "Its name ends in {ending}, but it is {what}, and was read as that.",
        ending=ending,
        what=tr(FORMATS[book_format]),
    )


def remark_for(code: str, values: Mapping[str, object]) -> str:
    """What the officer should know of a file, worded; empty for a code that the desk does not have."""
    message = REMARKS.get(code, "")
    places = _places(message)
    return tr(message, **{place: values[place] for place in places}) if places <= values.keys() else ""
