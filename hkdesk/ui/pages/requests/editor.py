"""The forms of an appeal: quick entry, editing, and each step of its way."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from hkdesk.domain.days import PLAIN, PROFILES, parse_day
from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import NEEDS_REASON, Category, Channel, RequestAction, ReturnVisit, Satisfaction
from hkdesk.ui.context import Context
from hkdesk.ui.editing import complete_names, open_edit, open_new
from hkdesk.ui.widgets.form import Ask, Field, choices
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.wording import tr, word
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import edit_request, log_request
from hkdesk.work.queries.records import RecordView

YES, NO = "yes", "no"


def entry_fields() -> list[Field]:
    """What an appeal is entered with."""
    return [
        Field(
            "enterprise",
            Ask.NAME,
            is_required=True,
            is_wide=True,
            hint=tr("Name or pinyin initials; a new name is entered as new"),
        ),
        Field("title", is_required=True, is_wide=True, hint=tr("What the enterprise wants, in one line")),
        Field("content", Ask.TEXT, is_wide=True, lines=4),
        Field("channel", Ask.CHOICE, choices=choices(Channel, word)),
        Field("category", Ask.CHOICE, choices=choices(Category, word)),
        Field("contact_name"),
        Field("contact_phone"),
        Field("received_on"),
        Field("due_on"),
        Field("lead_provider", Ask.NAME, hint=tr("Who is to handle it, if that is known")),
    ]


def open_new_request(parent: QWidget, context: Context, values: Mapping[str, str]) -> FormDialog:
    """Quick entry: the date, the deadline and the number fill themselves in."""
    dialog = open_new(
        parent,
        context,
        tr("Log an appeal"),
        entry_fields(),
        {"channel": Channel.PHONE.value, "category": Category.OTHER.value, "received_on": context.today.isoformat()}
        | dict(values),
        log_request,
        tr("The appeal has been logged."),
        lambda key: context.bus.record_wanted.emit("ServiceRequest", key),
    )
    received = dialog.form.editor("received_on")
    if isinstance(received, QLineEdit):
        received.textChanged.connect(lambda: _show_deadline(dialog))
    _show_deadline(dialog)
    dialog.open()
    dialog.form.focus_first()
    return dialog


def open_edit_request(parent: QWidget, context: Context, record: RecordView) -> FormDialog:
    """Change what was entered, and the outcomes."""
    fields = [
        *(f for f in entry_fields() if f.name not in ("enterprise",)),
        Field("liaison_officer", Ask.NAME),
        Field("financing_fen", hint=tr("e.g. 5630万")),
        Field("subsidy_fen", hint=tr("e.g. 91.53万元")),
        Field("retained_investment_fen"),
        Field("workers", unit=tr("people")),
        Field("jobs_at_risk", unit=tr("people")),
        Field("note", Ask.TEXT, is_wide=True, lines=2),
    ]
    dialog = open_edit(parent, context, tr("Change the appeal"), fields, record, edit_request)
    dialog.open()
    dialog.form.focus_first()
    return dialog


def open_action(
    parent: QWidget, context: Context, request_id: UUID, action: RequestAction, provider: str
) -> FormDialog:
    """The form of a step: its day, and what that step asks for."""

    def save(dialog: FormDialog) -> None:
        try:
            act = _act(dialog.form.values())
        except DeskError as error:
            dialog.refused(error)
            return

        def done(_: object) -> None:
            dialog.taken()
            context.messages.say(tr("Done: {action}", action=action))

        context.runner.run(act_on_request, request_id, action, act, owner=dialog, then=done, refused=dialog.refused)

    dialog = FormDialog(parent, word(action), action_fields(action), save, save_word=word(action))
    dialog.form.fill({"on": context.today.isoformat(), "provider": provider})
    complete_names(dialog, context)
    dialog.open()
    dialog.form.focus_first()
    return dialog


def action_fields(action: RequestAction) -> list[Field]:
    """What a step asks for."""
    fields = [Field("on", title=tr("Day"))]
    yes_no = (("", "—"), (YES, tr("yes")), (NO, tr("no")))
    match action:
        case RequestAction.ASSIGN:
            fields.append(Field("provider", Ask.NAME, title=tr("Handled by"), is_required=True))
        case RequestAction.REPLY:
            fields.append(Field("handling", Ask.TEXT, is_wide=True, is_required=True))
        case RequestAction.RETURN_VISIT:
            fields += [
                Field("was_contacted", Ask.CHOICE, choices=yes_no),
                Field("was_solved", Ask.CHOICE, choices=yes_no),
                Field("satisfaction", Ask.CHOICE, choices=choices(Satisfaction, word, "—")),
            ]
        case RequestAction.CLOSE:
            fields.append(
                Field(
                    "leaders_reason",
                    Ask.TEXT,
                    title=tr("Leader's reason"),
                    is_wide=True,
                    lines=2,
                    hint=tr("Only where the return visit does not allow closing"),
                )
            )
        case RequestAction.EXTEND:
            fields.append(Field("extra_workdays", title=tr("Working days more")))
    needs = action in NEEDS_REASON
    fields.append(
        Field(
            "reason", Ask.TEXT, title=tr("Reason") if needs else tr("Remark"), is_wide=True, is_required=needs, lines=2
        )
    )
    return fields


def _act(values: Mapping[str, str]) -> Act:
    days = values.get("extra_workdays", "").strip()
    if days and not days.isdecimal():
        raise DeskError("“{text}” is not a whole number.", field="extra_workdays", text=days)
    visit = None
    if values.get("was_contacted") or values.get("was_solved") or values.get("satisfaction"):
        said = values.get("satisfaction") or ""
        visit = ReturnVisit(
            values.get("was_contacted") == YES,
            values.get("was_solved") == YES,
            Satisfaction(said) if said else None,
        )
    return Act(
        on=parse_day(values["on"], "on") if values.get("on", "").strip() else None,
        reason=values.get("reason", ""),
        provider=values.get("provider", "").strip() or None,
        handling=values.get("handling", ""),
        visit=visit,
        extra_workdays=int(days or 0),
        leaders_reason=values.get("leaders_reason", ""),
    )


def _show_deadline(dialog: FormDialog) -> None:
    """Say which day the deadline falls on, and whether the calendar knows that year."""
    due = dialog.form.editor("due_on")
    if not isinstance(due, QLineEdit):
        return
    try:
        received = parse_day(dialog.form.values()["received_on"])
    except DeskError:
        due.setPlaceholderText("")
        return
    days = PROFILES["lead"].solution_workdays
    deadline = PLAIN.add_workdays(received, days)
    said = tr("{on}, {days} working days", on=deadline.on, days=days)
    if not deadline.certain:
        said += tr(" (holidays of that year not known yet)")
    due.setPlaceholderText(said)
