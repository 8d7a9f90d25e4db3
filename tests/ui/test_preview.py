"""Documents before they are printed: the pages follow the choices, and leave the desk whole or not at all."""

import re
import subprocess
import zipfile
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from hkdesk.documents import all_reports
from hkdesk.documents.model import Table
from hkdesk.domain.errors import DeskError
from hkdesk.ui.page_name import PageName
from hkdesk.ui.print_preview import Preview, preview_report
from hkdesk.ui.reports import choices as choices_module
from hkdesk.ui.reports import output
from hkdesk.ui.reports.job_watch import JobWatch
from hkdesk.wording import use_language
from hkdesk.work.commands.requests import log_request
from hkdesk.work.queries.ledger import View
from tests.ui.driving import CTRL, dialog, press, said, type_in, wait_idle
from tests.ui.test_pages import go

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


@pytest.fixture
def shown(window):
    """Shows a document, its pages painted."""

    def show(name, **more):
        preview = preview_report(window, window.context, name, **more)
        wait_idle(window)
        return preview

    return show


@pytest.fixture
def printers(monkeypatch):
    """Two printers on this computer; what is sent to them becomes a file."""
    monkeypatch.setattr(choices_module, "printers", lambda: (["前台", "三楼"], "三楼"))
    monkeypatch.setattr("hkdesk.ui.print_preview.printers", lambda: (["前台", "三楼"], "三楼"))


