"""The forms of a project and of its milestones."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hkdesk.domain.codes import KeyLevel, MilestoneKind, Nature
from hkdesk.ui.context import Context
from hkdesk.ui.duplicates import DuplicateWatch
from hkdesk.ui.editing import open_edit, open_edit_several, open_new
from hkdesk.ui.sections.templates import template_word
from hkdesk.ui.widgets.form import Ask, Field, choices
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.ui.widgets.text import button
from hkdesk.wording import day, tr, tr_n, word
from hkdesk.work.commands.milestones import apply_template, delete_milestone, save_milestone
from hkdesk.work.commands.projects import add_project, edit_project
from hkdesk.work.commands.several import edit_projects
from hkdesk.work.queries.milestones import MilestoneTemplate
from hkdesk.work.queries.projects import MilestoneRow
from hkdesk.work.queries.records import RecordView


def _fields() -> list[Field]:
    return [
        Field("name", is_required=True, is_wide=True),
        Field("enterprise", Ask.NAME, hint=tr("Name or pinyin initials")),
        Field("project_code"),
        Field("total_investment_fen", hint=tr("e.g. 11.8亿")),
        Field("plan_of_year_fen", hint=tr("e.g. 5630万")),
        Field("key_level", Ask.CHOICE, choices=choices(KeyLevel, word, "—")),
        Field("key_year"),
        Field("nature", Ask.CHOICE, choices=choices(Nature, word, "—")),
        Field("industry"),
        Field("builder"),
        Field("responsible_unit"),
        Field("lead_officer", Ask.NAME),
        Field("planned_start_on"),
        Field("planned_production_on"),
        Field("capacity_per_year"),
        Field("capacity_unit"),
    ]


def open_new_project(parent: QWidget, context: Context, values: Mapping[str, str]) -> FormDialog:
    """Enter a project on the day that it was signed."""
    fields = _fields()
    fields.insert(2, Field("signed_on"))
    dialog = open_new(
        parent,
        context,
        tr("New project"),
        [*fields, Field("note", Ask.TEXT, is_wide=True, lines=2)],
        {"signed_on": context.today.isoformat(), "key_year": str(context.today.year)} | dict(values),
        add_project,
        tr("The project has been entered."),
        lambda key: context.bus.record_wanted.emit("Project", key),
    )
    DuplicateWatch(dialog, context, "Project", ("name", "project_code"))
    dialog.open()
    dialog.form.focus_first()
    return dialog


def open_edit_project(parent: QWidget, context: Context, record: RecordView) -> FormDialog:
    """Change a project's fields; its stage moves on the board or by its own button."""
    fields = [*_fields(), Field("note", Ask.TEXT, is_wide=True, lines=2)]
    dialog = open_edit(parent, context, tr("Change the project"), fields, record, edit_project)
    DuplicateWatch(dialog, context, "Project", ("name", "project_code"), record)
    dialog.open()
    dialog.form.focus_first()
    return dialog


def open_edit_projects(parent: QWidget, context: Context, ids: Sequence[UUID]) -> FormDialog:
    """Change several projects at once."""
    fields = [
        Field("lead_officer", Ask.NAME),
        Field("responsible_unit"),
        Field("industry"),
        Field("key_level", Ask.CHOICE, choices=choices(KeyLevel, word, tr("unchanged"))),
        Field("key_year"),
        Field("nature", Ask.CHOICE, choices=choices(Nature, word, tr("unchanged"))),
    ]
    title = tr_n("Change {n} project", "Change {n} projects", len(ids))
    return open_edit_several(parent, context, title, fields, ids, edit_projects)


def open_milestone(parent: QWidget, context: Context, project_id: UUID, milestone: MilestoneRow | None) -> FormDialog:
    """Add or change a milestone."""

    def save(dialog: FormDialog) -> None:
        def saved(_: object) -> None:
            dialog.taken()
            context.messages.say(tr("Saved."))

        context.runner.run(
            save_milestone,
            project_id,
            milestone.id if milestone else None,
            dialog.form.values(),
            owner=dialog,
            then=saved,
            refused=dialog.refused,
        )

    fields = [
        Field("kind", Ask.CHOICE, title=tr("Milestone"), choices=choices(MilestoneKind, word), is_wide=True),
        Field("planned_on"),
        Field("done_on"),
        Field("remind_days", hint=tr("empty: as the standard template has it")),
        Field("note", Ask.TEXT, is_wide=True, lines=2),
    ]
    dialog = FormDialog(parent, tr("Milestone"), fields, save)
    if milestone is not None:
        dialog.form.fill(
            {
                "kind": milestone.kind.value,
                "planned_on": day(milestone.planned_on) if milestone.planned_on else "",
                "done_on": day(milestone.done_on) if milestone.done_on else "",
                "remind_days": "" if milestone.remind_days is None else str(milestone.remind_days),
                "note": milestone.note,
            }
        )
        _offer_deletion(dialog, context, milestone.id)
    dialog.open()
    dialog.form.focus_first()
    return dialog


def open_apply_template(
    parent: QWidget, context: Context, project_id: UUID, found: Sequence[MilestoneTemplate]
) -> FormDialog:
    """Plan a project's milestones from a template; what has a day stays as it is."""

    def save(dialog: FormDialog) -> None:
        def planned(count: int) -> None:
            dialog.taken()
            context.messages.say(tr_n("{n} milestone planned.", "{n} milestones planned.", count))

        context.runner.run(
            apply_template,
            project_id,
            dialog.form.values()["template"],
            owner=dialog,
            then=planned,
            refused=dialog.refused,
        )

    names = [(template.name, template_word(template.name)) for template in found]
    dialog = FormDialog(
        parent,
        tr("Apply a template"),
        [Field("template", Ask.CHOICE, choices=names, is_wide=True)],
        save,
        save_word=tr("Plan"),
        hint=tr("Milestones that have a day stay. Templates are changed in the settings (Ctrl+,)."),
    )
    dialog.open()
    dialog.form.focus_first()
    return dialog


def _offer_deletion(dialog: FormDialog, context: Context, milestone_id: UUID) -> None:
    delete = button(tr("Delete the milestone"))

    def deleted(_: object) -> None:
        dialog.taken()
        context.messages.say(tr("The milestone has been deleted; Ctrl+Z brings it back."))

    delete.clicked.connect(
        lambda: context.runner.run(delete_milestone, milestone_id, owner=dialog, then=deleted, refused=dialog.refused)
    )
    dialog.body.addWidget(delete)
