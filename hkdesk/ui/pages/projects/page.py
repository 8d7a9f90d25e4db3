"""Projects: the ledger and everything about the chosen one."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt

from hkdesk.domain.stage import Stage
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.ledger_in import take_pastes
from hkdesk.ui.ledger_menu import ledger_button, shown_in
from hkdesk.ui.page import Page
from hkdesk.ui.pages.projects.detail import ProjectDetail
from hkdesk.ui.pages.projects.editor import open_edit_projects
from hkdesk.ui.widgets.bulletin import bulletin_line
from hkdesk.ui.widgets.detail import Fact
from hkdesk.ui.widgets.ledger_view import Empty, LedgerView
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.several import DetailOrSeveral, SeveralPane
from hkdesk.ui.widgets.source_tip import row_tip, text_tip
from hkdesk.ui.widgets.stage_look import STAGE_PILLS
from hkdesk.ui.widgets.text import icon_button, row
from hkdesk.wording import day, field_name, percent, tr, tr_n, word
from hkdesk.work.queries.parks import bulletins
from hkdesk.work.queries.project_sums import ProjectSums, project_sums
from hkdesk.work.queries.projects import LEDGER, StageFigures, stage_figures
from hkdesk.work.words import money

# The lists of a review, by the ledger's chip that shows the same projects.
LISTS = {"signed_not_started": "signed-not-started", "started_not_in_production": "started-not-in-production"}


class ProjectsPage(Page):
    """The projects ledger, with the chosen project beside it."""

    KINDS = ("Project", "Milestone", "ProgressReport", "Enterprise", "Officer", "Attachment")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        header = self.add_header(tr("Project ledger"))
        new = icon_button(tr("New project"), icon("plus", context.theme["on_accent"]), "primary")
        new.setEnabled(not context.is_read_only)
        new.clicked.connect(self._add)
        header.addWidget(new)
        self.ledger = LedgerView(
            context,
            LEDGER,
            _columns(),
            [
                *((stage.value, word(stage)) for stage in Stage),
                ("signed_not_started", tr("Awaiting start")),
                ("started_not_in_production", tr("Awaiting production")),
            ],
            Empty(
                "factory",
                tr("No projects yet"),
                tr("A project is entered on the day that it was signed."),
                tr("New project"),
                self._add,
            ),
            tr("Project, enterprise, code"),
        )
        take_pastes(self.ledger.table, context, "Project")
        self.ledger.add_tool(ledger_button(context, lambda: shown_in("Project", self.ledger)))
        self.detail = ProjectDetail(context)
        self.ledger.chosen.connect(self.detail.show_key)
        self.several = SeveralPane(context, self.ledger, project_sums, _sums, self._change_all, ["project-card"])
        body = row(gap=12)
        body.addWidget(self.ledger, 1)
        body.addWidget(DetailOrSeveral(self.ledger, self.detail, self.several))
        self.page_layout.addLayout(body, 1)

    def refresh(self) -> None:
        context = self.context
        self.ledger.refresh()
        self.detail.refresh()
        self.several.refresh()
        context.runner.read(_figures, context.park_id, owner=self, then=self._show_counts)

    def show_record(self, key: Any) -> None:
        self.ledger.choose(key)
        self.ledger.table.setFocus()

    def show_chip(self, chip: str) -> None:
        self.ledger.choose_chip(chip)

    def print_page(self) -> bool:
        """With one of the review's two lists in view it is that list that is wanted."""
        from hkdesk.ui.print_preview import preview_report  # with all of printing: not before it is asked for

        name = LISTS.get(self.ledger.view.chip, "")
        if name:
            preview_report(self.window(), self.context, name)
        return bool(name)

    def focus_search(self) -> None:
        self.ledger.search.setFocus()
        self.ledger.search.selectAll()

    def focus_content(self) -> None:
        self.ledger.table.setFocus()

    def _add(self) -> None:
        self.context.bus.entry_wanted.emit("Project", {})

    def _change_all(self, ids: list[UUID]) -> None:
        open_edit_projects(self.window(), self.context, ids)

    def _show_counts(self, found: tuple[dict[Stage, StageFigures], list[Any]]) -> None:
        figures, counted = found
        total = sum(f.count for f in figures.values())
        invested = sum(f.investment_fen for f in figures.values())
        said = tr("{total} recorded", total=f"{total:,}")
        if invested:
            said += " · " + tr("{sum} invested", sum=money(invested))
        lines = [bulletin_line(b) for b in counted if b.code == "key_projects"]
        self.counts.setText(" · ".join([said, *lines]))
        counts = {stage.value: f.count for stage, f in figures.items()}
        waiting = {
            "signed_not_started": counts[Stage.SIGNED.value],
            "started_not_in_production": counts[Stage.STARTED.value],
        }
        self.ledger.set_counts(counts | waiting)


