"""What every editor does: fill from a record, save through a command, tell what was done."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.widgets.form import Field
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.wording import tr, tr_n
from hkdesk.work.queries.names import EntryNames, entry_names
from hkdesk.work.queries.records import RecordView
from hkdesk.work.words import typed_text

Command = Callable[..., Any]


def open_new(
    parent: QWidget,
    context: Context,
    title: str,
    fields: Sequence[Field],
    values: Mapping[str, str],
    command: Command,
    said: str,
    then: Callable[[UUID], None],
    hint: str = "",
) -> FormDialog:
    """A form for a new record; `said` is told and `then` gets its id once it is saved."""

    def save(dialog: FormDialog) -> None:
        typed = {k: v for k, v in dialog.form.values().items() if v.strip()}
        typed = {**_park(context), **typed}

        def saved(key: UUID) -> None:
            dialog.taken()
            context.messages.say(said)
            then(key)

        context.runner.run(command, typed, owner=dialog, then=saved, refused=dialog.refused)

    dialog = FormDialog(parent, title, fields, save, hint=hint)
    dialog.form.fill(values)
    complete_names(dialog, context)
    return dialog


def open_edit(
    parent: QWidget,
    context: Context,
    title: str,
    fields: Sequence[Field],
    record: RecordView,
    command: Command,
) -> FormDialog:
    """A form that changes a record; only what was typed is handed over."""

    def save(dialog: FormDialog) -> None:
        typed = dialog.form.typed()
        if not typed:
            dialog.taken()
            return

        def saved(_: object) -> None:
            dialog.taken()
            context.messages.say(tr("Saved."))

        context.runner.run(command, record.id, typed, owner=dialog, then=saved, refused=dialog.refused)

    dialog = FormDialog(parent, title, fields, save)
    dialog.form.fill({f.name: as_typed(record, f.name) for f in fields})
    complete_names(dialog, context)
    return dialog


def open_save(
    parent: QWidget,
    context: Context,
    title: str,
    fields: Sequence[Field],
    values: Mapping[str, str],
    command: Command,
    *keys: UUID | None,
    hint: str = "",
    said: str = "",
    then: Callable[[UUID], None] = lambda _: None,
    sends_all: bool = False,
) -> FormDialog:
    """A form whose command takes these keys and what was typed; without its last key the record is a new one.

    Args:
        sends_all: hand over every field as it stands, for a command that does something to the record of the key.
    """
    is_new = keys[-1] is None

    def save(dialog: FormDialog) -> None:
        typed = {k: v for k, v in dialog.form.values().items() if v.strip()} if is_new else dialog.form.typed()
        if sends_all:
            typed = dialog.form.values()
        if not typed and not is_new:
            dialog.taken()
            return

        def saved(key: UUID) -> None:
            dialog.taken()
            context.messages.say(said or tr("Saved."))
            then(key)

        given = {**_park(context), **typed} if len(keys) == 1 and is_new else typed
        context.runner.run(command, *keys, given, owner=dialog, then=saved, refused=dialog.refused)

    dialog = FormDialog(parent, title, fields, save, hint=hint)
    dialog.form.fill(values)
    complete_names(dialog, context)
    dialog.open()
    dialog.form.focus_first()
    return dialog


def open_edit_several(
    parent: QWidget, context: Context, title: str, fields: Sequence[Field], ids: Sequence[UUID], command: Command
) -> FormDialog:
    """A form that changes several records at once; what stays empty stays as it is."""

    def save(dialog: FormDialog) -> None:
        def saved(n: int) -> None:
            dialog.taken()
            said = tr_n("{n} record changed; Ctrl+Z takes it back.", "{n} records changed; Ctrl+Z takes it back.", n)
            context.messages.say(said)

        context.runner.run(command, ids, dialog.form.values(), owner=dialog, then=saved, refused=dialog.refused)

    hint = tr("Only what you fill in is changed, in all of them together.")
    dialog = FormDialog(parent, title, fields, save, save_word=tr("Change all"), hint=hint)
    complete_names(dialog, context)
    dialog.open()
    dialog.form.focus_first()
    return dialog


def as_typed(record: RecordView, field: str) -> str:
    """A field's value as an officer would type it."""
    name = field if field in record.values else f"{field}_id"
    value = record.values.get(name)
    if name in record.names:
        return record.names[name]
    return typed_text(name, value)


NAMED = {
    "enterprise": "enterprises",
    "lead_provider": "providers",
    "provider": "providers",
    "assistants": "providers",
    "liaison_officer": "officers",
    "lead_officer": "officers",
    "officer": "officers",
    "project": "projects",
}


def complete_names(dialog: FormDialog, context: Context) -> None:
    """Let every name field of a form complete itself, in Chinese and pinyin initials."""

    def offer(found: EntryNames) -> None:
        for field in dialog.form.fields:
            if field.name in NAMED:
                dialog.form.set_names(field.name, getattr(found, NAMED[field.name]), found.initials)

    context.runner.read(entry_names, context.park_id, owner=dialog, then=offer)


def _park(context: Context) -> dict[str, str]:
    return {"park": context.entry_park.code} if context.entry_park else {}
