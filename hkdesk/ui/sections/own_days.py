"""Settings: the days that the officers know to be off, or worked, beside what is published."""

from datetime import date

from PySide6.QtWidgets import QPlainTextEdit

from hkdesk.domain.day_lines import OwnDay, day_lines, parse_day_lines
from hkdesk.domain.days import PLAIN
from hkdesk.domain.errors import DeskError
from hkdesk.ui.context import Context
from hkdesk.ui.sections.section import Done, Refused, Section, frame
from hkdesk.ui.widgets.text import column, label
from hkdesk.wording import refusal, tr, tr_n
from hkdesk.work.commands.clocks import set_own_days
from hkdesk.work.queries.clocks import own_days


class OwnDaysSection(Section):
    """Lines to type or paste, one a day or a range of days."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._kept: str | None = None
        layout = column(self, gap=10)
        layout.addWidget(label(self.title, "heading"))
        said = tr(
            "A line a day or a range: the day, then 休 for off or 班 for worked, then a note, as in the notice of the "
            "State Council. They win over what is published; uncertain due dates are counted again."
        )
        layout.addWidget(label(said, "sub", wraps=True))
        layout.addWidget(label(_known_until(context.today), "sub", wraps=True))
        self.lines = QPlainTextEdit()
        self.lines.setAccessibleName(self.title)
        self.lines.setPlaceholderText("2027-02-05~2027-02-11 休 春节\n2027-02-14 班 春节调休")
        self.lines.setTabChangesFocus(True)
        layout.addWidget(self.lines, 1)
        self.setEnabled(not context.is_read_only)
        context.runner.read(own_days, owner=self, then=self._show)

    @property
    def title(self) -> str:
        return tr("Working days")

    @property
    def is_touched(self) -> bool:
        return self._kept is not None and self.lines.toPlainText().strip() != self._kept

    def reset(self) -> None:
        self.lines.setPlainText("")

    def save(self, done: Done, refused: Refused) -> None:
        frame(self.lines, "")
        try:
            days = parse_day_lines(self.lines.toPlainText())
        except DeskError as error:
            frame(self.lines, refusal(error))
            self.lines.setFocus()
            refused(error)
            return

        def counted(n: int) -> None:
            if n:
                said = tr_n("{n} due date has been counted again.", "{n} due dates have been counted again.", n)
                self.context.messages.say(said)
            done()

        self.context.runner.run(set_own_days, days, owner=self, then=counted, refused=refused)

    def _show(self, found: list[OwnDay]) -> None:
        self._kept = day_lines(found)
        self.lines.setPlainText(self._kept)


def _known_until(today: date) -> str:
    unknown = next(year for year in range(today.year, today.year + 10) if not PLAIN.knows(year))
    return tr(
        "Published so far: to {last}. The State Council publishes a year's holidays in the November before it.",
        last=unknown - 1,
    )
