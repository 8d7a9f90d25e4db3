"""Any number of choices, each a box to check."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

ACROSS = 3


class CheckGrid(QWidget):
    """Boxes in a grid; Tab and the arrow keys walk, Space checks."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        self._codes: list[tuple[str, QCheckBox]] = []
        for n, (code, word) in enumerate(choices):
            box = QCheckBox(word.replace("&", "&&"))
            box.setAccessibleName(word)
            grid.addWidget(box, n // ACROSS, n % ACROSS)
            self._codes.append((code, box))
        if self._codes:
            self.setFocusProxy(self._codes[0][1])

    @property
    def boxes(self) -> list[QCheckBox]:
        return [box for _, box in self._codes]

    def checked(self) -> str:
        """The codes that are checked, separated by spaces."""
        return " ".join(code for code, box in self._codes if box.isChecked())

    def check(self, codes: str) -> None:
        """Check exactly these codes, separated by spaces."""
        wanted = codes.split()
        for code, box in self._codes:
            box.setChecked(code in wanted)
