"""Completing names as an officer types them: in Chinese or by pinyin initials, one name or several."""

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, QStringListModel
from PySide6.QtWidgets import QCompleter, QLineEdit

BETWEEN = "、"
_LAST = re.compile(r"[、，,;；]\s*(?=[^、，,;；]*$)")


class NameCompleter(QCompleter):
    """Offers the names that hold what was typed; in a list of names, what was typed after the last mark.

    Args:
        also: what else finds a name, its pinyin initials.
        is_list: whether the field takes several names, with 、 between them.
    """

    def __init__(self, editor: QLineEdit, names: Sequence[str], also: Mapping[str, str], *, is_list: bool) -> None:
        self._model = _Names(names, also, editor)
        super().__init__(self._model, editor)
        self._editor, self._is_list = editor, is_list
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(8)
        self.popup().setObjectName("popup")
        editor.textEdited.connect(lambda text: self._model.look_for(self.typed_name(text)))

    def typed_name(self, text: str) -> str:
        """The name that is being typed."""
        return _LAST.split(text)[-1] if self._is_list else text

    def with_name(self, text: str, name: str) -> str:
        """The whole text with that name taken for what was typed of it."""
        if not self._is_list:
            return name
        before = [part.strip() for part in _LAST.split(text)[:-1]]
        return BETWEEN.join([*before, name])

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return self.with_name(self._editor.text(), str(index.data()))


class _Names(QSortFilterProxyModel):
    """The names that hold what was typed, in Chinese or as pinyin initials; the first few."""

    SHOWN = 50

    def __init__(self, names: Sequence[str], also: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._names, self._also = list(names), also
        self._list = QStringListModel(self)
        self.setSourceModel(self._list)
        self.look_for("")

    def look_for(self, typed: str) -> None:
        wanted = typed.strip().lower()
        found: list[str] = []
        for name in self._names:
            if wanted in name.lower() or wanted in self._also.get(name, ""):
                found.append(name)
                if len(found) == self.SHOWN:
                    break
        self._list.setStringList(found)
