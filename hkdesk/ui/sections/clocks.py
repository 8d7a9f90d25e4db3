"""Settings: how many working days each category of appeals is given."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea

from hkdesk.domain.days import PROFILES, DeadlineProfile
from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import Category
from hkdesk.ui.context import Context
from hkdesk.ui.sections.section import Done, Refused, Section, frame
from hkdesk.ui.widgets.choice_field import ChoiceField
from hkdesk.ui.widgets.text import card, column, label
from hkdesk.wording import mark, refusal, tr, word
from hkdesk.work.commands.clocks import set_clocks
from hkdesk.work.queries.clocks import Clocks, clocks

NAMES = {
    "assist": mark("Assisting"),
    "lead": mark("Leading"),
    "start": mark("Start"),
    "reply": mark("Reply"),
    "standard": mark("Usual"),
    "resolve": mark("To be resolved"),
    "complex": mark("Complex"),
}
FIELDS = ("response_workdays", "solution_workdays")


class ClocksSection(Section):
    """A line a category: a profile that fills both of its clocks, and the clocks themselves."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._kept: dict[Category, tuple[str, str]] = {}
        self.fields: dict[str, QLineEdit] = {}
        self.profiles: dict[Category, ChoiceField] = {}
        layout = column(self, gap=10)
        layout.addWidget(label(self.title, "heading"))
        said = tr("Working days, counted from the day after; appeals that are there already keep their days.")
        layout.addWidget(label(said, "sub", wraps=True))
        layout.addWidget(self._make_lines(), 1)
        self.setEnabled(not context.is_read_only)
        context.runner.read(clocks, owner=self, then=self._show)

    @property
    def title(self) -> str:
        return tr("Clocks of appeals")

    @property
    def is_touched(self) -> bool:
        return bool(self._kept) and self._typed() != self._kept

    def reset(self) -> None:
        self._fill(Clocks())

    def save(self, done: Done, refused: Refused) -> None:
        changed = {c: clock for c, clock in self._typed().items() if clock != self._kept[c]}
        self._mark({})

        def wrong(error: DeskError) -> None:
            self._mark({str(e.field): refusal(e) for e in getattr(error, "errors", ())})
            refused(error)

        self.context.runner.run(set_clocks, changed, owner=self, then=lambda _: done(), refused=wrong)

    def _make_lines(self) -> QScrollArea:
        sheet = card()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(18, 12, 18, 12)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        for across, said in enumerate((tr("Category"), tr("Profile"), tr("First answer"), tr("Solution"))):
            grid.addWidget(label(said, "sub"), 0, across)
        for down, category in enumerate(Category, 1):
            grid.addWidget(label(word(category)), down, 0)
            grid.addWidget(self._make_profile(category), down, 1)
            for across, (name, said) in enumerate(zip(FIELDS, (tr("First answer"), tr("Solution")), strict=True), 2):
                field = QLineEdit()
                field.setMaximumWidth(90)
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
                field.setAccessibleName(f"{word(category)}: {said}")
                field.textChanged.connect(lambda _, category=category: self._show_profile(category))
                grid.addWidget(field, down, across)
                self.fields[f"{name}.{category.value}"] = field
        grid.setColumnStretch(4, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the focus, and bring themselves into sight
        area.setWidget(sheet)
        return area

    def _make_profile(self, category: Category) -> ChoiceField:
        made = ChoiceField()
        made.setMinimumWidth(150)
        made.setAccessibleName(f"{word(category)}: {tr('Profile')}")
        for name, profile in PROFILES.items():
            made.addItem(f"{tr(NAMES[name])} {profile.response_workdays} / {profile.solution_workdays}", profile)
        made.addItem(tr("Own"), None)
        made.activated.connect(lambda _: self._take_profile(category))
        self.profiles[category] = made
        return made

    def _show(self, found: Clocks) -> None:
        self._fill(found)
        self._kept = self._typed()

    def _fill(self, found: Clocks) -> None:
        for category in Category:
            self._put(category, found.of(category))

    def _put(self, category: Category, clock: DeadlineProfile) -> None:
        for name, days in zip(FIELDS, (clock.response_workdays, clock.solution_workdays), strict=True):
            self.fields[f"{name}.{category.value}"].setText(str(days))

    def _take_profile(self, category: Category) -> None:
        profile = self.profiles[category].currentData()
        if profile is None:
            self.fields[f"{FIELDS[0]}.{category.value}"].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._put(category, profile)

    def _show_profile(self, category: Category) -> None:
        """The profile that the two fields are; the last one says that they are none."""
        typed = tuple(self.fields[f"{name}.{category.value}"].text().strip() for name in FIELDS if self.fields)
        for at, profile in enumerate(PROFILES.values()):
            if typed == (str(profile.response_workdays), str(profile.solution_workdays)):
                self.profiles[category].setCurrentIndex(at)
                return
        self.profiles[category].setCurrentIndex(len(PROFILES))

    def _typed(self) -> dict[Category, tuple[str, str]]:
        def texts(category: Category) -> tuple[str, str]:
            first, last = (self.fields[f"{name}.{category.value}"].text().strip() for name in FIELDS)
            return first, last

        return {category: texts(category) for category in Category}

    def _mark(self, wrong: dict[str, str]) -> None:
        for name, field in self.fields.items():
            frame(field, wrong.get(name, ""))
