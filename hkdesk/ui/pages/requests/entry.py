"""Quick entry of an appeal: what can be known fills itself in, and what was begun is never lost."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from hkdesk.domain.days import parse_day
from hkdesk.domain.errors import DeskError
from hkdesk.domain.identity import mask_phone
from hkdesk.domain.request import Category, Channel
from hkdesk.paths import DataFolder
from hkdesk.ui.context import Context
from hkdesk.ui.drafts import Draft, DraftOf, Drafts
from hkdesk.ui.editing import complete_names
from hkdesk.ui.widgets.form import Ask, Field, choices
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.ui.widgets.text import button, label, row
from hkdesk.wording import day, moment, tr, tr_n, word
from hkdesk.work.commands.requests import log_request
from hkdesk.work.queries.clocks import Clocks, clocks
from hkdesk.work.queries.request_entry import Suggested, suggested
from hkdesk.work.queries.routing import RoutedBy

DRAFT = "request"
LOOK_AFTER_MS = 120


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
        Field("content", Ask.TEXT, is_wide=True, lines=3),
        Field("channel", Ask.CHOICE, choices=choices(Channel, word)),
        Field("category", Ask.CHOICE, choices=choices(Category, word)),
        Field("received_on"),
        Field("due_on"),
        Field("lead_provider", Ask.NAME),
        Field("liaison_officer", Ask.NAME),
        Field("assistants", Ask.NAMES, is_wide=True, hint=tr("Names with 、 between them")),
        Field("contact_name"),
        Field("contact_phone"),
    ]


def draft_key(values: Mapping[str, str]) -> str:
    """An entry begun from an enterprise has a draft of its own."""
    return f"{DRAFT}-{values['enterprise']}" if values.get("enterprise") else DRAFT


def open_new_request(parent: QWidget, context: Context, values: Mapping[str, str]) -> FormDialog:
    """Open quick entry, with the draft that was left of it."""
    return QuickEntry(parent, context, values).dialog


class QuickEntry(QObject):
    """The form of a new appeal, and what it fills in by itself."""

    def __init__(self, parent: QWidget, context: Context, values: Mapping[str, str]) -> None:
        self.dialog = FormDialog(parent, tr("Log an appeal"), entry_fields(), self._save, spare=64)
        super().__init__(self.dialog)
        self._context, self._form = context, self.dialog.form
        self._clocks = Clocks()
        self._form.fill(
            {"channel": Channel.PHONE.value, "category": Category.OTHER.value, "received_on": context.today.isoformat()}
            | dict(values)
        )
        complete_names(self.dialog, context)
        self._pause = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._pause.timeout.connect(self._look)
        self._seen: tuple[str, ...] = ()
        self._form.edited.connect(self._pause.start)
        self._keep_draft(draft_key(values))
        context.runner.read(clocks, owner=self.dialog, then=self._know_clocks)
        self.dialog.open()
        self._form.focus_first()

    def _keep_draft(self, key: str) -> None:
        draft_of = DraftOf(Drafts(DataFolder(self._context.runner.desk.folder).drafts), key, self._form)
        said = self._context.messages.say
        draft_of.left.connect(
            lambda: said(tr("The entry is kept as a draft: Ctrl+N or the Today page goes on with it."))
        )
        draft_of.failed.connect(
            lambda why: self._form.general.setText(tr("What you type cannot be kept as a draft ({why}).", why=why))
        )
        draft_of.failed.connect(lambda _: self._form.general.show())
        self.dialog.finished.connect(self._context.bus.draft_kept)
        if (draft := draft_of.take_up()) is not None:
            self._tell_of(draft, draft_of)
        self.dialog.keep_draft(draft_of)

    def _tell_of(self, draft: Draft, draft_of: DraftOf) -> None:
        line = QWidget()
        inside = row(line, gap=8)
        inside.addWidget(label(tr("Unfinished entry of {at}, taken up.", at=moment(draft.kept_at)), "sub"))
        anew = button(tr("Start anew"), "link")

        def start_anew() -> None:
            for name in draft.typed:
                self._form.set_value(name, self._form.given(name))
            draft_of.drop()
            line.hide()
            self._form.focus_first()

        anew.clicked.connect(start_anew)
        inside.addWidget(anew)
        inside.addStretch(1)
        self.dialog.body.insertWidget(0, line)

    def _know_clocks(self, found: Clocks) -> None:
        self._clocks = found
        self._look()

    def _look(self) -> None:
        """Fill in what follows from the day, the category and the enterprise."""
        typed = self._form.values()
        looked_at = tuple(typed[name].strip() for name in ("received_on", "category", "enterprise"))
        if looked_at == self._seen:
            return
        self._seen = looked_at
        received, category, enterprise = looked_at
        self._show_deadline(received, Category(category))
        self._context.runner.read(
            suggested,
            self._context.entry_park.id if self._context.entry_park else None,
            Category(category),
            enterprise,
            owner=self.dialog,
            then=lambda found: self._show_suggested(found, looked_at),
        )

    def _show_deadline(self, received: str, category: Category) -> None:
        try:
            start: date = parse_day(received)
        except DeskError:
            self._form.suggest("due_on", "")
            self._form.note("due_on", "")
            return
        clock, deadline = self._clocks.of(category), self._clocks.solution_due(start, category)
        self._form.suggest("due_on", deadline.on.isoformat())
        answer = self._clocks.response_due(start, category)
        said = tr("{days} working days; first answer by {on}", days=clock.solution_workdays, on=day(answer.on))
        if not deadline.certain:
            said += tr(" (holidays of that year not known yet)")
        self._form.note("due_on", said)

    def _show_suggested(self, found: Suggested, looked_at: tuple[str, ...]) -> None:
        if looked_at != self._seen:
            return
        form, handler, enterprise = self._form, found.handler, looked_at[2]
        form.suggest("liaison_officer", found.liaison)
        form.suggest("contact_name", found.contact_name)
        masked = mask_phone(found.contact_phone) if found.contact_phone else ""
        form.note("contact_phone", tr("Left blank: {phone}, as the enterprise has it", phone=masked) if masked else "")
        form.suggest("lead_provider", handler.name if handler else "")
        said = ""
        if handler is not None:
            why = {RoutedBy.RULE: tr("by the park's rule"), RoutedBy.CATEGORY: tr("handles this category")}
            n = tr_n("{n} open appeal", "{n} open appeals", handler.open_requests)
            said = tr("{why} · {n}", why=why[handler.routed_by], n=n)
        form.note("lead_provider", said)
        form.note("enterprise", _about(found) if enterprise else "")

    def _save(self, dialog: FormDialog) -> None:
        values = dialog.form.values()
        # A suggestion that was cleared stays cleared; what was left to the desk and is blank is left out.
        typed = {name: value for name, value in values.items() if value.strip() or name in dialog.form.typed()}
        if not typed.get("due_on", "").strip() or "due_on" not in dialog.form.typed():
            typed.pop("due_on", None)  # counted again where it is saved, with its certainty
        if (park := self._context.entry_park) is not None:
            typed = {"park": park.code} | typed

        def saved(key: object) -> None:
            dialog.taken()
            self._context.messages.say(tr("The appeal has been logged."))
            self._context.bus.record_wanted.emit("ServiceRequest", key)

        self._context.runner.run(log_request, typed, owner=dialog, then=saved, refused=dialog.refused)


def _about(found: Suggested) -> str:
    if not found.is_known:
        return tr("Not known yet: it is entered as a new enterprise.")
    if not found.open_requests:
        return ""
    return tr_n("{n} appeal of it is open.", "{n} appeals of it are open.", found.open_requests)
