"""The forms of the service network: a provider, a routing rule, an officer, and who gets which enterprises."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QWidget

from hkdesk.domain.codes import ProviderKind
from hkdesk.domain.request import Category
from hkdesk.ui.context import Context
from hkdesk.ui.editing import open_save
from hkdesk.ui.widgets.form import Ask, Field, choices
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.wording import tr, tr_n, word
from hkdesk.work.commands.officers import assign_liaison, save_officer
from hkdesk.work.commands.providers import save_provider
from hkdesk.work.commands.routing import save_routing_rule
from hkdesk.work.queries.providers import LiaisonRow, ProviderRow, RuleRow

NOBODY = "nobody"


def open_provider(
    parent: QWidget, context: Context, provider: ProviderRow | None, kind: ProviderKind | None = None
) -> FormDialog:
    """Enter a provider of a kind, or change one."""
    fields = [
        Field("kind", Ask.CHOICE, choices=choices(ProviderKind, word), is_required=True),
        Field("name", is_required=True),
        Field("contact_name"),
        Field("contact_phone"),
        Field("categories", Ask.SEVERAL, choices=choices(Category, word), is_wide=True),
        Field("note", Ask.TEXT, is_wide=True, lines=2),
    ]
    values = {"kind": str(kind or ProviderKind.DEPARTMENT)}
    if provider is not None:
        values = {
            "kind": str(provider.kind),
            "name": provider.name,
            "contact_name": provider.contact_name,
            "contact_phone": provider.contact_phone,
            "categories": " ".join(provider.categories),
            "note": provider.note,
        }
    title = tr("New provider") if provider is None else tr("Change the provider")
    return open_save(
        parent,
        context,
        title,
        fields,
        values,
        save_provider,
        provider.id if provider else None,
        then=lambda key: context.bus.record_wanted.emit("Provider", key),
    )


def open_rule(parent: QWidget, context: Context, rule: RuleRow | None, providers: Sequence[ProviderRow]) -> FormDialog:
    """Enter a routing rule, or change one; those who handle the category are offered first."""
    fields = [
        Field("category", Ask.CHOICE, choices=choices(Category, word, tr("any category"))),
        Field("enterprise", Ask.NAME, hint=tr("any enterprise")),
        Field("provider", Ask.CHOICE, title=tr("Goes to"), is_wide=True, is_required=True),
    ]
    values = {}
    if rule is not None:
        values = {"category": str(rule.category or ""), "enterprise": rule.enterprise or ""}
        providers = [p for p in providers if p.park_id == rule.park_id]
    title = tr("New routing rule") if rule is None else tr("Change the routing rule")
    hint = tr("Leave both open for what the park does where no other rule fits.")
    key = rule.id if rule else None
    dialog = open_save(parent, context, title, fields, values, save_routing_rule, key, hint=hint)
    form, category = dialog.form, dialog.form.editor("category")

    def offer() -> None:
        form.set_choices("provider", _offered(providers, form.values()["category"]))

    offer()
    if rule is not None:
        form.fill({"provider": str(rule.provider_id)})
    if isinstance(category, QComboBox):
        category.currentIndexChanged.connect(lambda _: offer())
    return dialog


def _offered(providers: Sequence[ProviderRow], category: str) -> list[tuple[str, str]]:
    """The providers, those who handle the category first, each with its load."""

    def said(p: ProviderRow) -> str:
        load = tr_n("{n} in hand", "{n} in hand", p.led)
        return (
            f"{p.name} · {load}"
            if not category or category in p.categories
            else tr("{name} · not this category", name=p.name)
        )

    in_order = sorted(providers, key=lambda p: bool(category) and category not in p.categories)
    return [(str(p.id), said(p)) for p in in_order]


def open_officer(parent: QWidget, context: Context, officer: LiaisonRow | None) -> FormDialog:
    """Enter a liaison officer, or change one."""
    fields = [
        Field("name", is_required=True),
        Field("unit"),
        Field("phone"),
        Field("is_liaison", Ask.CHOICE, choices=(("yes", tr("yes")), ("no", tr("no")))),
    ]
    values = {"is_liaison": "yes"}
    if officer is not None:
        values = {"name": officer.name, "unit": officer.unit, "phone": officer.phone, "is_liaison": "yes"}
    title = tr("New liaison officer") if officer is None else tr("Change the officer")
    return open_save(parent, context, title, fields, values, save_officer, officer.id if officer else None)


def open_assign(
    parent: QWidget, context: Context, enterprises: Sequence[UUID], officers: Sequence[LiaisonRow], chosen: UUID | None
) -> FormDialog:
    """Give these enterprises a liaison officer, or none."""

    def save(dialog: FormDialog) -> None:
        officer = dialog.form.values()["liaison_officer"]

        def done(n: int) -> None:
            dialog.taken()
            said = tr_n(
                "{n} enterprise assigned; Ctrl+Z takes it back.", "{n} enterprises assigned; Ctrl+Z takes it back.", n
            )
            context.messages.say(said)

        key = None if officer == NOBODY else UUID(officer)
        context.runner.run(assign_liaison, enterprises, key, owner=dialog, then=done, refused=dialog.refused)

    by_load = sorted(officers, key=lambda o: o.enterprises)
    offered = [
        (str(o.id), tr_n("{name} · {n} enterprise", "{name} · {n} enterprises", o.enterprises, name=o.name))
        for o in by_load
    ]
    field = Field("liaison_officer", Ask.CHOICE, choices=[*offered, (NOBODY, tr("nobody"))], is_wide=True)
    title = tr_n("Assign {n} enterprise", "Assign {n} enterprises", len(enterprises))
    hint = tr("Those with the fewest enterprises are offered first.")
    dialog = FormDialog(parent, title, [field], save, save_word=tr("Assign"), hint=hint)
    if chosen is not None:
        dialog.form.fill({"liaison_officer": str(chosen)})
    dialog.open()
    dialog.form.focus_first()
    return dialog
