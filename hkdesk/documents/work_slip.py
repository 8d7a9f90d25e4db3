"""The slip by which an appeal goes to those who handle it (诉求交办单): one page, to be written on and signed."""

from datetime import date

from hkdesk.documents.forms import (
    Pair,
    blanks,
    facts_table,
    light_text,
    long_texts,
    shared_room,
    signatures,
    texts,
    wrapped_lines,
)
from hkdesk.documents.model import CellKind, Column, Document, Signature, Table
from hkdesk.documents.phrases import with_note, with_source
from hkdesk.domain.codes import ProviderKind
from hkdesk.wording import day, field_name, language_in_use, long_day, say, tr, word
from hkdesk.work.queries.request_forms import RequestForm
from hkdesk.work.words import DASH

ROOM_LINES = 17  # of the page, for the content, the blanks, and what of the facts goes beyond one line


def work_slip(form: RequestForm, today: date, prepared_by: str, is_practice: bool) -> Document:
    """The slip of an appeal."""
    line, on = form.line, long_day(today)
    facts = _facts(form)
    title = with_source(line.title, [line.locator], line.standing)
    most, blank = shared_room((title, line.content), 2, ROOM_LINES - wrapped_lines(facts))
    return Document(
        title=tr("Appeal work slip"),
        subtitle=tr("No. {number}", number=line.number),
        language=language_in_use(),
        park=form.park,
        period=on,
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=today,
        blocks=(
            facts_table(facts),
            long_texts([(field_name("title"), title), (field_name("content"), line.content)], most),
            _route(form),
            blanks([field_name("handling"), tr("Result")], blank),
            signatures([(name, "") for name in _signing()], 3),
            Signature(tr("Prepared by: {name}", name=prepared_by or DASH), on),
        ),
    )


def _signing() -> tuple[str, ...]:
    return tr("Received by"), tr("Handler in charge"), tr("Head of the unit"), tr("Confirmed by the enterprise")


def _facts(form: RequestForm) -> list[Pair]:
    line = form.line
    return [
        (tr("Enterprise"), line.enterprise),
        (field_name("uscc"), line.uscc or ""),
        (tr("Contact"), line.contact),
        (tr("Liaison"), line.liaison or ""),
        (field_name("received_on"), day(line.received_on)),
        (field_name("channel"), word(line.channel)),
        (field_name("category"), word(line.category)),
        (field_name("state"), f"{word(line.state)} {light_text(line.light)}"),
    ]


def _route(form: RequestForm) -> Table:
    """From the centre to the one who leads and those who help, with the two clocks."""
    line = form.line
    answered = tr("answered {on}", on=form.responded_on) if form.responded_on else ""
    counted = "" if line.due_is_certain else tr("weekends only counted")
    return Table(
        title="",
        columns=(
            Column(tr("Taken in by"), weight=1.4),
            Column(tr("Led by"), weight=1.4),
            Column(tr("Assisted by"), weight=1.8),
            Column(field_name("response_due_on"), kind=CellKind.TEXT),
            Column(field_name("due_on"), kind=CellKind.TEXT),
        ),
        rows=(
            texts(
                form.centre or word(ProviderKind.CENTRE),
                line.lead,
                say(line.assistants),
                with_note(day(form.response_due_on), answered),
                with_note(day(line.due_on), counted if line.due_on else ""),
            ),
        ),
        most_lines=3,
    )
