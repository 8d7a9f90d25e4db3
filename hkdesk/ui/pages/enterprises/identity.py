"""Who an enterprise is, its credit code checked, and how it is reached."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hkdesk.domain.identity import mask_phone
from hkdesk.ui.context import Context
from hkdesk.ui.pages.enterprises.editor import open_edit_enterprise
from hkdesk.ui.widgets.detail import Fact, FactGrid, facts_of
from hkdesk.ui.widgets.phone import Phone
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import field_name, refusal, tr
from hkdesk.work.commands.enterprises import edit_enterprise
from hkdesk.work.queries.enterprises import UsccCheck
from hkdesk.work.queries.records import RecordView

REST = ("legacy_registration_number", "industry_code", "business", "is_above_scale", "settled_on")
PEOPLE, PLACE = ("head_name", "contact_name"), ("liaison_officer_id", "address", "note")
NAME_WIDTH = 116


class IdentityPart(QWidget):
    """The identity, and beneath it what there is to say of the credit code."""

    def __init__(self, context: Context, record: RecordView, check: UsccCheck) -> None:
        super().__init__()
        self._context, self._record = context, record
        layout = column(self, gap=6)
        layout.addWidget(label(tr("Identity"), "heading"))
        code = facts_of(record, ("uscc",)) or [Fact(field_name("uscc"), "—")]
        layout.addWidget(FactGrid(code, context.theme, NAME_WIDTH))
        layout.addLayout(self._checked(check))
        layout.addWidget(FactGrid(facts_of(record, REST), context.theme, NAME_WIDTH))
        layout.addStretch(1)

    def _checked(self, check: UsccCheck) -> QHBoxLayout:
        context, record = self._context, self._record
        line = row(gap=4)
        line.addSpacing(NAME_WIDTH + 10)
        if not check.code:
            line.addWidget(label(tr("No credit code yet."), "sub"))
            self._add(line, tr("Enter it"), lambda: open_edit_enterprise(self.window(), context, record, "uscc"))
        elif check.refusal is None:
            said = tr("✓ Its check characters fit.")
            if check.division:
                said += " " + tr("Given in {division}.", division=check.division)
            line.addWidget(label(said, "sub", wraps=True), 1)
        else:
            line.addWidget(label("▲ " + refusal(check.refusal), "error", wraps=True), 1)
            if suggestion := str(check.refusal.values.get("suggestion", "")):
                self._add(line, tr("Take {code}", code=suggestion), lambda: self._take(suggestion))
        line.addStretch(0 if check.code else 1)
        return line

    def _add(self, line: QHBoxLayout, text: str, do: Callable[[], object]) -> None:
        made = button(text, "link")
        made.setEnabled(not self._context.is_read_only)
        made.clicked.connect(do)
        line.addWidget(made)

    def _take(self, code: str) -> None:
        self._context.runner.run(
            edit_enterprise,
            self._record.id,
            {"uscc": code},
            owner=self,
            then=lambda _: self._context.messages.say(tr("Saved.")),
        )


class ContactPart(QWidget):
    """Who leads it, whom to call, and its liaison officer."""

    def __init__(self, context: Context, record: RecordView) -> None:
        super().__init__()
        layout = column(self, gap=6)
        layout.addWidget(label(tr("Contact and liaison"), "heading"))
        layout.addWidget(FactGrid(facts_of(record, PEOPLE), context.theme, NAME_WIDTH))
        line = row(gap=10)
        name = label(field_name("contact_phone"), "sub")
        name.setFixedWidth(NAME_WIDTH)
        line.addWidget(name)
        if phone := record.values["contact_phone"]:
            self.phone = Phone(context, "Enterprise")
            self.phone.show_phone(record.id, mask_phone(phone))
            line.addWidget(self.phone, 1)
        else:
            line.addWidget(label("—"), 1)
        layout.addLayout(line)
        facts = facts_of(record, PLACE)
        if record.values["liaison_officer_id"] is None:
            facts.insert(0, Fact(field_name("liaison_officer_id"), tr("nobody")))
        layout.addWidget(FactGrid(facts, context.theme, NAME_WIDTH))
        layout.addStretch(1)
