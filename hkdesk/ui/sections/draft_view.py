"""What a template comes to, to be read: headings and paragraphs as text, tables and charts by their titles."""

from collections.abc import Sequence

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from hkdesk.documents.model import Block, Chart, Heading, Paragraph, Table
from hkdesk.ui.theme import Theme
from hkdesk.wording import tr

GAP, INDENT = 6, 20


class DraftView(QTextEdit):
    """The blocks of a document as plain text; nothing in them is read as markup."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setAccessibleName(tr("Preview"))
        self.setTabChangesFocus(True)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show what there is; where one was reading, one goes on."""
        bar = self.verticalScrollBar()
        at = bar.value()
        self.clear()
        cursor = self.textCursor()
        for block in blocks:
            match block:
                case Heading():
                    self._add(cursor, block.text, is_strong=True, indent=INDENT * (block.level - 1))
                case Paragraph():
                    self._add(cursor, block.text)
                case Table():
                    self._add(cursor, tr("[table: {title}]", title=block.title), is_faint=True)
                case Chart():
                    self._add(cursor, tr("[chart: {title}]", title=block.title), is_faint=True)
        bar.setValue(at)

    def _add(
        self, cursor: QTextCursor, text: str, *, is_strong: bool = False, is_faint: bool = False, indent: int = 0
    ) -> None:
        where, how = QTextBlockFormat(), QTextCharFormat()
        where.setBottomMargin(GAP)
        where.setLeftMargin(indent)
        how.setForeground(self._theme["sub" if is_faint else "text"])
        if is_strong:
            how.setFontWeight(QFont.Weight.Bold)
        if self.document().isEmpty():
            cursor.setBlockFormat(where)
            cursor.setCharFormat(how)
        else:
            cursor.insertBlock(where, how)
        cursor.insertText(text)
