"""Settings: how documents are worded: what heads and signs them, and the park's own templates."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from hkdesk.documents.all_reports import BY_NAME
from hkdesk.documents.proses import PROSES
from hkdesk.domain.errors import DeskError
from hkdesk.ui.context import Context
from hkdesk.ui.sections.drafting import Key, first_fault, line_of, present
from hkdesk.ui.sections.office_pane import OfficePane
from hkdesk.ui.sections.section import Done, Refused, Section
from hkdesk.ui.sections.template_pane import TemplatePane
from hkdesk.ui.widgets.choice_field import ChoiceField
from hkdesk.ui.widgets.text import column, label, row
from hkdesk.wording import LANGUAGES, refusal, tr
from hkdesk.work.commands.wording import set_wording
from hkdesk.work.queries.office import OfficeSettings, offices, own_templates

KEYS: tuple[Key, ...] = tuple((name, language) for name in PROSES for language in LANGUAGES)


class DocumentsSection(Section):
    """The letterhead and signature first, then a template for each document and language."""

    asks_before_leaving = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._delivered = {(name, language): PROSES[name].delivered(language) for name, language in KEYS}
        self._kept: dict[Key, str] = {}
        self._texts: dict[Key, str] = {}
        self._shown: Key | None = None
        layout = column(self, gap=8)
        top = row(gap=12)
        top.addWidget(label(self.title, "heading"))
        self.what = self._make_what()
        top.addWidget(self.what, 1)
        layout.addLayout(top)
        self.office = OfficePane(context)
        self.template = TemplatePane(context)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.office)
        self._stack.addWidget(self.template)
        layout.addWidget(self._stack, 1)
        self.office.setEnabled(not context.is_read_only)
        self.what.currentIndexChanged.connect(lambda _: self._turn())
        context.runner.read(_kept, owner=self, then=self._fill)

    @property
    def title(self) -> str:
        return tr("Documents")

    @property
    def is_touched(self) -> bool:
        return bool(self._kept) and bool(self.office.changed or self._changed())

    def reset(self) -> None:
        if self._shown is None:
            self.office.clear()
        else:
            self.template.put_delivered()

    def save(self, done: Done, refused: Refused) -> None:
        """Keep it all in one step; a template that is wrong is shown with its fault, and nothing is kept."""
        self._note()
        changed = self._changed()
        typed = self.office.changed
        self.office.mark({})

        def kept(error: DeskError) -> None:
            self.show_key(None)
            self.office.mark({str(e.field): refusal(e) for e in getattr(error, "errors", ())})
            refused(error)

        def looked(wrong: "tuple[Key, DeskError] | None") -> None:
            if wrong is not None:
                key, error = wrong
                self.show_key(key)
                self.template.say(refusal(error), line_of(error))
                refused(error)
                return
            texts = {key: "" if self._is_delivered(key, text) else text for key, text in changed.items()}
            self.context.runner.run(set_wording, typed, texts, owner=self, then=lambda _: done(), refused=kept)

        self.context.runner.read(first_fault, changed, present(self.context), owner=self, then=looked)

    def show_key(self, key: Key | None) -> None:
        """Turn to a template, or, for None, to the letterhead and signature."""
        self.what.setCurrentIndex(0 if key is None else KEYS.index(key) + 1)

    def _make_what(self) -> ChoiceField:
        made = ChoiceField()
        made.setAccessibleName(tr("What is set"))
        made.addItem(tr("Letterhead and signature"), None)
        languages = {"zh_CN": tr("in Chinese"), "en": tr("in English")}
        for name, language in KEYS:
            title = tr(
                "Template: {document}, {language}", document=tr(BY_NAME[name].title), language=languages[language]
            )
            made.addItem(title, (name, language))
        return made

    def _fill(self, found: "tuple[dict[UUID | None, OfficeSettings], dict[Key, str]]") -> None:
        settings, own = found
        self.office.fill(settings, self.context.park_id)
        self._kept = {key: own.get(key, self._delivered[key]) for key in KEYS}
        self._texts = dict(self._kept)
        if self._shown is not None:
            self._put(self._shown)

    def _turn(self) -> None:
        self._note()
        self._shown = KEYS[self.what.currentIndex() - 1] if self.what.currentIndex() > 0 else None
        self._stack.setCurrentWidget(self.office if self._shown is None else self.template)
        if self._shown is not None and self._texts:
            self._put(self._shown)

    def _put(self, key: Key) -> None:
        name, language = key
        self.template.show_template(PROSES[name], language, self._texts[key])

    def _note(self) -> None:
        """Remember what stands in the editor."""
        if self._shown is not None and self._texts:
            self._texts[self._shown] = self.template.text

    def _is_delivered(self, key: Key, text: str) -> bool:
        return text.rstrip() == self._delivered[key].rstrip()

    def _changed(self) -> dict[Key, str]:
        now = dict(self._texts)
        if self._shown is not None and now:
            now[self._shown] = self.template.text
        return {key: text for key, text in now.items() if text.rstrip() != self._kept[key].rstrip()}


def _kept(reader: Any) -> "tuple[dict[UUID | None, OfficeSettings], dict[Key, str]]":
    return offices(reader), own_templates(reader)
