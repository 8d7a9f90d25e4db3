"""Forms by keys: on with Enter, away with Ctrl+Enter, and nothing typed is ever lost."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.ui.widgets.form import Ask, Field, Form
from hkdesk.ui.widgets.form_dialog import FormDialog
from tests.ui.driving import CTRL, press, turn, type_in

# The offscreen platform says so of every popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
FIELDS = [
    Field("name", is_required=True),
    Field("enterprise", Ask.NAME),
    Field("channel", Ask.CHOICE, choices=(("phone", "telephone"), ("visit", "visit"))),
    Field("content", Ask.TEXT, is_wide=True),
    Field("signed_on"),
]
NAMES = ["湖南立点科技有限公司", "恒光科技", "Longview"]
INITIALS = {"湖南立点科技有限公司": "hnldkjyxgs", "恒光科技": "hgkj"}


@pytest.fixture
def form(qtbot):
    made = Form(FIELDS)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.focus_first()
    return made


@pytest.fixture
def dialog(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    saved = []
    made = FormDialog(parent, "New", FIELDS, saved.append)
    made.saved = saved
    made.open()
    made.form.focus_first()
    yield made
    turn()


def focused(form):
    return next((name for name in form.values() if form.editor(name).hasFocus()), None)


def complete(form, qtbot, typed):
    """Type into the name field until its completions stand below it."""
    form.set_names("enterprise", NAMES, INITIALS)
    editor = form.editor("enterprise")
    editor.setFocus()
    if typed.isascii():
        qtbot.keyClicks(editor, typed)
    else:
        type_in(editor, typed)
    popup = editor.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    return popup


def test_the_cursor_begins_in_the_first_field_that_must_be_filled(form):
    assert focused(form) == "name"
    form.fill({"name": "甲"})
    form.focus_first()
    assert focused(form) == "name"


def test_each_sentence_stands_beneath_its_field_and_what_was_typed_stays(form, qtbot):
    qtbot.keyClicks(form.editor("signed_on"), "2026-13-45")
    form.show_refusal(
        FieldErrors(
            [
                DeskError("{on} is no day.", field="signed_on", on="2026-13-45"),
                DeskError("There is none of this name.", field="enterprise_id"),
                DeskError("The disk is full."),
            ]
        )
    )
    assert form.error_of("signed_on") == "2026-13-45 is no day."
    assert form.error_of("enterprise") == "There is none of this name."
    assert form.error_of("name") == ""
    assert form.general.isVisible()
    assert form.general.text() == "The disk is full."
    assert form.values()["signed_on"] == "2026-13-45"
    assert form.editor("signed_on").accessibleDescription() == "2026-13-45 is no day."
    assert focused(form) == "signed_on"
    form.clear_errors()
    assert form.error_of("signed_on") == form.editor("signed_on").accessibleDescription() == ""
    assert not form.general.isVisible()


def test_two_sentences_about_a_field_both_stand(form):
    form.show_refusal(FieldErrors([DeskError("One.", field="name"), DeskError("Two.", field="name")]))
    assert form.error_of("name") == "One. Two."


def test_a_sentence_is_plain_text(form):
    form.show_refusal(DeskError("<b>{text}</b>", field="name", text="&amp;"))
    assert form.error_of("name") == "<b>&amp;</b>"
    assert form._errors["name"].textFormat() == Qt.TextFormat.PlainText


def test_enter_goes_on_and_in_the_last_field_submits(form, qtbot):
    for name, after in (("name", "enterprise"), ("enterprise", "channel"), ("channel", "content")):
        assert focused(form) == name
        press(form.editor(name), Key.Key_Return)
        assert focused(form) == after
    form.editor("signed_on").setFocus()
    with qtbot.waitSignal(form.submitted):
        press(form.editor("signed_on"), Key.Key_Enter)


def test_enter_in_a_text_is_a_new_line_and_tab_leaves_it(form, qtbot):
    text = form.editor("content")
    text.setFocus()
    qtbot.keyClicks(text, "one")
    press(text, Key.Key_Return)
    qtbot.keyClicks(text, "two")
    assert form.values()["content"] == "one\ntwo"
    press(text, Key.Key_Tab)
    assert focused(form) == "signed_on"
    assert form.values()["content"] == "one\ntwo"


@pytest.mark.parametrize("name", [f.name for f in FIELDS])
def test_ctrl_enter_submits_from_everywhere(form, qtbot, name):
    form.editor(name).setFocus()
    with qtbot.waitSignal(form.submitted):
        press(form.editor(name), Key.Key_Return, CTRL)


def test_initials_and_enter_take_the_first_that_fits(form, qtbot):
    popup = complete(form, qtbot, "ldkj")
    press(popup, Key.Key_Return)
    assert form.values()["enterprise"] == "湖南立点科技有限公司"
    assert not popup.isVisible()
    assert focused(form) == "channel"


def test_a_chosen_completion_is_taken(form, qtbot):
    popup = complete(form, qtbot, "kj")
    assert [popup.model().index(n, 0).data() for n in range(popup.model().rowCount())] == NAMES[:2]
    press(popup, Key.Key_Down)
    press(popup, Key.Key_Down)
    press(popup, Key.Key_Return)
    assert form.values()["enterprise"] == "恒光科技"


def test_a_chinese_name_that_is_new_stays_as_typed(form, qtbot):
    popup = complete(form, qtbot, "科技")
    press(popup, Key.Key_Return)
    assert form.values()["enterprise"] == "科技"


def test_it_is_touched_once_something_was_typed(form, qtbot):
    form.fill({"name": "甲", "channel": "visit"})
    assert not form.is_touched
    assert form.typed() == {}
    qtbot.keyClicks(form.editor("name"), "x")
    assert form.is_touched
    assert form.typed() == {"name": "甲x"}
    press(form.editor("name"), Key.Key_Backspace)
    assert not form.is_touched


def test_choices_keep_what_was_chosen(form):
    form.set_value("channel", "visit")
    form.set_choices("channel", [("letter", "letter"), ("visit", "call")])
    assert form.values()["channel"] == "visit"


def test_a_dialog_hands_itself_over_and_can_be_sent_again_after_a_refusal(dialog, qtbot):
    qtbot.keyClicks(dialog.form.editor("name"), "x")
    press(dialog.form.editor("name"), Key.Key_Return, CTRL)
    assert dialog.saved == [dialog]
    assert not dialog.save_button.isEnabled()
    dialog.refused(DeskError("No.", field="name"))
    assert dialog.save_button.isEnabled()
    assert (dialog.form.error_of("name"), dialog.form.values()["name"]) == ("No.", "x")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.saved == [dialog, dialog]
    assert dialog.form.error_of("name") == ""
    dialog.taken()
    assert not dialog.isVisible()


def test_escape_closes_at_once_where_nothing_was_typed(dialog):
    press(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize(("answer", "stays"), [("Go on typing", True), ("Give up", False)])
def test_escape_asks_first_where_something_was_typed(dialog, qtbot, answer, stays):
    qtbot.keyClicks(dialog.form.editor("name"), "x")

    def reply():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(b for b in box.buttons() if b.text() == answer).click()

    QTimer.singleShot(0, reply)
    press(dialog, Key.Key_Escape)
    assert dialog.isVisible() is stays
    if stays:
        assert dialog.form.values()["name"] == "x"
        dialog.form.fill({})
        dialog.reject()


def test_a_new_chinese_name_that_begins_like_another_stays_as_typed(form, qtbot):
    popup = complete(form, qtbot, "恒光")
    press(popup, Key.Key_Return)
    assert form.values()["enterprise"] == "恒光"


def test_letters_that_begin_a_name_take_it_and_go_on(form, qtbot):
    popup = complete(form, qtbot, "Long")
    press(popup, Key.Key_Return)
    assert form.values()["enterprise"] == "Longview"
    assert focused(form) == "channel"
