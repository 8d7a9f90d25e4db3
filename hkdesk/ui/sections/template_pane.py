"""Settings, documents: the template of a document in a language, its values, and what it comes to as it is typed."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextFormat
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QTextEdit, QWidget

from hkdesk.documents.model import Block
from hkdesk.documents.prose import Gathered, Prose, Value
from hkdesk.domain.errors import DeskError
from hkdesk.ui.context import Context
from hkdesk.ui.runner import Task
from hkdesk.ui.sections.draft_view import DraftView
from hkdesk.ui.sections.drafting import drafted, gathered, line_of, present
from hkdesk.ui.sections.section import frame
from hkdesk.ui.widgets.text import button, column, label, row, tip
from hkdesk.wording import refusal, say, tr

PAUSE_MS = 300  # from the last key to the preview
SHOWN = 60  # characters of a value
TEXT = Qt.ItemDataRole.UserRole


class TemplatePane(QWidget):
    """An editor, what can be put into it, and what it comes to with the desk's present figures."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._prose: Prose | None = None
        self._language = ""
        self._gathered: Gathered | None = None
        self._task: Task | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        layout = row(self, gap=14)
        layout.addLayout(self._make_left(), 5)
        layout.addLayout(self._make_right(), 4)

    @property
    def text(self) -> str:
        return self.editor.toPlainText()

    def show_template(self, prose: Prose, language: str, text: str) -> None:
        """Edit a document's template in a language."""
        self._prose, self._language, self._gathered = prose, language, None
        with QSignalBlocker(self.editor):
            self.editor.setPlainText(text)
        self.say("")
        self.values.clear()
        self.of.setText(tr("Preview"))
        self.preview.show_blocks([])
        self._context.runner.read(gathered, prose, language, present(self._context), owner=self, then=self._take)

    def put_delivered(self) -> None:
        """Put the template as delivered in its place; the editor's own undo brings the other back."""
        if self._prose is not None:
            self._replace(self._prose.delivered(self._language))

    def say(self, said: str, line: int = 0) -> None:
        """Say beneath the editor what is wrong, and colour its line."""
        self.error.setText(said)
        self.error.setVisible(bool(said))
        frame(self.editor, said)
        self.editor.setExtraSelections([self._at(line)] if said and line else [])

    def look(self) -> None:
        """Put the text together, away from the screen's thread."""
        self._pause.stop()
        if self._prose is None or self._gathered is None:
            return
        if self._task is not None:
            self._task.cancel()
        task = self._context.runner.read(
            drafted, self._prose, self._gathered, self.text, self._language, owner=self, then=self._show
        )
        self._task = task

    def _make_left(self) -> Any:
        left = column(gap=6)
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName(tr("Template"))
        self.editor.setTabChangesFocus(True)
        self.editor.setReadOnly(self._context.is_read_only)
        self.editor.textChanged.connect(self._pause.start)
        left.addWidget(self.editor, 1)
        self.error = label("", "error", wraps=True)
        self.error.hide()
        left.addWidget(self.error)
        said = tr("“# ” heading, “## ” heading of level 2, “[[…]]” table, every other line a paragraph.")
        left.addWidget(label(said, "sub", wraps=True))
        foot = row()
        self.delivered = button(tr("As delivered"))
        self.delivered.setEnabled(not self._context.is_read_only)
        self.delivered.clicked.connect(self.put_delivered)
        foot.addWidget(self.delivered)
        foot.addStretch(1)
        left.addLayout(foot)
        return left

    def _make_right(self) -> Any:
        right = column(gap=6)
        self.finder = QLineEdit()
        self.finder.setAccessibleName(tr("Find a value"))
        self.finder.setPlaceholderText(tr("Find a value"))
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(self._narrow)
        right.addWidget(self.finder)
        self.values = QListWidget()
        self.values.setAccessibleName(tr("Values and tables: a click puts one into the template"))
        self.values.setObjectName("values")
        self.values.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.values.itemClicked.connect(self._insert)
        for keys in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.values)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._insert(self.values.currentItem()))
        right.addWidget(self.values, 2)
        self.of = label("", "sub", wraps=True)
        right.addWidget(self.of)
        self.preview = DraftView(self._context.theme)
        right.addWidget(self.preview, 3)
        return right

    def _take(self, found: Gathered) -> None:
        self._gathered = found
        self.of.setText(tr("Preview with the figures of {period}", period=found.subtitle))
        if self._prose is None:
            return
        for name, title in zip(self._prose.values, self._prose.names(self._prose.values, self._language), strict=True):
            self._add(title, _snippet(title, found.values.get(name, "")), _shown(found.values.get(name, "")))
        for title in self._prose.names(self._prose.places, self._language):
            self._add(title, f"[[{title}]]", tr("table or chart"))
        self._narrow(self.finder.text())
        self.look()

    def _add(self, title: str, snippet: str, value: str) -> None:
        item = QListWidgetItem(f"{title} · {value}" if value else title)
        item.setData(TEXT, snippet)
        item.setToolTip(tip(snippet))
        self.values.addItem(item)

    def _narrow(self, text: str) -> None:
        for place in range(self.values.count()):
            item = self.values.item(place)
            item.setHidden(text.strip().lower() not in item.text().lower())

    def _insert(self, item: QListWidgetItem | None) -> None:
        if item is None or self.editor.isReadOnly():
            return
        snippet, cursor = str(item.data(TEXT)), self.editor.textCursor()
        if snippet.startswith("[[") or "\n" in snippet:  # on lines of its own
            before = "" if cursor.atBlockStart() else "\n"
            after = "" if cursor.atBlockEnd() and not cursor.atEnd() else "\n"
            snippet = f"{before}{snippet}{after}"
        cursor.insertText(snippet)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, found: "list[Block] | DeskError") -> None:
        if isinstance(found, DeskError):
            self.say(refusal(found), line_of(found))
        else:
            self.say("")
            self.preview.show_blocks(found)

    def _at(self, line: int) -> QTextEdit.ExtraSelection:
        made: Any = QTextEdit.ExtraSelection()  # whose fields PySide does not declare
        made.cursor = QTextCursor(self.editor.document().findBlockByNumber(line - 1))
        made.format.setBackground(self._context.theme["red_tint"])
        made.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return made  # type: ignore[no-any-return]

    def _replace(self, text: str) -> None:
        cursor = self.editor.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)


def _snippet(title: str, value: Value) -> str:
    """What a click puts in: the value; a list as a loop, a yes or no as a condition."""
    if isinstance(value, bool):
        return f"{{% if {title} %}}\n{{% endif %}}"
    if isinstance(value, str | int):
        return f"{{{{ {title} }}}}"
    return f"{{% for x in {title} %}}\n{{{{ x }}}}\n{{% endfor %}}"


def _shown(value: Value) -> str:
    """A value as the list shows it now."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    said = str(value) if isinstance(value, str | int) else say(value)
    return said if len(said) <= SHOWN else said[: SHOWN - 1] + "…"
