"""Settings: what is asked for before each step of the pipeline."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout

from hkdesk.domain.stage import Gate, Step, gates_to_step
from hkdesk.ui.context import Context
from hkdesk.ui.sections.section import Done, Refused, Section
from hkdesk.ui.widgets.text import card, column, label
from hkdesk.wording import tr, word
from hkdesk.work.commands.gates import set_gates
from hkdesk.work.queries.gates import GatesByStep, gates_in_force

STEPS = tuple(step for step in Step if step is not Step.SIGNED)
WALK = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}


class GatesSection(Section):
    """A grid of steps and gates; the arrow keys walk in it, Space checks."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.boxes: dict[tuple[Step, Gate], QCheckBox] = {}
        self._kept: set[tuple[Step, Gate]] = set()
        layout = column(self, gap=10)
        layout.addWidget(label(self.title, "heading"))
        said = tr("What must be there before a step is taken; an officer can go on without it only with a reason.")
        layout.addWidget(label(said, "sub", wraps=True))
        sheet = card()
        layout.addWidget(sheet)
        self._fill(QGridLayout(sheet))
        layout.addWidget(label(tr("Arrows walk   Space check or uncheck"), "keys"))
        layout.addStretch(1)
        context.runner.read(gates_in_force, owner=self, then=self._show)

    @property
    def title(self) -> str:
        return tr("Gates of the pipeline")

    @property
    def is_touched(self) -> bool:
        return self._checked() != self._kept

    def reset(self) -> None:
        self._check({(step, gate) for step in STEPS for gate in gates_to_step(step)})

    def save(self, done: Done, refused: Refused) -> None:
        checked = self._checked()
        gates = {step: [gate for gate in Gate if (step, gate) in checked] for step in STEPS}
        self.context.runner.run(set_gates, gates, owner=self, then=lambda _: done(), refused=refused)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            turn = WALK.get(Qt.Key(event.key()))
            if turn is not None:
                self._walk(watched, *turn)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, grid: QGridLayout) -> None:
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(14)
        for across, gate in enumerate(Gate, 1):
            grid.addWidget(label(word(gate), "sub", wraps=True), 0, across, Qt.AlignmentFlag.AlignHCenter)
        for down, step in enumerate(STEPS, 1):
            grid.addWidget(label(tr("Before {step}", step=step)), down, 0)
            for across, gate in enumerate(Gate, 1):
                box = QCheckBox()
                box.setAccessibleName(tr("{gate} before {step}", gate=gate, step=step))
                box.setEnabled(not self.context.is_read_only)
                box.installEventFilter(self)
                grid.addWidget(box, down, across, Qt.AlignmentFlag.AlignHCenter)
                self.boxes[step, gate] = box

    def _show(self, in_force: GatesByStep) -> None:
        self._kept = {(step, gate) for step in STEPS for gate in in_force[step]}
        self._check(self._kept)

    def _check(self, checked: set[tuple[Step, Gate]]) -> None:
        for at, box in self.boxes.items():
            box.setChecked(at in checked)

    def _checked(self) -> set[tuple[Step, Gate]]:
        return {at for at, box in self.boxes.items() if box.isChecked()}

    def _walk(self, watched: QObject, down: int, across: int) -> None:
        step, gate = next(at for at, box in self.boxes.items() if box is watched)
        gates = tuple(Gate)
        row, place = STEPS.index(step) + down, gates.index(gate) + across
        if 0 <= row < len(STEPS) and 0 <= place < len(gates):
            self.boxes[STEPS[row], gates[place]].setFocus(Qt.FocusReason.TabFocusReason)