def ink(image):
    """How many of a picture's points are dark, looked at every few."""
    points = [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    return sum(image.pixelColor(x, y).lightness() < 128 for x, y in points)


def saved(preview, window, monkeypatch, path, name="pdf"):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    preview.buttons[name].click()
    wait_idle(window)


def text_of(path):
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout


def test_the_pages_are_painted_and_counted(shown):
    preview = shown("park-summary")
    assert preview.pages.count == 1
    assert "Page 1 of 1" in said(preview)
    assert ink(preview.pages._images[0]) > 10
    preview.reject()


def test_only_pages_in_view_are_painted_and_keys_leaf_through(window, shown):
    desk = window.context.runner.desk
    for n in range(70):
        asked = {"enterprise": "湖南立点科技有限公司", "title": f"逾期{n}", "received_on": "2026-10-12"}
        desk.do(log_request, {**asked, "due_on": "2026-10-21"})
    preview = shown("supervision-list")
    assert preview.pages.count > 2
    preview.pages.set_zoom(2.0)
    wait_idle(window)
    assert set(preview.pages._images) <= {0, 1}
    press(preview.pages, Key.Key_End)
    wait_idle(window)
    assert preview.pages.count - 1 in preview.pages._images
    assert f"Page {preview.pages.count} of {preview.pages.count}" in said(preview)
    press(preview.pages, Key.Key_Home)
    assert preview.pages.current == 0
    preview.reject()


def test_the_first_page_names_the_count_once_it_is_known(window, shown, monkeypatch):
    """It is painted before the others are set, and once more afterwards."""
    preview = preview_report(window, window.context, "supervision-list")
    painted = []
    preview.maker.painted.connect(lambda number, _: painted.append((number, preview.pages._is_whole)))
    wait_idle(window)
    assert painted[-1] == (0, True)
    assert preview.pages._early == set()
    preview.reject()


def test_the_preview_follows_the_month_and_the_park(window, shown):
    preview = shown("dispatch-table", month=date(2026, 9, 1))
    assert "September 2026" in preview.choices.period.currentText()
    asked = []
    wanted = preview._source.documents

    def watched():
        for document in wanted():
            asked.append((document.period, document.park))
            yield document

    preview._source.documents = watched
    preview.choices.period.setCurrentIndex(preview.choices.period.findText("March 2025"))
    wait_idle(window)
    preview.choices.park.setCurrentIndex(preview.choices.park.count() - 1)
    wait_idle(window)
    assert [period for period, _ in asked] == ["March 2025"] * 2
    assert len({park for _, park in asked}) == 2
    preview.reject()


def test_the_preview_is_narrowed_by_the_filter_of_the_document(window, shown):
    desk = window.context.runner.desk
    for category in ("financing", "labour"):
        asked = {"enterprise": "湖南立点科技有限公司", "title": category, "received_on": "2026-10-12"}
        desk.do(log_request, {**asked, "category": category})
    preview = shown("appeals-ledger")
    assert preview.choices.narrowed.itemText(1) == "Financing"
    preview.choices.narrowed.setCurrentIndex(preview.choices.narrowed.findText("Labour"))
    wait_idle(window)
    (document,) = preview._source.documents()
    assert "Category “Labour”" in document.subtitle
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    assert len(table.rows) == 1
    preview.reject()
    plain = shown("park-summary")
    assert not plain.choices.narrowed.isVisibleTo(plain)
    plain.reject()


def test_what_a_ledger_shows_is_of_all_times_until_a_period_is_chosen(window, shown):
    desk = window.context.runner.desk
    desk.do(log_request, {"enterprise": "湖南立点科技有限公司", "title": "今年的", "received_on": "2026-10-12"})
    preview = shown("appeals-ledger", view=View())

    def listed():
        (document,) = preview._source.documents()
        return [row[1].text for b in document.blocks if isinstance(b, Table) for row in b.rows]

    assert preview.choices.period.currentText() == "all times"
    assert len({day[:4] for day in listed()}) > 1
    preview.choices.period.setCurrentIndex(preview.choices.period.findText("Year 2026"))
    wait_idle(window)
    assert listed() == ["2026-10-12"]
    preview.reject()


def test_every_document_is_a_menu_and_a_choice_away(window, shown):
    press(window, Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    (menu,) = [m for m in window.findChildren(QMenu) if m.isVisible()]
    titles = [action.text() for action in menu.actions()]
    assert len(titles) == len(all_reports.REPORTS)
    next(a for a in menu.actions() if a.text() == "Quarterly review…").trigger()
    menu.close()
    preview = dialog(window, Preview)
    assert preview._source.name == "quarterly-review"
    preview.choices.document.setCurrentIndex(preview.choices.document.findData("half-year"))
    wait_idle(window)
    other = dialog(window, Preview)
    assert other is not preview
    assert other._source.name == "half-year"
    other.reject()


def test_the_figures_print_the_document_that_is_made_of_them(window):
    page = go(window, PageName.FIGURES)
    for chip, name in (("projects", "quarterly-review"), ("requests", "half-year")):
        page.show_chip(chip)
        wait_idle(window)
        press(window, Key.Key_P, CTRL)
        preview = dialog(window, Preview)
        assert preview._source.name == name
        preview.reject()
        wait_idle(window)


def test_the_paper_of_a_ledger_is_chosen_and_remembered(window, shown, tmp_path, monkeypatch):
    preview = shown("supervision-list")
    assert preview.choices.paper.isVisibleTo(preview)
    preview.choices.paper.setCurrentIndex(preview.choices.paper.findText("A3"))
    wait_idle(window)
    saved(preview, window, monkeypatch, tmp_path / "l.pdf")
    told = subprocess.run(["pdfinfo", str(tmp_path / "l.pdf")], capture_output=True, text=True, check=True).stdout
    assert "1191 x 842" in told
    preview.choices.remember()
    preview.reject()
    again = shown("supervision-list")
    assert again.choices.paper.currentText() == "A3"
    assert again.pages._size_mm == pytest.approx((420, 297), abs=0.5)
    again.reject()
    other = shown("park-summary")
    assert not other.choices.paper.isVisibleTo(other)
    other.reject()


def test_only_the_pages_asked_for_are_written_and_wrong_ones_are_told_beside_the_field(
    window, shown, tmp_path, monkeypatch
):
    desk = window.context.runner.desk
    for n in range(70):
        asked = {"enterprise": "湖南立点科技有限公司", "title": f"逾期{n}", "received_on": "2026-10-12"}
        desk.do(log_request, {**asked, "due_on": "2026-10-21"})
    preview = shown("supervision-list")
    type_in(preview.choices.pages, "二到三")
    assert "Type pages such as 1-3, 5" in said(preview.choices)
    saved(preview, window, monkeypatch, tmp_path / "no.pdf")
    assert not (tmp_path / "no.pdf").exists()
    preview.choices.pages.setText("9")
    assert "pages only" in said(preview.choices)
    preview.choices.pages.setText("2，3")
    assert "Type pages" not in said(preview.choices)
    saved(preview, window, monkeypatch, tmp_path / "l.pdf")
    written = text_of(tmp_path / "l.pdf")
    assert re.findall(r"Page (\d)", written) == ["2", "3"]
    preview.reject()


def test_the_preview_saves_as_word_and_says_why_where_it_cannot(window, shown, tmp_path, monkeypatch):
    desk = window.context.runner.desk
    desk.do(log_request, {"enterprise": "湖南立点科技有限公司", "title": "今日的", "due_on": "2026-11-24"})
    preview = shown("morning-list")
    for to in (tmp_path / "no" / "such", tmp_path / "晨报"):
        saved(preview, window, monkeypatch, to, "word")
        assert ("could not be written" in preview.said.text()) is (to.parent != tmp_path)
    assert [path.name for path in tmp_path.iterdir() if "晨报" in path.name] == ["晨报.docx"]
    assert "今日的" in zipfile.ZipFile(tmp_path / "晨报.docx").read("word/document.xml").decode()
    preview.reject()


def test_the_text_goes_to_the_clipboard(window, shown, qapp):
    preview = shown("park-summary")
    preview.buttons["copy"].click()
    wait_idle(window)
    assert "summary of operations" in qapp.clipboard().text()
    assert "clipboard" in preview.said.text()
    preview.reject()


def test_what_is_under_way_is_shown_and_can_be_given_up(window, shown, tmp_path, monkeypatch):
    preview = shown("park-summary")
    path = tmp_path / "l.pdf"

    def for_ever(report, *_):
        n = 0
        while True:
            n += 1
            report(n)

    monkeypatch.setattr(output, "save", for_ever)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    preview.buttons["pdf"].click()
    assert preview.progress.isVisibleTo(preview)
    assert not preview.buttons["print"].isEnabled()
    preview.cancel.click()
    wait_idle(window)
    assert not preview.progress.isVisibleTo(preview)
    assert "Given up" in preview.said.text()
    assert preview.buttons["print"].isEnabled()
    assert not path.exists()
    preview.reject()


def test_without_a_printer_a_pdf_is_offered(window, shown, tmp_path, monkeypatch):
    monkeypatch.setattr("hkdesk.ui.print_preview.printers", lambda: ([], ""))
    preview = shown("park-summary")
    assert not preview.choices.printer.isVisibleTo(preview)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.buttons()[0].click())
    monkeypatch.setattr(QMessageBox, "clickedButton", lambda box: box.buttons()[0])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "s.pdf"), ""))
    preview.buttons["print"].click()
    wait_idle(window)
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")
    preview.reject()


