"""Printing for real: a CUPS queue that prints, and one that stops, takes nothing, is gone or dies in the middle."""

import re
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from hkdesk.documents.model import PageKind, Paragraph
from hkdesk.domain.errors import DeskError
from hkdesk.printing import cups
from hkdesk.printing.cups import JobState
from hkdesk.printing.printer import GIVEN_UP, GONE, REFUSING, STOPPED, print_on, send_to
from hkdesk.wording import refusal, use_language
from tests.printing.cups_queue import NAME, CupsQueue
from tests.printing.test_pdf import ledger, row

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def queue() -> Iterator[CupsQueue]:
    with CupsQueue() as found:
        yield found


class Printer(QPrinter):
    """The queue as the desk prints on it; something may happen to it when the second page begins."""

    def __init__(self, meanwhile=None):
        super().__init__(QPrinterInfo.printerInfo(NAME), QPrinter.PrinterMode.HighResolution)
        self._meanwhile = meanwhile

    def newPage(self):
        if self._meanwhile is not None:
            self._meanwhile()
            self._meanwhile = None
        return super().newPage()


def long_ledger(**values):
    return ledger([row(n) for n in range(100)], **values)


def facts_of(path):
    found = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return {key: value.strip() for key, _, value in (line.partition(":") for line in found.splitlines())}


def ink_of(path, tmp_path):
    """How many dark dots each page has."""
    subprocess.run(["pdftoppm", "-r", "40", "-gray", path, tmp_path / "page"], check=True)
    pages = sorted(tmp_path.glob("page*.pgm"))
    return [sum(dot < 128 for dot in page.read_bytes().split(b"\n", 3)[3]) for page in pages]


def assert_printed_again(queue, printer, count=1):
    """That the same printer object prints the document, and only once."""
    pages = print_on(long_ledger(), printer)
    path = queue.printed(count)[-1]
    assert int(facts_of(path)["Pages"]) == pages


@pytest.mark.parametrize(
    ("page", "size"),
    [(PageKind.FORM, (595, 842)), (PageKind.LEDGER_LANDSCAPE, (595, 842)), (PageKind.LEDGER_A3, (842, 1191))],
)
def test_a_document_is_printed_on_its_paper_with_ink_on_every_page(queue, tmp_path, page, size):
    blocks = tuple(Paragraph(f"p{n} " + "word " * 200) for n in range(12))
    document = long_ledger(page=page) if page.is_ledger else ledger([], page=page, blocks=blocks)
    sent = send_to(document, Printer())
    (path,) = queue.printed(1)
    facts = facts_of(path)
    assert int(facts["Pages"]) == sent.pages > 1
    found = re.match(r"([\d.]+) x ([\d.]+)", facts["Page size"]).groups()
    assert sorted(round(float(side)) for side in found) == list(size)
    assert min(ink_of(path, tmp_path)) > 200
    queue.wait_until(sent.is_done, "the job is never done")


def test_the_paper_that_was_chosen_for_a_ledger_is_kept(queue):
    printer = Printer()
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    print_on(long_ledger(), printer)
    (path,) = queue.printed(1)
    assert sorted(round(float(n)) for n in re.findall(r"[\d.]+", facts_of(path)["Page size"])[:2]) == [842, 1191]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("stop", "start", "said"), [("cupsdisable", "cupsenable", STOPPED), ("cupsreject", "cupsaccept", REFUSING)]
)
def test_a_queue_that_prints_nothing_is_told_before_anything_is_sent(queue, stop, start, said, language):
    use_language(language)
    printer = Printer()
    queue.run(stop, NAME)
    with pytest.raises(DeskError) as caught:
        print_on(long_ledger(), printer)
    assert caught.value.message == said
    assert NAME in refusal(caught.value)
    assert ("重新打印" if language == "zh_CN" else "print again") in refusal(caught.value)
    assert cups.newest_job(NAME) == 0
    queue.run(start, NAME)
    assert_printed_again(queue, printer)


def test_a_queue_that_is_gone_is_told(queue):
    printer = Printer()
    queue.remove()
    with pytest.raises(DeskError) as caught:
        print_on(long_ledger(), printer)
    assert caught.value.message == GONE
    queue.add()
    assert_printed_again(queue, printer)


