"""A row of a ledger as it is looked at before it is written: its cells in words, and what becomes of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from hkdesk.exchange.ledgers.fields import Kind
from hkdesk.exchange.ledgers.refused import said_of
from hkdesk.exchange.ledgers.rows import LedgerRow
from hkdesk.exchange.ledgers.worded import worded, worded_of_desk
from hkdesk.wording import field_name, mark, refusal, tr, tr_n
from hkdesk.work.importing.rows import FieldChange, PlannedRow, RowState

PILLS = {
    RowState.NEW: ("green", "green_tint"),
    RowState.CHANGES: ("accent", "accent_tint"),
    RowState.SAME: ("sub", "grey_tint"),
    RowState.REFUSED: ("red", "red_tint"),
    RowState.ASKED: ("violet", "violet_tint"),
    RowState.CONFLICT: ("amber", "amber_tint"),
}
STATES = {
    RowState.NEW: mark("New"),
    RowState.CHANGES: mark("Changes"),
    RowState.SAME: mark("The same"),
    RowState.REFUSED: mark("Refused"),
    RowState.ASKED: mark("Who is meant?"),
    RowState.CONFLICT: mark("Edited twice"),
}
LEFT_OUT = ("faint", "grey_tint")
ARROW, WRONG = " → ", "！"


class Tone(Enum):
    """What becomes of a cell, each with the colour of its ink."""

    PLAIN = auto()
    CHANGED = auto()
    CLASHING = auto()
    WRONG = auto()
    NOT_TAKEN = auto()


INKS = {
    Tone.PLAIN: "text",
    Tone.CHANGED: "accent",
    Tone.CLASHING: "amber",
    Tone.WRONG: "red",
    Tone.NOT_TAKEN: "faint",
}


@dataclass(frozen=True)
class Line:
    """A row.

    Args:
        row: what is planned for it, once the officer's decisions are heard.
        said: what the ledger says.
        clashes: what was edited here and on the desk, decided or not.
    """

    kind: Kind
    row: PlannedRow
    said: LedgerRow
    clashes: tuple[FieldChange, ...] = ()
    is_left_out: bool = False

    @property
    def state(self) -> str:
        """What becomes of it, in words."""
        return tr("Left out") if self.is_left_out else tr(STATES[self.row.state])

    @property
    def state_tokens(self) -> tuple[str, str]:
        return LEFT_OUT if self.is_left_out else PILLS[self.row.state]

    @property
    def why(self) -> str:
        """What there is to say of it, in a sentence."""
        row = self.row
        if row.state in (RowState.REFUSED, RowState.ASKED, RowState.CONFLICT):
            return said_of(row, self.kind)
        said = [tr("its enterprise is entered with it")] if row.named else []
        for name in ("state", "stage"):
            if stands := row.steps.get(name):
                said.append(tr("stands as {state}", state=worded(self.kind, name, stands)))
        said += [tr("changes {fields}", fields=[field_name(c.field) for c in row.changes])] if row.changes else []
        said += [tr_n("{n} is not taken", "{n} are not taken", len(row.remarks))] if row.remarks else []
        said += [tr("the sheet hides it")] if row.is_hidden else []
        return tr("; ").join(said)

    def change(self, name: str) -> FieldChange | None:
        """How a field changes on the record that stands."""
        return next((c for c in (*self.row.changes, *self.row.conflicts) if c.field == name), None)

    def tone(self, name: str) -> Tone:
        """What becomes of a cell."""
        if self.is_left_out:
            return Tone.NOT_TAKEN
        if any(reason.field == name for reason in self.row.reasons) or self._is_asked(name):
            return Tone.WRONG
        if any(c.field == name for c in self.row.conflicts):
            return Tone.CLASHING
        if any(c.field == name for c in self.row.changes):
            return Tone.CHANGED
        return Tone.NOT_TAKEN if any(r.field == name for r in self.row.remarks) else Tone.PLAIN

    def cell(self, name: str) -> str:
        """A cell in words: as it was understood, with what it says now before it where it changes."""
        if self.tone(name) is Tone.WRONG:
            return f"{WRONG}{self.typed(name) or '—'}"
        change = self.change(name)
        if change is not None:
            return f"{worded_of_desk(self.kind, name, change.old)}{ARROW}{worded(self.kind, name, change.new)}"
        text = self.said.values.get(name, "")
        return worded(self.kind, name, text) if text else self.typed(name) or "—"

    def typed(self, name: str) -> str:
        """A cell as it stands in the ledger."""
        return self.said.said.get(name, "")

    def tip(self, name: str) -> str:
        """Why a cell is as it is; empty where there is nothing to say."""
        errors = [r.error for r in (*self.row.reasons, *self.row.remarks) if r.field == name]
        errors += [fault.error for fault in self.said.remarks if fault.field == name]
        said = [refusal(error) for error in errors]
        return "\n".join(said) if said else self.cell(name)

    def _is_asked(self, name: str) -> bool:
        return self.row.question is not None and self.row.question.field == name


def heading(name: str, headings: Mapping[str, str]) -> str:
    """What a column's header says, for whoever rests on it: the ledger's own heading, and what it is read as."""
    own = headings.get(name, "")
    return tr("{own}, read as {field_name}", own=own, field_name=field_name(name)) if own else field_name(name)