@pytest.mark.usefixtures("printers")
def test_it_is_printed_as_chosen_and_what_was_chosen_is_remembered(window, shown, tmp_path, monkeypatch):
    sent = []

    def taken(printer, name):
        """A printer that does not exist takes what it is sent into a file."""
        sent.append((name, printer.copyCount(), printer.duplex()))
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    monkeypatch.setattr(QPrinter, "setPrinterName", lambda printer, name: taken(printer, name))
    preview = shown("park-summary")
    assert preview.choices.printer.currentText() == "三楼"
    preview.choices.printer.setCurrentText("前台")
    preview.choices.duplex.setCurrentIndex(1)
    preview.choices.copies.setValue(3)
    preview.buttons["print"].click()
    wait_idle(window)
    assert [name for name, _, _ in sent] == ["前台"]
    assert "summary of operations" in text_of(tmp_path / "printed.pdf")
    assert "Sent to the printer" in preview.said.text()
    preview.reject()
    again = shown("park-summary")
    assert (again.choices.printer.currentText(), again.choices.duplex.currentIndex()) == ("前台", 1)
    assert again.choices.copies.value() == 1
    again.reject()


class Job:
    """What a printer has taken; it answers in turn."""

    printer, pages, number = "前台", 1, 7

    def __init__(self, *answers):
        self.answers = list(answers)

    def is_done(self):
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.mark.usefixtures("printers")
def test_a_printer_that_stops_in_the_middle_is_told_even_after_the_preview_is_closed(window, shown, monkeypatch):
    stopped = DeskError("{printer} is no longer there: see whether it is switched on.", printer="前台")
    for closes in (False, True):
        jobs = [Job(False, stopped)]
        monkeypatch.setattr(output, "print_on", lambda *_, jobs=jobs: jobs[0])
        preview = shown("park-summary")
        preview.buttons["print"].click()
        wait_idle(window)
        assert "Sent to the printer 前台" in preview.said.text()
        (watch,) = window.findChildren(JobWatch)
        watch.ask()
        wait_idle(window)
        if closes:
            preview.reject()
            wait_idle(window)
        watch.ask()
        wait_idle(window)
        assert "no longer there" in window.messages.text
        assert window.findChildren(JobWatch) == []
        if not closes:
            assert "no longer there" in preview.said.text()
            assert preview.buttons["print"].isEnabled()  # to print it again
            preview.reject()


def test_a_document_that_cannot_be_made_says_so(window, shown):
    preview = shown("enterprise-card", records=[window.context.parks[0].id])
    assert "deleted meanwhile" in preview.said.text()
    assert [name for name, made in preview.buttons.items() if made.isEnabled()] == ["close"]
    preview.reject()


def test_several_records_are_one_run_of_pages_or_a_file_each(window, shown, tmp_path, monkeypatch):
    desk = window.context.runner.desk
    keys = [
        desk.do(log_request, {"enterprise": "湖南立点科技有限公司", "title": f"诉求{n}", "due_on": "2026-11-25"}).result
        for n in range(3)
    ]
    preview = shown("supervision-slip", records=keys)
    assert preview.pages.count == 3
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    preview.buttons["each"].click()
    wait_idle(window)
    files = sorted(tmp_path.glob("*.pdf"))
    assert len(files) == 3
    assert [f"诉求{n}" in text_of(path) for n, path in enumerate(files)] == [True] * 3
    preview.reject()


def test_closing_while_pages_are_made_gives_them_up(window, shown, monkeypatch):
    preview = preview_report(window, window.context, "park-summary")
    preview.reject()
    wait_idle(window)
    assert window.context.runner.is_idle


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_document_is_shown_in_both_languages(window, shown, language):
    use_language(language)
    for report in all_reports.REPORTS:
        preview = shown(report.name)
        assert preview.said.text() == ""
        assert preview.pages.count >= 1
        assert ink(preview.pages._images[0]) > 10
        preview.reject()
        wait_idle(window)
