"""A choice that is made by typing: a Chinese word by its pinyin initials, as Qt does it for Latin letters."""

from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox

_PLAIN = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class ChoiceField(QComboBox):
    """A combo box: letters typed soon after each other choose the next word that begins so."""

    def __init__(self) -> None:
        super().__init__()
        self._typed, self._typed_at = "", 0.0
        self._initials: dict[str, str] = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().lower()
        if event.modifiers() in _PLAIN and letter.isascii() and letter.isalpha() and self._choose(letter):
            event.accept()
            return
        super().keyPressEvent(event)

    def _choose(self, letter: str) -> bool:
        """Choose by the letters typed so far, or by this one alone; false where no word begins so."""
        pause = QApplication.keyboardInputInterval() / 1000
        goes_on, self._typed_at = monotonic() - self._typed_at < pause, monotonic()
        longer = [(self._typed + letter, 0)] if goes_on and self._typed else []
        for typed, since in (*longer, (letter, 1)):  # a letter by itself goes on to the next word
            for step in range(since, self.count() + since):
                at = (self.currentIndex() + step) % self.count()
                if any(reading.startswith(typed) for reading in self._readings(self.itemText(at))):
                    self._typed = typed
                    self.setCurrentIndex(at)
                    return True
        self._typed = ""
        return False

    def _readings(self, text: str) -> list[str]:
        if text not in self._initials:
            from hkdesk.work.queries.names import initials_of  # its table is large, and few choose by letters

            self._initials |= initials_of([text])
        return [text.lower(), *self._initials[text].split()]
