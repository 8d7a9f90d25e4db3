"""The ledger of appeals (诉求台账): those received in a period, or what a ledger shows, on A3 across."""

from datetime import date

from hkdesk.documents.due_lists import SHAPES
from hkdesk.documents.made_rows import LateRow, MadeRows
from hkdesk.documents.model import Align, Block, Cell, CellKind, Column, Document, PageKind, Paragraph, Signature, Table
from hkdesk.documents.phrases import sentences, with_source
from hkdesk.domain.money import wan_text
from hkdesk.domain.request import Category
from hkdesk.wording import day, field_name, language_in_use, long_day, mark, tr, tr_n, word
from hkdesk.work.queries.ledger import View
from hkdesk.work.queries.request_register import Register, RegisterLine
from hkdesk.work.queries.requests import LEDGER
from hkdesk.work.words import DASH, name_gap, name_of_period

IN_ORDER = "received_on"  # of a ledger that is of a period: the first received first
MOST_LINES = 10  # of a cell on paper; a spreadsheet has it whole
_CHIPS = {
    "to_accept": mark("To accept"),
    "in_hand": mark("In hand"),
    "to_visit": mark("To visit"),
    "set_aside": mark("Set aside"),
    "closed": mark("Closed"),
    "overdue": mark("Overdue"),
}
_SORTED_BY = {"provider": "lead_provider"}  # orders whose column has another name


def appeals_ledger(found: Register, place: str, today: date, prepared_by: str, is_practice: bool) -> Document:
    """The ledger of the appeals of a view.

    Args:
        place: the park, or the parks.
        today: the day of the lights.
    """
    on, period = long_day(today), found.view.period
    said = tr("Received: {period}", period=name_of_period(period)) if period else tr("As of {day}", day=on)
    return Document(
        title=tr("{place}: ledger of appeals", place=place),
        subtitle=tr("; ").join((_filter(found.view), _order(found.view), tr("amounts in 10,000 yuan"))),
        language=language_in_use(),
        park=place,
        period=said,
        is_practice=is_practice,
        prepared_by=prepared_by,
        prepared_on=today,
        blocks=(
            *_listed(found),
            Signature(tr("Prepared by: {name}", name=prepared_by or DASH), on),
        ),
        page=PageKind.LEDGER_A3,
    )


def _listed(found: Register) -> tuple[Block, ...]:
    if found.lines.has(0):
        return (_table(found),)
    nothing = tr("No appeal was received in this period.") if found.view.period else tr("No appeal fits.")
    return (Paragraph(nothing),)


def _filter(view: View) -> str:
    """What the ledger is narrowed by: 筛选：待回访、“融资”、诉求类别为融资."""
    chosen = [tr(_CHIPS[view.chip])] if view.chip else []
    chosen += [tr("“{text}”", text=view.search.strip())] if view.search.strip() else []
    chosen += [tr("{column} “{text}”", column=field_name(name), text=_asked(name, text)) for name, text in view.where]
    chosen += [tr("matters of {name}", name=view.officer)] if view.officer else []
    return tr("Filter: {chosen}", chosen=chosen) if chosen else tr("Filter: all appeals")


def _asked(name: str, text: str) -> str:
    return word(Category(text)) if name == "category" and text in set(Category) else text


def _order(view: View) -> str:
    order, is_descending = LEDGER.order_of(view)
    column = field_name(_SORTED_BY.get(order, order or "received_on"))
    if is_descending or not order:
        return tr("sorted by {column}, descending", column=column)
    return tr("sorted by {column}, ascending", column=column)


def _table(found: Register) -> Table:
    return Table(
        title="",
        columns=_columns(),
        rows=MadeRows(found.lines, _row),
        total=LateRow(lambda: _total(found)),
        late_note=lambda: _below(found),
        most_lines=MOST_LINES,
    )


