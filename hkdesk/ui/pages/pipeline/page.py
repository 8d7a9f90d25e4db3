"""The pipeline: signed, started, in production, side by side; it alone moves cards."""

from bisect import insort
from collections import Counter
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QWidget

from hkdesk.domain.lights import Light
from hkdesk.domain.stage import BOARD, Stage
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.moving import ask_move
from hkdesk.ui.page import Page
from hkdesk.ui.pages.pipeline.card import CardDelegate
from hkdesk.ui.pages.pipeline.chips import LightChips
from hkdesk.ui.pages.pipeline.lane import Lane
from hkdesk.ui.runner import AT_ONCE
from hkdesk.ui.widgets.bulletin import bulletin_line
from hkdesk.ui.widgets.mark import Mark
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import card, clear, column, icon_button, label, row
from hkdesk.wording import tr, tr_n, word
from hkdesk.work.queries.parks import Bulletin, bulletins
from hkdesk.work.queries.projects import ProjectRow, board, cards, longest_first
from hkdesk.work.words import money

FEW = 50  # changed projects that are put one by one
COUNTED = {Stage.STARTED: "key_projects_started", Stage.IN_PRODUCTION: "key_projects_in_production"}


class PipelinePage(Page):
    """The board."""

    KINDS = ("Project", "ProgressReport", "Enterprise", "Officer")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        header = self.add_header(tr("Pipeline"))
        self._mark_place = row(gap=0)
        header.insertLayout(2, self._mark_place)
        self.chips = LightChips()
        self.chips.chosen.connect(self._lay_out)
        header.addWidget(self.chips)
        new = icon_button(tr("New project"), icon("plus", context.theme["on_accent"]), "primary")
        new.setEnabled(not context.is_read_only)
        new.clicked.connect(self._add)
        header.addWidget(new)
        self._delegate = CardDelegate(context.theme)
        self._wanted: UUID | None = None
        self._rows: dict[Stage, list[ProjectRow]] = {stage: [] for stage in BOARD}
        self._counted: list[Bulletin] = []
        self.lanes = {stage: self._lane(stage) for stage in BOARD}
        self._said: dict[Stage, QLabel] = {}
        lanes = QWidget()
        side_by_side = row(lanes, gap=12)
        for stage in BOARD:
            side_by_side.addWidget(self._sheet(stage), 1)
        self._stack = QStackedWidget()
        self._states = StateView(context.theme)
        self._stack.addWidget(lanes)
        self._stack.addWidget(self._states)
        self.page_layout.addWidget(self._stack, 1)
        self.page_layout.addWidget(
            label(tr("Arrows choose   Ctrl+←/→ move to the next stage   Enter open   drag and drop"), "keys")
        )

    def refresh(self) -> None:
        self.context.runner.read(
            _read, self.context.park_id, self.context.today, owner=self, then=self._show, failed=self._on_failed
        )

    def _on_changed(self, changes: Any, origin: object) -> None:
        """A few cards are put where they belong now; for more, or for what many cards show, the board is read again."""
        moved = changes.ids.get("Project", frozenset())
        rest = [kind for kind in self.KINDS if kind != "Project"]
        if self._is_stale or not self.isVisible() or changes.touches(*rest) or not 0 < len(moved) <= FEW:
            super()._on_changed(changes, origin)
            return
        context = self.context
        context.runner.read(
            _read_cards,
            list(moved),
            context.park_id,
            context.today,
            owner=self,
            then=self._put,
            failed=self._on_failed,
            urgency=AT_ONCE,
        )

    def _put(self, found: tuple[frozenset[UUID], list[ProjectRow], list[Bulletin]]) -> None:
        moved, now, counted = found
        rows = {stage: [r for r in there if r.id not in moved] for stage, there in self._rows.items()}
        for project in now:
            insort(rows[project.stage], project, key=longest_first)
        self._show((rows, counted))

    def show_record(self, key: Any) -> None:
        self._wanted = key
        self.chips.show_all()
        self.refresh()

    def focus_content(self) -> None:
        self.lanes[BOARD[0]].setFocus()

    def _add(self) -> None:
        self.context.bus.entry_wanted.emit("Project", {})

    def _lane(self, stage: Stage) -> Lane:
        lane = Lane(stage, self._delegate, is_read_only=self.context.is_read_only)
        lane.dropped.connect(lambda key: self._move(key, stage))
        lane.stepped.connect(lambda turn: self._step(lane, turn))
        lane.left.connect(lambda turn: self._go_beside(lane, turn))
        lane.opened.connect(lambda key: self.context.bus.record_wanted.emit("Project", key))
        return lane

    def _sheet(self, stage: Stage) -> QFrame:
        sheet = card("laneSheet")
        sheet.setStyleSheet(f"#laneSheet {{ background: {self.context.theme['lane'].name()}; border-radius: 10px; }}")
        inside = column(sheet, margin=10, gap=6)
        top = row(gap=8)
        top.addWidget(label(word(stage), "heading"))
        self._said[stage] = label("", "sub")
        top.addWidget(self._said[stage])
        top.addStretch(1)
        inside.addLayout(top)
        inside.addWidget(self.lanes[stage], 1)
        return sheet

    def _show(self, found: tuple[dict[Stage, list[ProjectRow]], list[Bulletin]]) -> None:
        self._rows, self._counted = found
        every = [r for of_stage in self._rows.values() for r in of_stage]
        self.chips.show_counts(Counter(r.light for r in every))
        self._show_counts(every, _bulletin_of(self._counted, "key_projects"))
        self._stack.setCurrentIndex(0 if every else 1)
        if not every:
            self._states.show_state(
                "square-kanban",
                tr("No projects yet"),
                tr("A project is entered on the day that it was signed."),
                tr("New project"),
                self._add,
            )
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the cards of the lights that are looked at on their lanes."""
        wanted = self._wanted or self._current()
        for stage, lane in self.lanes.items():
            shown = [r for r in self._rows[stage] if self.chips.light in (None, r.light)]
            lane.cards.set_rows(shown)
            self._said[stage].setText(_lane_line(shown, _bulletin_of(self._counted, COUNTED.get(stage))))
        if wanted is not None and any(lane.choose(wanted) for lane in self.lanes.values()):
            self._wanted = None

    def _show_counts(self, every: list[ProjectRow], counted: Bulletin | None) -> None:
        invested = sum(r.total_investment_fen or 0 for r in every)
        red = sum(r.light is Light.RED for r in every)
        parts = [tr_n("{n} project", "{n} projects", len(every))]
        if invested:
            parts.append(tr("{sum} invested", sum=money(invested)))
        if red:
            parts.append(tr("{n} red", n=red))
        clear(self._mark_place)
        if counted is not None:
            parts.append(bulletin_line(counted))
            if counted.locator and counted.standing:
                self._mark_place.addWidget(Mark(counted.locator, counted.standing, counted.note, self.context.theme))
        self.counts.setText(" · ".join(parts))

    def _on_failed(self, fault: Exception) -> None:
        self._states.show_state(
            "triangle-alert", tr("The board cannot be read."), str(fault), tr("Try again"), self.refresh
        )
        self._stack.setCurrentIndex(1)

    def _current(self) -> UUID | None:
        return next((lane.current_id for lane in self.lanes.values() if lane.hasFocus()), None)

    def _step(self, lane: Lane, turn: int) -> None:
        at = BOARD.index(lane.stage) + turn
        if lane.current_id is not None and 0 <= at < len(BOARD):
            self._move(lane.current_id, BOARD[at])

    def _go_beside(self, lane: Lane, turn: int) -> None:
        at = BOARD.index(lane.stage) + turn
        y = lane.visualRect(lane.currentIndex()).center().y() if lane.currentIndex().isValid() else 0
        while 0 <= at < len(BOARD):
            beside = self.lanes[BOARD[at]]
            if beside.cards.rows:
                lane.clearSelection()
                beside.near(y)
                return
            at += turn

    def _move(self, key: UUID, to: Stage) -> None:
        if self.context.is_read_only:
            return
        stage = next((s for s, lane in self.lanes.items() if any(r.id == key for r in lane.cards.rows)), None)
        if stage is None or stage is to:
            return
        self._wanted = key
        ask_move(self.window(), self.context, key, stage, to, given_up=self._forget_wanted)

    def _forget_wanted(self) -> None:
        self._wanted = None


def _read(reader: Any, park: UUID | None, today: Any) -> tuple[dict[Stage, list[ProjectRow]], list[Bulletin]]:
    return board(reader, park, today), bulletins(reader, park, ("key_projects", *COUNTED.values()))


def _read_cards(
    reader: Any, keys: list[UUID], park: UUID | None, today: Any
) -> tuple[frozenset[UUID], list[ProjectRow], list[Bulletin]]:
    return (
        frozenset(keys),
        cards(reader, keys, park, today),
        bulletins(reader, park, ("key_projects", *COUNTED.values())),
    )


def _bulletin_of(counted: list[Bulletin], code: str | None) -> Bulletin | None:
    return next((b for b in counted if b.code == code), None)


def _lane_line(rows: list[ProjectRow], counted: Bulletin | None) -> str:
    invested = sum(r.total_investment_fen or 0 for r in rows)
    parts = [f"{len(rows):,}"]
    if invested:
        parts.append(money(invested))
    if counted is not None:
        parts.append(bulletin_line(counted))
    return " · ".join(parts)
