"""The forms of an appeal that is there: editing, and each step of its way."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from hkdesk.domain.days import parse_day
from hkdesk.domain.errors import DeskError
from hkdesk.domain.identity import mask_phone
from hkdesk.domain.request import NEEDS_REASON, RequestAction, ReturnVisit, Satisfaction
from hkdesk.ui.context import Context
from hkdesk.ui.editing import complete_names, open_edit
from hkdesk.ui.pages.requests.entry import entry_fields
from hkdesk.ui.widgets.form import Ask, Field, choices
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.ui.widgets.name_field import BETWEEN
from hkdesk.wording import tr, word
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import edit_request
from hkdesk.work.queries.records import RecordView

YES, NO = "yes", "no"


def open_edit_request(
    parent: QWidget, context: Context, record: RecordView, assistants: Sequence[str] = ()
) -> FormDialog:
    """Change what was entered, and the outcomes."""
    fields = [
        *(f for f in entry_fields() if f.name not in ("enterprise",)),
        Field("response_due_on"),
        Field("financing_fen", hint=tr("e.g. 5630万")),
        Field("subsidy_fen", hint=tr("e.g. 91.53万元")),
        Field("retained_investment_fen"),
        Field("workers", unit=tr("people")),
        Field("jobs_at_risk", unit=tr("people")),
        Field("note", Ask.TEXT, is_wide=True, lines=2),
    ]
    dialog = open_edit(parent, context, tr("Change the appeal"), fields, record, edit_request)
    dialog.form.suggest("assistants", BETWEEN.join(assistants))
    dialog.form.suggest("contact_phone", mask_phone(record.values["contact_phone"]))  # whole in the pane, and logged
    dialog.open()
    dialog.form.focus_first()
    return dialog


def open_action(
    parent: QWidget, context: Context, record: RecordView, action: RequestAction, assistants: Sequence[str] = ()
) -> FormDialog:
    """The form of a step: its day, and what that step asks for."""
    v = record.values

    def save(dialog: FormDialog) -> None:
        try:
            act = _act(dialog.form.values())
        except DeskError as error:
            dialog.refused(error)
            return

        def done(_: object) -> None:
            dialog.taken()
            context.messages.say(tr("Done: {action}", action=action))

        context.runner.run(act_on_request, record.id, action, act, owner=dialog, then=done, refused=dialog.refused)

    dialog = FormDialog(parent, word(action), action_fields(action), save, save_word=word(action))
    given = {
        "on": context.today.isoformat(),
        "provider": record.names.get("lead_provider_id", ""),
        "assistants": BETWEEN.join(assistants),
        "due_on": v["due_on"].isoformat() if v["due_on"] else "",
        "handling": v["handling"],
        "extra_workdays": str(v["extension_asked_workdays"] or ""),
    }
    dialog.form.fill({name: value for name, value in given.items() if name in dialog.form.values()})
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
            fields += [
                Field("provider", Ask.NAME, title=tr("Handled by"), is_required=True),
                Field("assistants", Ask.NAMES, is_wide=True, hint=tr("Names with 、 between them")),
                Field("due_on"),
            ]
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
        case RequestAction.ASK_EXTENSION | RequestAction.EXTEND:
            fields.append(Field("extra_workdays", title=tr("Working days more"), is_required=True))
        case RequestAction.REDO:
            fields.append(Field("due_on"))
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
        assistants=values.get("assistants"),
        due_on=parse_day(values["due_on"], "due_on") if values.get("due_on", "").strip() else None,
    )
