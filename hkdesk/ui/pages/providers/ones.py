"""The two ones of the 1+1+N: each a card with its contact and its load."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hkdesk.domain.codes import ProviderKind
from hkdesk.ui.context import Context
from hkdesk.ui.pages.providers.editor import open_provider
from hkdesk.ui.widgets.flow import FlowLayout
from hkdesk.ui.widgets.mark import Mark
from hkdesk.ui.widgets.phone import Phone
from hkdesk.ui.widgets.text import button, column, label, row, tip
from hkdesk.wording import tr, word
from hkdesk.work.queries.providers import ProviderRow

DOES = {
    ProviderKind.CENTRE: lambda: tr("Takes appeals in, hands them out, presses the late ones."),
    ProviderKind.FEDERATION: lambda: tr("The entrepreneurs' own voice: takes appeals in and speaks for them."),
}


class OneCard(QFrame):
    """The service centre or the federation, or the place where it is to be entered."""

    def __init__(
        self,
        context: Context,
        kind: ProviderKind,
        provider: ProviderRow | None,
        closed: int | None,
        delete: Callable[[ProviderRow], None],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.kind, self.provider = kind, provider
        layout = column(self, margin=14, gap=4)
        top = row(gap=6)
        layout.addLayout(top)
        if provider is None:
            self._fill_empty(context, layout, top)
            return
        top.addWidget(label(provider.name, "name"))
        if provider.locator and provider.standing:
            top.addWidget(Mark(provider.locator, provider.standing, "", context.theme))
        top.addStretch(1)
        if not context.is_read_only:
            edit = button(tr("Edit"), "link", accessible=tr("Edit {name}", name=provider.name))
            edit.clicked.connect(lambda: open_provider(self.window(), context, provider))
            remove = button(tr("Delete"), "link", accessible=tr("Delete {name}", name=provider.name))
            remove.clicked.connect(lambda: delete(provider))
            top.addWidget(edit)
            top.addWidget(remove)
        said = label(DOES[kind](), "sub", wraps=True)
        said.setToolTip(tip(provider.note))
        layout.addWidget(said)
        self._fill_load(context, layout, provider, closed)

    def _fill_load(self, context: Context, layout: QVBoxLayout, provider: ProviderRow, closed: int | None) -> None:
        """The figures and the contact; where the card is narrow they go on below."""
        flow = FlowLayout()
        figures: list[tuple[str, int | None, str]] = [
            (tr("In hand"), provider.led, ""),
            (tr("Overdue"), provider.late, "error" if provider.late else ""),
            (tr("Closed this year"), closed, ""),
            (tr("Assisting"), provider.assisted, ""),
        ]
        for name, figure, style in figures:
            pair = QWidget()
            line = row(pair, gap=6)
            line.setContentsMargins(0, 0, 12, 0)
            line.addWidget(label(name, "sub"))
            shown = "…" if figure is None else f"{figure:,}"
            line.addWidget(label(f"▲ {shown}" if style else shown, style or "heading"))
            flow.addWidget(pair)
        if provider.contact_name or provider.contact_phone:
            phone = Phone(context, "Provider")
            phone.show_phone(provider.id, provider.contact_phone, provider.contact_name)
            flow.addWidget(phone)
        else:
            flow.addWidget(label(tr("No contact recorded"), "faint"))
        layout.addLayout(flow)

    def _fill_empty(self, context: Context, layout: QVBoxLayout, top: QHBoxLayout) -> None:
        top.addWidget(label(tr("No {kind} yet", kind=self.kind), "name"))
        top.addStretch(1)
        layout.addWidget(label(DOES[self.kind](), "sub"))
        enter = button(tr("Enter it"), accessible=tr("Enter the {kind}", kind=word(self.kind)))
        enter.setEnabled(not context.is_read_only)
        enter.clicked.connect(lambda: open_provider(self.window(), context, None, self.kind))
        line = row()
        line.addWidget(enter)
        line.addStretch(1)
        layout.addLayout(line)
