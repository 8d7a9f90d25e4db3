"""The form of a return visit (诉求回访单): the three questions of RULES.md, ticked where a visit is on record."""

from datetime import date

from hkdesk.documents.forms import (
    Pair,
    blanks,
    choice,
    facts_table,
    long_texts,
    shared_room,
    signatures,
    texts,
    wrapped_lines,
)
from hkdesk.documents.model import Column, Document, Signature, Table
from hkdesk.documents.phrases import with_source
from hkdesk.domain.request import Satisfaction
from hkdesk.wording import day, field_name, language_in_use, long_day, tr, word
from hkdesk.work.queries.request_forms import RequestForm
from hkdesk.work.queries.request_register import RegisterLine
from hkdesk.work.words import DASH

ROOM_LINES = 17  # of the page, for the content, the reply, the blank, and what of the facts goes beyond one line


def return_visit(form: RequestForm, today: date, prepared_by: str, is_practice: bool) -> Document:
    """The form of an appeal's return visit."""
    line, on = form.line, long_day(today)
    facts = _facts(form)
    long = [
        (field_name("title"), with_source(line.title, [line.locator], line.standing)),
        (field_name("content"), line.content),
        (field_name("handling"), line.handling),
    ]
    most, blank = shared_room([said for _, said in long], 1, ROOM_LINES - wrapped_lines(facts))
    return Document(
        title=tr("Return-visit form"),
        subtitle=tr("No. {number}", number=line.number),
        language=language_in_use(),
        park=form.park,
        period=on,
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=today,
        blocks=(
            facts_table(facts),
            long_texts(long, most),
            _questions(line),
            blanks([tr("Opinion and advice of the enterprise")], blank),
            signatures([(tr("Visited by"), _visitor(form)), (tr("Enterprise: signature or seal"), "")], 3),
            Signature(tr("Prepared by: {name}", name=prepared_by or DASH), on),
        ),
    )


def _facts(form: RequestForm) -> list[Pair]:
    line = form.line
    return [
        (tr("Enterprise"), line.enterprise),
        (field_name("uscc"), line.uscc or ""),
        (tr("Contact"), line.contact),
        (tr("Liaison"), line.liaison or ""),
        (field_name("category"), word(line.category)),
        (field_name("received_on"), day(line.received_on)),
        (field_name("lead_provider_id"), line.lead or ""),
        (field_name("replied_on"), day(line.replied_on)),
    ]


def _questions(line: RegisterLine) -> Table:
    satisfaction = list(Satisfaction)
    chosen = satisfaction.index(line.satisfaction) if line.satisfaction is not None else None
    rows = (
        (tr("Did the handler get in touch with the enterprise?"), _yes_or_no(tr("yes"), tr("no"), line.was_contacted)),
        (tr("Is the appeal solved?"), _yes_or_no(tr("solved"), tr("not solved"), line.was_solved)),
        (tr("Is the enterprise satisfied?"), choice([word(one) for one in satisfaction], chosen)),
    )
    return Table(
        title="",
        columns=(Column(tr("Question"), weight=2.4), Column(tr("Answer (tick)"), weight=3.4)),
        rows=tuple(texts(*row) for row in rows),
        least_lines=2,
    )


def _yes_or_no(yes: str, no: str, said: bool | None) -> str:
    return choice((yes, no), None if said is None else int(not said))


def _visitor(form: RequestForm) -> str:
    if form.visited_on is None:
        return ""
    return " ".join(part for part in (form.visitor, day(form.visited_on)) if part)
