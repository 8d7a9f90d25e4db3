"""What the park sets for the wording of its documents: what heads and signs them, and its own templates."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import select

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.office import LONGEST_LINE, LONGEST_TEMPLATE, tidy_number
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.wording import Office, OwnTemplate
from hkdesk.work.queries.office import TEXTS

TypedOffice = Mapping[str, str | bool]


def set_wording(
    uow: UnitOfWork, offices: Mapping[UUID | None, TypedOffice], templates: Mapping[tuple[str, str], str]
) -> None:
    """Give these parks what heads and signs their documents, and these documents their templates; others keep theirs.

    Args:
        offices: by park, None for all parks together; where everything is empty, nothing heads or signs any more.
        templates: by document and language; an empty one gives way to the one as delivered.

    Raises:
        FieldErrors: with `field` an office's field, or "template.<document>.<language>".
    """
    errors: list[DeskError] = []
    typed = {park: _office(office, errors) for park, office in offices.items()}
    for (document, language), text in templates.items():
        if len(text) > LONGEST_TEMPLATE:
            field = f"template.{document}.{language}"
            errors.append(DeskError("A template holds at most {most} characters.", field=field, most=LONGEST_TEMPLATE))
    if errors:
        raise FieldErrors(errors)
    _set_offices(uow, typed)
    _set_templates(uow, templates)


def _set_offices(uow: UnitOfWork, typed: Mapping[UUID | None, dict[str, str | bool]]) -> None:
    stands = {office.park_id: office for office in uow.session.exec(select(Office)).all()}
    for park, values in typed.items():
        office = stands.get(park)
        if not any(values.values()):
            if office is not None:
                uow.session.delete(office)
            continue
        if office is None:
            office = Office(park_id=park)
            uow.session.add(office)
        for name, value in values.items():
            if getattr(office, name) != value:
                setattr(office, name, value)


def _set_templates(uow: UnitOfWork, typed: Mapping[tuple[str, str], str]) -> None:
    stands = {(t.document, t.language): t for t in uow.session.exec(select(OwnTemplate)).all()}
    for (document, language), text in typed.items():
        kept = stands.get((document, language))
        if not text.strip():
            if kept is not None:
                uow.session.delete(kept)
        elif kept is None:
            uow.session.add(OwnTemplate(document=document, language=language, text=text))
        elif kept.text != text:
            kept.text = text


def _office(typed: TypedOffice, errors: list[DeskError]) -> dict[str, str | bool]:
    values: dict[str, str | bool] = {"has_red_header": bool(typed.get("has_red_header", False))}
    for name in TEXTS:
        plain = " ".join(str(typed.get(name, "")).split())
        if len(plain) > LONGEST_LINE:
            said = "This is {length} characters long; {limit} fit here."
            errors.append(DeskError(said, field=name, length=len(plain), limit=LONGEST_LINE))
        values[name] = tidy_number(plain) if name == "document_number" else plain
    return values
