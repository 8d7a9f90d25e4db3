"""Whoever cannot see the screen hears what each thing on it is; contrast is in test_contrast."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from hkdesk.ui.page_name import PageName
from hkdesk.ui.widgets.search_popup import SearchPopup
from tests.ui.driving import CTRL, dialog, press, wait_idle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def nameless(parent):
    """The widgets that the focus can reach and that say nothing of themselves."""
    reached = [w for w in parent.findChildren(QWidget) if w.isVisible() and w.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert reached
    return [f"{type(w).__name__} {w.objectName()}" for w in reached if not _name(w) and not _is_viewport(w)]


def _name(widget):
    if widget.accessibleName():
        return widget.accessibleName()
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found is not None else ""


def _is_viewport(widget):
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget


@pytest.mark.parametrize("name", list(PageName))
def test_everything_that_takes_the_focus_has_a_name(window, name):
    window.go_to(name)
    wait_idle(window)
    assert nameless(window.centralWidget()) == []


def test_everything_among_the_figures_of_appeals_has_a_name(window):
    window.go_to(PageName.FIGURES).show_chip("requests")
    wait_idle(window)
    assert nameless(window.centralWidget()) == []


@pytest.mark.parametrize("kind", ["ServiceRequest", "Project", "Enterprise"])
def test_everything_in_a_form_has_a_name(window, kind):
    window.context.bus.entry_wanted.emit(kind, {})
    entry = dialog(window)
    assert nameless(entry) == []
    entry.form.fill({})
    entry.reject()


def test_everything_in_the_search_has_a_name(window):
    press(window, Qt.Key.Key_K, CTRL)
    popup = dialog(window, SearchPopup)
    assert nameless(popup) == []
    popup.reject()