def test_a_queue_that_vanishes_in_the_middle_is_told_and_the_document_sent_again(queue):
    printer = Printer(queue.remove)
    with pytest.raises(DeskError) as caught:
        print_on(long_ledger(), printer)
    assert caught.value.message == GONE
    queue.add()
    assert_printed_again(queue, printer)


def test_a_queue_that_takes_no_more_in_the_middle_is_told_and_the_document_sent_again(queue):
    printer = Printer(lambda: queue.run("cupsreject", NAME))
    with pytest.raises(DeskError) as caught:
        print_on(long_ledger(), printer)
    assert caught.value.message == REFUSING
    queue.run("cupsaccept", NAME)
    assert_printed_again(queue, printer)


def test_a_server_that_dies_in_the_middle_is_told(queue):
    printer = Printer(queue.end_server)
    with pytest.raises(DeskError) as caught:
        print_on(long_ledger(), printer)
    assert caught.value.message == GONE


def test_a_queue_that_stops_in_the_middle_gives_the_job_back_so_that_it_is_not_printed_twice(queue):
    printer = Printer(lambda: queue.run("cupsdisable", NAME))
    with pytest.raises(DeskError) as caught:
        print_on(long_ledger(), printer)
    assert caught.value.message == STOPPED
    assert cups.job_state(NAME, cups.newest_job(NAME)) is JobState.CANCELED
    queue.run("cupsenable", NAME)
    assert_printed_again(queue, printer)


def test_a_queue_that_stops_while_the_printer_is_at_it_is_told_when_the_job_is_asked(queue):
    printer = Printer()
    (queue.folder / "wait").touch()
    sent = send_to(long_ledger(), printer)
    queue.wait_until(lambda: cups.job_state(NAME, sent.number) is JobState.PROCESSING, "it never begins")
    assert not sent.is_done()
    queue.run("cupsdisable", NAME)
    with pytest.raises(DeskError) as caught:
        sent.is_done()
    assert caught.value.message == STOPPED
    (queue.folder / "wait").unlink()
    queue.run("cupsenable", NAME)
    assert_printed_again(queue, printer)


@pytest.mark.parametrize(
    ("policy", "said"), [("abort-job", GIVEN_UP), ("stop-printer", STOPPED)], ids=["aborts", "stops"]
)
def test_a_printer_that_fails_is_told_and_the_document_sent_again(queue, policy, said):
    queue.run("lpadmin", "-p", NAME, "-o", f"printer-error-policy={policy}")
    printer = Printer()
    (queue.folder / "broken").touch()

    def print_to_the_end():  # it is told at once, or when the job is asked after
        queue.wait_until(send_to(long_ledger(), printer).is_done, "it is never told")

    with pytest.raises(DeskError) as caught:
        print_to_the_end()
    assert caught.value.message == said
    (queue.folder / "broken").unlink()
    queue.run("cupsenable", NAME)
    assert_printed_again(queue, printer)


def test_a_printer_that_is_tried_again_by_itself_is_left_to_it(queue):
    queue.run("lpadmin", "-p", NAME, "-o", "printer-error-policy=retry-job")
    (queue.folder / "broken").touch()
    sent = send_to(long_ledger(), Printer())
    queue.wait_until(lambda: cups.job_state(NAME, sent.number) is JobState.HELD, "it is never tried")
    assert not sent.is_done()
    assert cups.job_state(NAME, sent.number) is JobState.HELD  # and was not taken back


def test_what_is_cancelled_elsewhere_is_done_with(queue):
    (queue.folder / "wait").touch()
    sent = send_to(long_ledger(), Printer())
    queue.run("cancel", f"{NAME}-{sent.number}")
    queue.wait_until(sent.is_done, "it is waited for")


def test_a_file_is_no_queue_and_nothing_is_asked_of_it(tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "l.pdf"))
    sent = send_to(long_ledger(), printer)
    assert sent.number == 0
    assert sent.is_done()
    assert int(facts_of(tmp_path / "l.pdf")["Pages"]) == sent.pages


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_file_that_cannot_be_written_is_told(tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "l.pdf"))
    with pytest.raises(DeskError, match="does not print"):
        print_on(long_ledger(), printer)
