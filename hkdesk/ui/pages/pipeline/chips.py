"""Which cards of the board are looked at: all of them, or those of a light."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from hkdesk.domain.lights import Light
from hkdesk.ui.widgets.paint import LIGHT_SHAPES
from hkdesk.ui.widgets.text import button, row
from hkdesk.wording import tr, word

PRESSING = (Light.RED, Light.YELLOW)


class LightChips(QWidget):
    """All, red, yellow; a light that no card has cannot be chosen.

    Signals:
        chosen(): others are looked at.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        line = row(self, gap=8)
        self._group = QButtonGroup(self)
        self._chips: dict[Light | None, QPushButton] = {None: button(tr("All"), "chip")}
        self._chips |= {light: button(word(light), "chip") for light in PRESSING}
        for chip in self._chips.values():
            chip.setCheckable(True)
            self._group.addButton(chip)
            line.addWidget(chip)
        self._chips[None].setChecked(True)
        self._group.buttonClicked.connect(lambda _: self.chosen.emit())

    @property
    def light(self) -> Light | None:
        """The light that is looked at; None for all."""
        return next(light for light, chip in self._chips.items() if chip.isChecked())

    def show_all(self) -> None:
        """Look at all."""
        self._chips[None].setChecked(True)

    def show_counts(self, counts: Mapping[Light, int]) -> None:
        """Say how many there are of each; where the last one of a light has gone, all are looked at."""
        for light in PRESSING:
            count = counts.get(light, 0)
            self._chips[light].setText(f"{LIGHT_SHAPES[light]} {word(light)} {count:,}")
            self._chips[light].setEnabled(bool(count))
            if not count and self._chips[light].isChecked():
                self.show_all()
