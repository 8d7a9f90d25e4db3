"""The wording of documents, worked in the settings: the office's fields, the templates with their preview, refusals."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from hkdesk.documents.all_reports import BY_NAME
from hkdesk.documents.model import Heading, Paragraph
from hkdesk.documents.report import Asked
from hkdesk.domain.periods import parse_period
from hkdesk.ui.sections.documents import KEYS, DocumentsSection
from hkdesk.ui.sections.template_pane import PAUSE_MS
from hkdesk.ui.settings_dialog import SettingsDialog
from hkdesk.wording import language_in_use
from hkdesk.work.commands.wording import set_wording
from hkdesk.work.queries.office import OfficeSettings, office_of, offices, own_template, own_templates
from tests.ui.driving import CTRL, click, dialog, press, said, turn, wait_idle
from tests.ui.test_accessible import nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
REVIEW, CHINESE = ("quarterly-review", "en"), ("half-year", "zh_CN")


def opened(window, key=None):
    press(window, Key.Key_Comma, CTRL)
    settings = dialog(window, SettingsDialog)
    at = next(n for n, section in enumerate(settings.sections) if isinstance(section, DocumentsSection))
    settings.list.setCurrentRow(at)
    section = settings.sections[at]
    section.show_key(key)
    wait_idle(window)
    return settings, section


def is_open(window):
    return any(d.isVisible() for d in window.findChildren(SettingsDialog))


def read(window, query, *args):
    return window.context.runner.desk.read(query, *args)


def write(window, section, text):
    """Type, and wait as long as the preview does."""
    section.template.editor.setPlainText(text)
    turn(PAUSE_MS + 60)
    wait_idle(window)


def shown(section):
    return section.template.preview.toPlainText()


def test_the_office_is_typed_saved_used_and_taken_back(window):
    settings, section = opened(window)
    assert nameless(settings) == []
    fields = section.office.fields
    fields["issuing_unit"].setText("洪江市高新区管理委员会")
    fields["document_number"].setText("洪高新发[2026]1号")
    section.office.red.setChecked(True)
    press(settings, Key.Key_Return, CTRL)
    wait_idle(window)
    assert not is_open(window)
    park = window.context.park
    kept = OfficeSettings("洪江市高新区管理委员会", "", "洪高新发〔2026〕1号", has_red_header=True)
    assert read(window, offices) == {park.id: kept}
    desk = window.context.runner.desk
    asked = Asked(desk.read, park.id, (park.name,), desk.today, "", False, parse_period("2024-H1")[1])
    assert BY_NAME["half-year"].make(asked).letterhead.number == "洪高新发〔2026〕1号"
    settings, section = opened(window)
    assert section.office.fields["document_number"].text() == "洪高新发〔2026〕1号"
    assert not section.is_touched
    settings.reject()
    wait_idle(window)
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert read(window, offices) == {}


def test_each_park_has_its_own_fields_and_what_was_typed_of_one_stays_while_another_is_shown(window):
    settings, section = opened(window)
    office = section.office
    assert [office.parks.itemText(n) for n in range(3)][-1] == "All parks together"
    office.fields["issuing_unit"].setText("甲")
    office.parks.setCurrentIndex(2)
    assert office.fields["issuing_unit"].text() == ""
    office.fields["signed_by"].setText("两区")
    office.parks.setCurrentIndex(0)
    assert office.fields["issuing_unit"].text() == "甲"
    click(settings, "Save")
    wait_idle(window)
    assert read(window, office_of, window.context.parks[0].id).issuing_unit == "甲"
    assert read(window, office_of, None).signed_by == "两区"


def test_a_field_that_is_too_long_is_framed_with_its_sentence_beneath_and_nothing_is_lost(window):
    settings, section = opened(window)
    section.office.fields["letterhead"].setText("长" * 101)
    section.show_key(REVIEW)
    click(settings, "Save")
    wait_idle(window)
    assert is_open(window)
    assert section.office.isVisible()
    assert section.office.fields["letterhead"].property("wrong") == "true"
    assert "101 characters long" in section.office.errors["letterhead"].text()
    assert section.office.fields["letterhead"].text() == "长" * 101
    assert read(window, offices) == {}
    section.office.clear()
    settings.reject()


@pytest.mark.parametrize("key", KEYS)
def test_every_template_shows_what_it_comes_to_in_its_own_language(window, key):
    settings, section = opened(window, key)
    assert nameless(settings) == []
    assert language_in_use() == "en"
    text = shown(section)
    assert text.startswith("一、总体情况" if key[1] == "zh_CN" else "1. Overview")
    title = "企业诉求办理情况" if key[1] == "zh_CN" else "Appeals of enterprises"
    assert f"[table: {title}]" in text  # the frame is the screen's, the title the document's
    assert not section.template.error.isVisible()
    settings.reject()


def test_the_preview_follows_what_is_typed(window):
    settings, section = opened(window, REVIEW)
    before = shown(section)
    section.template.editor.setPlainText("# Head {{ quarter }}\n{{ place }}\n[[appeals]]\n")
    assert shown(section) == before  # not with every key
    turn(PAUSE_MS + 60)
    wait_idle(window)
    period = section.template.of.text().removeprefix("Preview with the figures of ")
    park = window.context.park.name
    assert shown(section) == f"Head {period}\n{park}\n[table: Appeals of enterprises]"
    section.template.put_delivered()
    settings.reject()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a\n{{ nonsense }}", "Line 2: there is no value “nonsense”."),
        ("{% if projects %}\na", "Line 1: “if” has no “endif”."),
        ("a\n\n{% if quarter > 3 %}b{% endif %}", "Line 3: a number cannot be compared with a text"),
    ],
)
def test_a_wrong_template_says_line_and_cause_beneath_the_last_good_preview_stays_and_saving_is_refused(
    window, text, fault
):
    settings, section = opened(window, REVIEW)
    before = shown(section)
    write(window, section, text)
    template = section.template
    assert template.error.isVisible()
    assert fault in template.error.text()
    assert template.editor.property("wrong") == "true"
    (line,) = template.editor.extraSelections()
    assert line.cursor.blockNumber() == int(fault.split(":")[0].split()[1]) - 1
    assert shown(section) == before
    section.show_key(None)
    click(settings, "Save")
    wait_idle(window)
    assert is_open(window)
    assert template.isVisible()  # it turns to what is wrong
    assert template.text == text
    assert fault in template.error.text()
    assert fault in said(settings)
    assert read(window, own_templates) == {}
    write(window, section, "a\n{{ quarter }}")
    assert not template.error.isVisible()
    assert template.editor.extraSelections() == []
    click(settings, "Save")
    wait_idle(window)
    assert not is_open(window)
    assert read(window, own_template, *REVIEW) == "a\n{{ quarter }}"


def test_a_template_is_kept_used_shown_again_and_gone_with_the_one_as_delivered(window):
    settings, section = opened(window, CHINESE)
    write(window, section, "# 一、概况\n{{ 半年度 }}\n")
    section.show_key(REVIEW)  # what was typed of the other stays
    wait_idle(window)
    assert "Overview" in shown(section)
    click(settings, "Save")
    wait_idle(window)
    assert read(window, own_templates) == {CHINESE: "# 一、概况\n{{ 半年度 }}\n"}
    settings, section = opened(window, CHINESE)
    assert section.template.text == "# 一、概况\n{{ 半年度 }}\n"
    assert not section.is_touched
    click(section, "As delivered")
    assert section.is_touched
    section.template.editor.undo()
    assert not section.is_touched
    click(section, "As delivered")
    turn(PAUSE_MS + 60)
    click(settings, "Save")
    wait_idle(window)
    assert read(window, own_templates) == {}
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert read(window, own_templates) == {CHINESE: "# 一、概况\n{{ 半年度 }}\n"}


def item(section, name):
    values = section.template.values
    return next(values.item(n) for n in range(values.count()) if values.item(n).text().split(" · ")[0] == name)


def pick(section, name):
    values = section.template.values
    found = item(section, name)
    values.scrollToItem(found)
    QTest.mouseClick(values.viewport(), Qt.MouseButton.LeftButton, pos=values.visualItemRect(found).center())


def test_a_click_puts_a_value_a_loop_a_condition_or_a_table_where_the_cursor_is(window):
    settings, section = opened(window, REVIEW)
    editor = section.template.editor
    editor.setPlainText("In all  projects.")
    cursor = editor.textCursor()
    cursor.setPosition(7)
    editor.setTextCursor(cursor)
    pick(section, "projects")
    assert section.template.text == "In all {{ projects }} projects."
    pick(section, "appeals")
    assert section.template.text == "In all {{ projects }}\n[[appeals]]\n projects."
    editor.setPlainText("")
    pick(section, "problem_list")
    assert section.template.text == "{% for x in problem_list %}\n{{ x }}\n{% endfor %}\n"
    editor.setPlainText("")
    pick(section, "has_problems")
    assert section.template.text == "{% if has_problems %}\n{% endif %}\n"
    section.template.finder.setText("zzz")
    values = section.template.values
    assert all(values.item(n).isHidden() for n in range(values.count()))
    section.template.finder.setText("landing")
    assert [values.item(n).text().split(" · ")[0] for n in range(values.count()) if not values.item(n).isHidden()] == [
        "landing_rate"
    ]
    editor.setPlainText("")
    values.setCurrentItem(item(section, "landing_rate"))
    values.setFocus()
    press(values, Key.Key_Return)
    assert section.template.text == "{{ landing_rate }}"
    section.template.put_delivered()
    settings.reject()


def test_what_was_typed_is_not_lost_by_esc_unasked(window):
    settings, section = opened(window, REVIEW)
    write(window, section, "a")
    press(settings, Key.Key_Escape)
    (box,) = [b for b in settings.findChildren(QMessageBox) if b.isVisible()]
    box.reject()
    wait_idle(window)
    assert is_open(window)
    assert section.template.text == "a"
    press(settings, Key.Key_Escape)
    (box,) = [b for b in settings.findChildren(QMessageBox) if b.isVisible()]
    next(b for b in box.buttons() if b.text() == "Leave it").click()
    wait_idle(window)
    assert not is_open(window)
    assert read(window, own_templates) == {}


def test_a_stored_template_that_has_gone_wrong_is_shown_with_its_fault(window):
    window.context.runner.desk.do(set_wording, {}, {REVIEW: "{{ gone_value }}"})
    settings, section = opened(window, REVIEW)
    assert section.template.text == "{{ gone_value }}"
    assert "no value “gone_value”" in section.template.error.text()
    assert shown(section) == ""
    settings.reject()


def test_names_from_the_desk_are_text_in_the_preview(window):
    from hkdesk.work.commands.projects import add_project

    name = "# <b>甲</b>&lt;[[stages]]"
    window.context.runner.desk.do(add_project, {"name": name, "signed_on": "2026-08-01"})
    settings, section = opened(window, REVIEW)
    assert f"Signed (1): {name} (1 August)." in shown(section)
    settings.reject()


def test_who_only_looks_sees_the_templates_and_cannot_change_them(window, monkeypatch):
    monkeypatch.setattr(type(window.context.runner.desk), "is_read_only", property(lambda _: True))
    settings, section = opened(window, REVIEW)
    assert section.template.editor.isReadOnly()
    pick(section, "projects")
    assert not section.is_touched
    assert "Overview" in shown(section)
    assert not section.office.isEnabled()
    settings.reject()


def test_blocks_are_what_the_preview_is_made_of(window):
    settings, section = opened(window, REVIEW)
    section.template.preview.show_blocks([Heading(1, "一"), Heading(2, "（一）"), Paragraph("<i>甲</i>\u2028乙")])
    assert shown(section).split("\n")[:3] == ["一", "（一）", "<i>甲</i>"]
    settings.reject()
