"""Moving a project on the pipeline: the day, what its gates still need, or the reason for passing them."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hkdesk.domain.days import parse_day
from hkdesk.domain.errors import DeskError
from hkdesk.domain.stage import Gate, Stage, Step, is_going_back
from hkdesk.ui.context import Context
from hkdesk.ui.editing import complete_names
from hkdesk.ui.widgets.form import Ask, Field
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.ui.widgets.text import button
from hkdesk.wording import tr, word
from hkdesk.work.commands.projects import GatesUnmet, Move, move_project
from hkdesk.work.queries.gates import GatesAhead, gates_ahead

Then = Callable[[], None]


def ask_move(
    parent: QWidget,
    context: Context,
    project_id: UUID,
    stage: Stage,
    to: Stage | None,
    moved: Then | None = None,
    given_up: Then | None = None,
) -> None:
    """Ask for what a move needs, and do it.

    Args:
        to: the stage to go to; None lets the officer choose, steps inside a stage and ending included.
        moved: called once it has been done.
        given_up: called if it is not.
    """

    def ask(ahead: GatesAhead) -> None:
        _MoveDialog(parent, context, project_id, stage, to, ahead, moved, given_up).open_focused()

    context.runner.read(gates_ahead, project_id, owner=parent, then=ask)


class _MoveDialog(FormDialog):
    def __init__(
        self,
        parent: QWidget,
        context: Context,
        project_id: UUID,
        stage: Stage,
        to: Stage | None,
        ahead: GatesAhead,
        moved: Then | None,
        given_up: Then | None,
    ) -> None:
        self._context, self._id, self._stage, self._to = context, project_id, stage, to
        self._moved, self._given_up = moved, given_up
        self._is_override = False
        title = tr("Move to {stage}", stage=to) if to else tr("Move the project")
        super().__init__(
            parent, title, _fields(stage, to, ahead), self._run, save_word=tr("Move"), hint=_hint(stage, to, ahead)
        )
        self.override = button(tr("Go on with this reason"))
        self.override.hide()
        self.override.clicked.connect(self._pass_over)
        self.foot.insertWidget(self.foot.count() - 1, self.override)
        self.form.fill({"on": context.today.isoformat()})
        complete_names(self, context)
        self.rejected.connect(lambda: self._given_up and self._given_up())

    def open_focused(self) -> None:
        self.open()
        self.form.focus_first()

    def refused(self, error: DeskError) -> None:
        super().refused(error)
        if isinstance(error, GatesUnmet):  # from here on: a day put right afterwards needs it still
            self.override.show()
            self.form.editor("reason").setFocus()

    def _pass_over(self) -> None:
        self._is_override = True
        self.submit()
        self._is_override = False

    def _run(self, _dialog: FormDialog) -> None:
        values = self.form.values()
        target = self._target(values.get("step", ""))
        try:
            day = parse_day(values["on"], "on")
        except DeskError as error:
            self.refused(error)
            return
        move = Move(day, values.get("reason", ""), self._is_override, _answers(values))
        self._context.runner.run(
            move_project, self._id, target, move, owner=self, then=self._done, refused=self.refused
        )

    def _target(self, chosen: str) -> Step | Stage:
        if self._to is not None:
            return self._to
        return Stage.TERMINATED if chosen == Stage.TERMINATED.value else Step(chosen)

    def _done(self, _: object) -> None:
        self.taken()
        self._context.messages.say(tr("The project has been moved; Ctrl+Z takes it back."))
        if self._moved is not None:
            self._moved()


def _fields(stage: Stage, to: Stage | None, ahead: GatesAhead) -> list[Field]:
    fields = [Field("on", title=tr("Day"))]
    if to is None:
        steps = [(s.value, word(s)) for s in Step]
        ends = [] if stage is Stage.TERMINATED else [(Stage.TERMINATED.value, word(Stage.TERMINATED))]
        fields.insert(0, Field("step", Ask.CHOICE, title=tr("To"), choices=[*steps, *ends]))
    fields += _gate_fields(_unmet(stage, to, ahead))
    needs = to is not None and is_going_back(stage, to)
    fields.append(Field("reason", Ask.TEXT, title=tr("Reason"), is_wide=True, is_required=needs, lines=2))
    return fields


def _unmet(stage: Stage, to: Stage | None, ahead: GatesAhead) -> list[Gate]:
    """What the dialog asks for: the gates before the step, or before any where that is yet to be chosen."""
    if to is None:
        before = {gate for gates in ahead.in_force.values() for gate in gates}
        return [gate for gate in Gate if gate in before & ahead.missing]
    if to is Stage.TERMINATED or stage is Stage.TERMINATED or is_going_back(stage, to):
        return []
    return list(ahead.unmet(Step(to.value)))


def _gate_fields(gates: list[Gate]) -> list[Field]:
    asked = {
        Gate.ENTERPRISE_NAMED: Field("enterprise", Ask.NAME, title=word(Gate.ENTERPRISE_NAMED), is_wide=True),
        Gate.PROJECT_CODE: Field("project_code", title=word(Gate.PROJECT_CODE)),
        Gate.CONSTRUCTION_PERMIT: Field(
            "permit_on", title=word(Gate.CONSTRUCTION_PERMIT), hint=tr("day on which it was given")
        ),
        Gate.COMPLETION: Field("completed_on", title=word(Gate.COMPLETION), hint=tr("day on which it was completed")),
    }
    return [asked[gate] for gate in gates]


def _hint(stage: Stage, to: Stage | None, ahead: GatesAhead) -> str:
    if to is not None and (wanted := _unmet(stage, to, ahead)):
        return tr("Not met yet: {gates}. Fill them in here, or go on with a reason.", gates=wanted)
    if to is not None and is_going_back(stage, to):
        return tr("Going back needs a reason; the days of the later stages are cleared.")
    return ""


def _answers(values: dict[str, str]) -> dict[str, object]:
    return {k: values[k] for k in ("enterprise", "project_code", "permit_on", "completed_on") if k in values}
