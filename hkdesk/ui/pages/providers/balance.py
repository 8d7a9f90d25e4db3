"""How the enterprises could be spread evenly: a proposal that the officer looks at and confirms."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.ui.context import Context
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.row_table import RowTable
from hkdesk.ui.widgets.source_tip import text_tip
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import refusal, tr, tr_n
from hkdesk.work.commands.officers import spread_liaisons
from hkdesk.work.queries.providers import Proposal, ProposedMove, proposal


@dataclass(frozen=True)
class _Load:
    id: UUID
    name: str
    before: int
    after: int


class BalanceDialog(QDialog):
    """The moves and each officer's load before and after; nothing is done until it is confirmed."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self.found: Proposal | None = None
        self._most = 1
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Balance the liaison officers"))
        layout = column(self, margin=20, gap=10)
        layout.addWidget(label(tr("Balance the liaison officers"), "heading"))
        self._ways = QButtonGroup(self)
        for n, said in enumerate(
            (tr("Deal out only the enterprises without a liaison"), tr("Even all out, moving as few as can be"))
        ):
            way = QRadioButton(said)
            way.setAccessibleName(said)
            self._ways.addButton(way, n)
            layout.addWidget(way)
        self._ways.button(0).setChecked(True)
        self._ways.idToggled.connect(lambda _, is_on: self._propose() if is_on else None)
        self.said = label("", "sub", wraps=True)
        layout.addWidget(self.said)
        both = row(gap=12)
        self.moves = RowTable(context, _move_columns(), tr("Moves"), "LiaisonMove")
        self.loads = RowTable(context, self._load_columns(), tr("Load of each officer"), "LiaisonLoad")
        self.loads.setFixedWidth(330)
        both.addWidget(self.moves, 1)
        both.addWidget(self.loads)
        layout.addLayout(both, 1)
        self._refused = label("", "error", wraps=True)
        self._refused.hide()
        layout.addWidget(self._refused)
        foot = row()
        foot.addWidget(label(tr("Ctrl+Enter make the moves   Esc close"), "keys"))
        foot.addStretch(1)
        cancel, self.confirm = button(tr("Cancel")), button("", "primary")
        cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self._confirm)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._confirm)
        foot.addWidget(cancel)
        foot.addWidget(self.confirm)
        layout.addLayout(foot)
        self.resize(900, 560)
        self._say_confirm(0)
        self._propose()

    def _propose(self) -> None:
        keeps = self._ways.checkedId() == 0
        self._refused.hide()
        self._context.runner.read(proposal, self._context.park_id, keeps, owner=self, then=self._show)

    def _show(self, found: Proposal) -> None:
        self.found = found
        self._most = max([1, *(after for _, _, after in found.loads)])
        self.loads.show_rows([_Load(UUID(int=n + 1), *load) for n, load in enumerate(found.loads)])
        if found.moves:
            self.moves.show_rows([_Row(m.move.enterprise, m) for m in found.moves])
        else:
            self.moves.show_state(
                "circle-check", tr("Nothing to move"), tr("Every enterprise has its liaison officer.")
            )
        self.said.setText(_spread(found.loads))
        self._say_confirm(len(found.moves))

    def _say_confirm(self, n: int) -> None:
        said = tr_n("Make {n} move", "Make {n} moves", n)
        self.confirm.setText(said)
        self.confirm.setAccessibleName(said)
        self.confirm.setEnabled(n > 0)

    def _confirm(self) -> None:
        if self.found is None or not self.confirm.isEnabled():
            return
        self.confirm.setEnabled(False)
        moves = [m.move for m in self.found.moves]
        self._context.runner.run(spread_liaisons, moves, owner=self, then=self._done, refused=self._on_refused)

    def _done(self, n: int) -> None:
        said = tr_n(
            "{n} enterprise assigned; Ctrl+Z takes it back.", "{n} enterprises assigned; Ctrl+Z takes it back.", n
        )
        self._context.messages.say(said)
        self.accept()

    def _on_refused(self, error: DeskError) -> None:
        """What stands has changed since: say so beside a proposal made anew."""
        self._propose()
        self._refused.setText(refusal(error))
        self._refused.show()

    def _load_columns(self) -> list[Column]:
        return [
            Column(tr("Officer"), lambda r: r.name, 90, Look.NAME, name="name", stretches=True),
            Column(tr("Now"), lambda r: f"{r.before:,}", 56, name="before", align=Qt.AlignmentFlag.AlignRight),
            Column(
                tr("Then"), lambda r: f"{r.after:,}", 130, Look.BAR, name="after", share=lambda r: r.after / self._most
            ),
        ]


@dataclass(frozen=True)
class _Row:
    id: UUID
    move: ProposedMove


def _move_columns() -> list[Column]:
    return [
        Column(
            tr("Enterprise"),
            lambda r: r.move.enterprise,
            200,
            Look.NAME,
            name="enterprise",
            stretches=True,
            tip=lambda r: text_tip(r.move.enterprise),
        ),
        Column(tr("Liaison now"), lambda r: r.move.before or tr("nobody"), 100, Look.SUB, name="before"),
        Column(tr("Liaison then"), lambda r: r.move.after, 100, name="after"),
    ]


def _spread(loads: Sequence[tuple[str, int, int]]) -> str:
    if not loads:
        return ""
    before, after = [b for _, b, _ in loads], [a for _, _, a in loads]
    return tr(
        "Now {fewest} to {most} enterprises each; then {fewest_then} to {most_then}.",
        fewest=min(before),
        most=max(before),
        fewest_then=min(after),
        most_then=max(after),
    )