def _sums(sums: ProjectSums) -> list[Fact]:
    def amount(fen: int, unknown: int) -> str:
        said = money(fen) if unknown < sums.count else "—"
        return said + "\n" + tr_n("{n} not known", "{n} not known", unknown) if unknown else said

    return [
        Fact(field_name("total_investment_fen"), amount(sums.investment_fen, sums.without_investment)),
        Fact(field_name("plan_of_year_fen"), amount(sums.plan_of_year_fen, sums.without_plan)),
    ]


def _figures(reader: Any, park: Any) -> Any:
    return stage_figures(reader, park), bulletins(reader, park, ("key_projects",))


def _columns() -> list[Column]:
    right = Qt.AlignmentFlag.AlignRight
    return [
        Column(
            "",
            lambda r: word(r.light),
            36,
            Look.LIGHT,
            light=lambda r: r.light,
            tip=lambda r: text_tip(word(r.light)),
            name="light",
        ),
        Column(
            tr("Project"),
            lambda r: r.name,
            240,
            Look.NAME,
            "name",
            standing=lambda r: r.standing,
            tip=lambda r: row_tip(r) or text_tip(r.name),
            stretches=True,
            fields=("name",),
        ),
        Column(
            tr("Enterprise"),
            lambda r: r.enterprise or "—",
            170,
            Look.SUB,
            "enterprise",
            tip=lambda r: text_tip(r.enterprise or ""),
            from_width=1200,
            fields=("enterprise",),
        ),
        Column(
            tr("Stage"),
            lambda r: word(r.step or r.stage),
            132,
            Look.PILL,
            "stage",
            tokens=lambda r: STAGE_PILLS[r.stage],
            fields=("stage",),
        ),
        Column(
            tr("Investment"),
            lambda r: money(r.total_investment_fen),
            106,
            Look.TEXT,
            "total_investment_fen",
            align=right,
            fields=("total_investment_fen",),
        ),
        Column(
            tr("Industry"),
            lambda r: r.industry or "—",
            110,
            Look.SUB,
            "industry",
            is_secondary=True,
            fields=("industry",),
        ),
        Column(
            tr("Signed"),
            lambda r: day(r.signed_on),
            96,
            Look.SUB,
            "signed_on",
            is_secondary=True,
            fields=("signed_on",),
        ),
        Column(
            tr("Days in stage"),
            lambda r: "—" if r.days_in_stage is None else f"{r.days_in_stage:,}",
            92,
            Look.TEXT,
            "days_in_stage",
            align=right,
            is_secondary=True,
        ),
        *_more_columns(),
    ]


def _more_columns() -> list[Column]:
    """Shown unasked only where the window has room to spare."""
    right = Qt.AlignmentFlag.AlignRight
    return [
        Column(
            field_name("builder"),
            lambda r: r.builder or "—",
            170,
            Look.SUB,
            "builder",
            tip=lambda r: text_tip(r.builder),
            from_width=2560,
            fields=("builder",),
        ),
        Column(
            field_name("responsible_unit"),
            lambda r: r.responsible_unit or "—",
            130,
            Look.SUB,
            "responsible_unit",
            tip=lambda r: text_tip(r.responsible_unit),
            from_width=2200,
            fields=("responsible_unit",),
        ),
        Column(
            field_name("lead_officer"),
            lambda r: r.lead_officer or "—",
            104,
            Look.SUB,
            "lead_officer",
            from_width=1900,
            fields=("lead_officer",),
        ),
        Column(
            field_name("key_level"),
            lambda r: word(r.key_level),
            116,
            Look.SUB,
            "key_level",
            from_width=2200,
            fields=("key_level",),
        ),
        Column(
            tr("% of plan"),
            lambda r: percent(r.completion),
            96,
            align=right,
            name="completion",
            from_width=1900,
        ),
        Column(
            tr("Progress"),
            lambda r: "—" if r.progress_percent is None else f"{r.progress_percent}%",
            90,
            align=right,
            name="progress_percent",
            from_width=2560,
        ),
    ]