def _columns() -> tuple[Column, ...]:
    centre, text = Align.CENTRE, CellKind.TEXT
    return (
        Column(field_name("number"), kind=CellKind.CODE, weight=1.2),
        Column(field_name("received_on"), centre, CellKind.DATE, weight=0.9),
        Column(field_name("channel"), weight=0.9),
        Column(tr("Enterprise"), weight=1.6),
        Column(field_name("uscc"), kind=CellKind.CODE, weight=1.5),
        Column(tr("Contact"), weight=1.3),
        Column(field_name("category"), weight=1.1),
        Column(field_name("content"), weight=3),
        Column(tr("Liaison"), weight=0.7),
        Column(tr("Lead handler and assistants"), weight=1.5),
        Column(field_name("due_on"), centre, CellKind.DATE, weight=0.9),
        Column(tr("Extension (working days)"), centre, text, weight=0.75),
        Column(field_name("handling"), weight=2),
        Column(field_name("replied_on"), centre, CellKind.DATE, weight=0.9),
        Column(tr("Return visit: contacted"), centre, text, weight=0.7),
        Column(tr("Return visit: solved"), centre, text, weight=0.6),
        Column(tr("Return visit: satisfied"), centre, text, weight=0.7),
        Column(field_name("closed_on"), centre, CellKind.DATE, weight=0.9),
        Column(tr("Light"), centre, CellKind.CODE, weight=0.6),
    )


def _row(line: RegisterLine | None) -> tuple[Cell, ...]:
    if line is None:
        gone = tr("deleted meanwhile")
        return (Cell(gone, gone), *[Cell(DASH, DASH)] * (len(_columns()) - 1))
    due = f"{day(line.due_on)}*" if line.due_on and not line.due_is_certain else day(line.due_on)
    return (
        _text(line.number),
        _day(line.received_on),
        *map(_text, (word(line.channel), line.enterprise, line.uscc, line.contact, word(line.category))),
        _text(with_source(_after(line.title, line.content), [line.locator], line.standing)),
        *map(_text, (line.liaison, _handlers(line))),
        Cell(due, line.due_on if line.due_is_certain else due),
        _extension(line),
        _text(_after(word(line.state), line.handling)),
        _day(line.replied_on),
        *map(_text, (_yes(line.was_contacted), _yes(line.was_solved), word(line.satisfaction))),
        _day(line.closed_on),
        _text(f"{SHAPES[line.light]} {word(line.light)}"),
    )


def _text(said: str | None) -> Cell:
    return Cell(said or DASH, said or DASH)


def _day(on: date | None) -> Cell:
    return Cell(day(on), on)


def _yes(said: bool | None) -> str:
    return DASH if said is None else tr("yes") if said else tr("no")


def _after(first: str, then: str) -> str:
    """What it is, and what is said of it."""
    return f"{first}{name_gap()}{then}" if then and then != first else first


def _handlers(line: RegisterLine) -> str:
    lead = line.lead or DASH
    return tr("{lead}; assisted by {assistants}", lead=lead, assistants=line.assistants) if line.assistants else lead


def _extension(line: RegisterLine) -> Cell:
    granted = line.extended_workdays or None
    if line.asked_workdays is None:
        return Cell(str(granted) if granted else DASH, granted)
    said = tr("{granted}; asked for: {asked}", granted=granted or 0, asked=line.asked_workdays)
    return Cell(said, said)


def _total(found: Register) -> tuple[Cell, ...]:
    sums, blank = found.sums, Cell("", "")
    said = {
        0: tr("In all"),
        3: tr_n("{n} appeal", "{n} appeals", len(found.lines)),
        17: tr("closed: {n}", n=f"{sums.closed:,}"),
        18: tr("overdue: {n}", n=f"{sums.overdue:,}"),
    }
    return tuple(_text(said[place]) if place in said else blank for place in range(len(_columns())))


def _below(found: Register) -> str:
    uncertain = tr("* The holidays of that year are not published yet: only weekends are counted out.")
    return "\n".join([_sums(found), *([uncertain] if found.sums.uncertain else [])])


def _sums(found: Register) -> str:
    sums = found.sums
    return sentences(
        tr(
            "In all {n} appeals, {closed} of them closed and {overdue} overdue.",
            n=f"{len(found.lines):,}",
            closed=f"{sums.closed:,}",
            overdue=f"{sums.overdue:,}",
        ),
        tr(
            "Outcomes of those closed: financing {financing} and subsidies paid {subsidy} (10,000 yuan), workers "
            "secured {workers}.",
            financing=wan_text(sums.financing_fen),
            subsidy=wan_text(sums.subsidy_fen),
            workers=f"{sums.workers:,}",
        ),
    )
