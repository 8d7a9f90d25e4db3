"""Projects: the ledger and everything about the chosen one."""

from typing import Any
from uuid import UUID

from hkdesk.domain.stage import Stage
from hkdesk.ui.context import Context
from hkdesk.ui.ledger_page import LedgerPage
from hkdesk.ui.pages.projects.detail import ProjectDetail
from hkdesk.ui.pages.projects.editor import open_edit_projects
from hkdesk.ui.widgets.bulletin import bulletin_line
from hkdesk.ui.widgets.columns import (
    RIGHT,
    day_column,
    light_column,
    named_column,
    number_column,
    text_column,
    tip_of,
    word_column,
)
from hkdesk.ui.widgets.detail import Fact
from hkdesk.ui.widgets.ledger_view import Empty, LedgerView
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.several import DetailOrSeveral, SeveralPane
from hkdesk.ui.widgets.stage_look import STAGE_PILLS
from hkdesk.ui.widgets.text import row
from hkdesk.wording import field_name, percent, tr, tr_n, word
from hkdesk.work.queries.parks import bulletins
from hkdesk.work.queries.project_sums import ProjectSums, project_sums
from hkdesk.work.queries.projects import LEDGER, StageFigures, stage_figures
from hkdesk.work.words import money

# The lists of a review, by the ledger's chip that shows the same projects.
LISTS = {"signed_not_started": "signed-not-started", "started_not_in_production": "started-not-in-production"}


class ProjectsPage(LedgerPage):
    """The projects ledger, with the chosen project beside it."""

    KIND = "Project"
    KINDS = ("Project", "Milestone", "ProgressReport", "Enterprise", "Officer", "Attachment")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        header = self.add_header(tr("Project ledger"))
        self.add_new_button(header, tr("New project"))
        chips = [
            *((stage.value, word(stage)) for stage in Stage),
            ("signed_not_started", tr("To start")),
            ("started_not_in_production", tr("To produce")),
        ]
        told = tr("A project is entered on the day that it was signed.")
        empty = Empty("factory", tr("No projects yet"), told, tr("New project"), self.enter_new)
        self.make_ledger(LedgerView(context, LEDGER, _columns(), chips, empty, tr("Project, enterprise, code")))
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

    def print_page(self) -> bool:
        """With one of the review's two lists in view it is that list that is wanted."""
        from hkdesk.ui.print_preview import preview_report  # with all of printing: not before it is asked for

        name = LISTS.get(self.ledger.view.chip, "")
        if name:
            preview_report(self.window(), self.context, name)
        return bool(name)

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
    return [
        light_column(),
        named_column("name", tr("Project"), 264, stretches=True),
        text_column("enterprise", tr("Enterprise"), 170, wide=214, tip=tip_of("enterprise"), from_width=1200),
        Column(
            tr("Stage"),
            lambda r: word(r.step or r.stage),
            132,
            Look.PILL,
            "stage",
            tokens=lambda r: STAGE_PILLS[r.stage],
            fields=("stage",),
        ),
        _money_column("total_investment_fen", tr("Investment"), 106),
        text_column("industry", tr("Industry"), 110, is_secondary=True),
        day_column("signed_on", tr("Signed"), is_secondary=True),
        number_column("days_in_stage", tr("Days in stage"), 92, order="days_in_stage", is_secondary=True),
        *_more_columns(),
    ]


def _more_columns() -> list[Column]:
    """Shown unasked only where the window has room to spare."""
    return [
        _more_column("builder", 170, 2560, tip=tip_of("builder")),
        _more_column("responsible_unit", 130, 2200, tip=tip_of("responsible_unit")),
        _more_column("lead_officer", 104, 1900),
        word_column("key_level", field_name("key_level"), 116, from_width=2200),
        Column(tr("% of plan"), lambda r: percent(r.completion), 96, align=RIGHT, name="completion", from_width=1900),
        Column(
            tr("Progress"),
            lambda r: "—" if r.progress_percent is None else f"{r.progress_percent}%",
            90,
            align=RIGHT,
            name="progress_percent",
            from_width=2560,
        ),
    ]


def _more_column(name: str, width: int, from_width: int, **more: Any) -> Column:
    return text_column(name, field_name(name), width, from_width=from_width, **more)


def _money_column(name: str, title: str, width: int) -> Column:
    return Column(title, lambda r: money(getattr(r, name)), width, Look.TEXT, name, align=RIGHT, fields=(name,))
