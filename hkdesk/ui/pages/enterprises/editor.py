"""The form of an enterprise."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hkdesk.domain.identity import mask_phone
from hkdesk.ui.context import Context
from hkdesk.ui.duplicates import DuplicateWatch
from hkdesk.ui.editing import open_edit, open_edit_several, open_new, open_save
from hkdesk.ui.pages.enterprises.uscc import UsccWatch
from hkdesk.ui.widgets.form import Ask, Field
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.wording import tr, tr_n
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise, save_qualification
from hkdesk.work.commands.several import edit_enterprises
from hkdesk.work.queries.enterprises import QualificationRow
from hkdesk.work.queries.records import RecordView


def _fields() -> list[Field]:
    return [
        Field("name", is_required=True, is_wide=True),
        Field("short_name"),
        Field("uscc", hint=tr("18 characters")),
        Field("business", is_wide=True),
        Field("head_name"),
        Field("is_above_scale", Ask.CHOICE, choices=(("", "—"), ("yes", tr("yes")), ("no", tr("no")))),
        Field("contact_name"),
        Field("contact_phone"),
        Field("industry_code", hint=tr("GB/T 4754, e.g. C2614")),
        Field("legacy_registration_number", hint=tr("15 digits, before the USCC")),
        Field("liaison_officer", Ask.NAME),
        Field("settled_on"),
        Field("address", is_wide=True),
        Field("note", Ask.TEXT, is_wide=True, lines=2),
    ]


def open_new_enterprise(parent: QWidget, context: Context, values: Mapping[str, str]) -> FormDialog:
    """Enter an enterprise."""
    dialog = open_new(
        parent,
        context,
        tr("New enterprise"),
        _fields(),
        values,
        add_enterprise,
        tr("The enterprise has been entered."),
        lambda key: context.bus.record_wanted.emit("Enterprise", key),
    )
    DuplicateWatch(dialog, context, "Enterprise", ("name", "short_name", "uscc"))
    UsccWatch(dialog)
    dialog.open()
    dialog.form.focus_first()
    return dialog


def open_edit_enterprise(parent: QWidget, context: Context, record: RecordView, first: str = "") -> FormDialog:
    """Change an enterprise's fields; its phone stands masked, and stays unless another one is typed.

    Args:
        first: the field that gets the cursor; the first that is empty and must not be, without it.
    """
    dialog = open_edit(parent, context, tr("Change the enterprise"), _fields(), record, edit_enterprise)
    DuplicateWatch(dialog, context, "Enterprise", ("name", "short_name", "uscc"), record)
    dialog.form.fill({"contact_phone": mask_phone(record.values["contact_phone"])})
    UsccWatch(dialog)
    dialog.open()
    if first:
        dialog.form.editor(first).setFocus()
    else:
        dialog.form.focus_first()
    return dialog


def open_edit_enterprises(parent: QWidget, context: Context, ids: Sequence[UUID]) -> FormDialog:
    """Change several enterprises at once."""
    title = tr_n("Change {n} enterprise", "Change {n} enterprises", len(ids))
    return open_edit_several(parent, context, title, [Field("liaison_officer", Ask.NAME)], ids, edit_enterprises)


def open_qualification(
    parent: QWidget, context: Context, enterprise_id: UUID, qualification: QualificationRow | None
) -> FormDialog:
    """Enter what an enterprise has been recognised as, or change it."""
    fields = [
        Field("name", title=tr("Qualification"), hint=tr("e.g. high-tech enterprise"), is_required=True),
        Field("level"),
        Field("granted_on"),
        Field("expires_on"),
        Field("note", Ask.TEXT, is_wide=True, lines=2),
    ]
    values = {}
    if qualification is not None:
        q = qualification
        values = {"name": q.name, "level": q.level, "note": q.note}
        values |= {f: on.isoformat() for f, on in (("granted_on", q.granted_on), ("expires_on", q.expires_on)) if on}
    title = tr("New qualification") if qualification is None else tr("Change the qualification")
    key = qualification.id if qualification else None
    return open_save(parent, context, title, fields, values, save_qualification, enterprise_id, key)
