"""hkdesk import, export and template: ledgers in and out."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hkdesk.cli.opened import opened, print_json
from hkdesk.domain.errors import DeskError
from hkdesk.wording import refusal, tr, tr_n

if TYPE_CHECKING:
    from hkdesk.work.desk import Desk

AUTO = "auto"
KINDS = {
    "project": "Project",
    "dispatch": "Dispatch",
    "request": "ServiceRequest",
    "enterprise": "Enterprise",
    "qualification": "Qualification",
    "visit": "Visit",
}


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of this file."""
    taken = commands.add_parser("import", parents=[common], help="take a ledger in")
    taken.add_argument("kind", choices=(AUTO, *KINDS), metavar="KIND", help=", ".join((AUTO, *KINDS)))
    taken.add_argument("file", type=Path, metavar="FILE", help="an .xlsx, .xls, .ods, .csv or .tsv")
    taken.add_argument("--sheet", default="", metavar="NAME")
    taken.add_argument("--password", default="", metavar="TEXT", help="that with which the file is opened")
    taken.add_argument("--park", default="*", metavar="CODE", help="where names are looked for; all parks unless given")
    taken.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")
    taken.add_argument("--skip-refused", action="store_true", help="write the other rows where some are refused")
    taken.add_argument("--refused", type=Path, metavar="FILE", help="an .xlsx for the rows that are refused")
    taken.add_argument(
        "--json", action="store_true", help="for a program, and with every remark on how cells were read"
    )
    taken.set_defaults(run=_import)
    export = commands.add_parser("export", parents=[common], help="write a ledger that can be taken in again")
    export.add_argument("kind", choices=tuple(KINDS), metavar="KIND", help=", ".join(KINDS))
    export.add_argument("--to", type=Path, required=True, metavar="FILE", help="an .xlsx or .csv")
    export.add_argument("--park", default="*", metavar="CODE", help="a park's code; all of them unless given")
    export.add_argument("--search", default="", metavar="TEXT")
    export.add_argument("--month", default="", metavar="MONTH", help="2026-09, of a dispatch table")
    export.add_argument("--gb18030", action="store_true", help="a .csv in GB18030 instead of UTF-8")
    export.add_argument("--reveal-phones", action="store_true", help="phones in full, which is logged")
    export.set_defaults(run=_export)
    blank = commands.add_parser("template", parents=[common], help="write an empty ledger to be filled in")
    blank.add_argument("kind", choices=tuple(KINDS), metavar="KIND", help=", ".join(KINDS))
    blank.add_argument("--to", type=Path, required=True, metavar="FILE", help="an .xlsx")
    blank.set_defaults(run=_template)


def _import(args: argparse.Namespace) -> int:
    from hkdesk.exchange.ledgers.mapping import kind_of
    from hkdesk.exchange.ledgers.own_words import synonyms_with
    from hkdesk.exchange.ledgers.refused import said_of, write_refused
    from hkdesk.exchange.ledgers.taking_in import take_in
    from hkdesk.work.importing.rows import RowState
    from hkdesk.work.queries.import_plan import plan_import
    from hkdesk.work.queries.ledger_shapes import remembered
    from hkdesk.work.queries.ledger_words import ledger_words
    from hkdesk.work.queries.parks import parks

    kind = AUTO if args.kind == AUTO else KINDS[args.kind]
    with opened(args, to_write=not args.dry_run) as desk:
        found = take_in(
            args.file,
            kind,
            args.sheet,
            [park.name for park in desk.read(parks)],
            password=args.password,
            synonyms=synonyms_with(desk.read(ledger_words)),
            remembered=lambda shape, kind: desk.read(remembered, shape, kind),
        )
        plan = desk.read(plan_import, found.table, _park(desk, args.park), desk.today, marks=found.marks)
        counts = plan.counts
        left = [r for r in plan.rows if r.state in (RowState.REFUSED, RowState.ASKED, RowState.CONFLICT)]
        if args.refused is not None and left:
            write_refused(found.sheet, found.mapping, plan.rows, args.refused, desk.today, desk.officer)
        is_written = not args.dry_run and bool(plan.writable) and (args.skip_refused or not left)
        if is_written:
            _write(desk, plan, args.file.name)
        columns = {field: column for column, field in found.mapping.columns.items()}
        said = {
            "kind": next(spoken for spoken, name in KINDS.items() if name == plan.kind),
            "sheet": found.mapping.sheet,
            "read": len(plan.rows),
            "new": counts[RowState.NEW],
            "changed": counts[RowState.CHANGES],
            "same": counts[RowState.SAME],
            "refused": len(left),
            "written": is_written,
            "notes": [*found.notes, *_park_note(desk, found, plan)],
            "reasons": [
                {**_place(row.number, columns.get(reason.field)), "field": reason.field, "reason": why}
                for row in left
                for reason, why in _reasons(row, said_of(row, kind_of(plan.kind)))
            ],
            "remarks": [
                {**_place(number, columns.get(field)), "field": field, "remark": refusal(error)}
                for number, field, error in _remarks(found.table.rows, plan.rows)
            ],
        }
        if args.json:
            print_json(said)
        else:
            _tell(said)
    return 1 if left and not (is_written or args.dry_run) else 0


def _park_note(desk: "Desk", found: Any, plan: Any) -> Iterator[str]:
    """Where new records go, where neither the ledger nor the officer says it."""
    from hkdesk.exchange.ledgers.fields import TakenBy
    from hkdesk.exchange.ledgers.mapping import kind_of
    from hkdesk.work.importing.rows import RowState
    from hkdesk.work.queries.parks import parks

    park = kind_of(plan.kind).by_name.get("park")
    is_said = "park" in found.mapping.given or "park" in found.mapping.columns.values()
    if park is not None and park.taken_by is TakenBy.FORM and not is_said and plan.counts[RowState.NEW]:
        name = next(each.name for each in desk.read(parks) if each.id == plan.park)
        yield tr("The ledger names no park: new records go to {park}.", park=name)


def _place(row: int, column: int | None) -> dict[str, Any]:
    """Where something stands: the row from 1, the column from 0, and the cell as a spreadsheet calls it."""
    from hkdesk.exchange.ledgers.cells import column_letters

    return {"row": row, "column": column, "cell": "" if column is None else f"{column_letters(column)}{row}"}


def _remarks(said: Any, planned: Any) -> Iterator[tuple[int, str, DeskError]]:
    """How cells were read, and what of them is not taken: row, field and what is to be known."""
    for row, plan in zip(said, planned, strict=True):
        yield from ((row.number, each.field, each.error) for each in (*row.remarks, *plan.remarks))


def _reasons(row: Any, whole: str) -> list[tuple[Any, str]]:
    """Each reason with its sentence; a question or a conflict as one."""
    from hkdesk.work.importing.rows import Reason

    if row.reasons:
        return [(reason, refusal(reason.error)) for reason in row.reasons]
    field = row.question.field if row.question else row.conflicts[0].field
    return [(Reason(field, DeskError(whole)), whole)]


def _write(desk: "Desk", plan: Any, name: str) -> None:
    from hkdesk.work.commands.imports import import_ledger
    from hkdesk.work.importing.writing import Source

    desk.do(import_ledger, plan, plan.writable, Source(name, tr("Taken in from the ledger {file}", file=name)))


def _tell(said: dict[str, Any]) -> None:
    print(
        tr(
            "{read} rows: {new} new, {changed} changed, {same} the same, {refused} refused.",
            **{name: f"{said[name]:,}" for name in ("read", "new", "changed", "same", "refused")},
        )
    )
    for note in said["notes"]:
        print(note)
    for reason in said["reasons"]:
        if reason["cell"]:
            print(tr("Row {row}, cell {cell}: {why}", row=reason["row"], cell=reason["cell"], why=reason["reason"]))
        else:
            print(tr("Row {row}: {why}", row=reason["row"], why=reason["reason"]))
    if remarks := len(said["remarks"]):
        print(
            tr_n(
                "{n} cell was taken with a remark.",
                "{n} cells were taken with a remark.",
                remarks,
            )
        )
    print(tr("The ledger has been written to the desk.") if said["written"] else tr("Nothing has been written."))


def _park(desk: "Desk", code: str) -> UUID | None:
    from hkdesk.work.queries.parks import chosen_parks

    chosen = desk.read(chosen_parks, code)
    return chosen[0].id if len(chosen) == 1 else None


def _export(args: argparse.Namespace) -> int:
    from hkdesk.exchange.ledgers.export import GB18030, UTF_8, Asked, export_ledger
    from hkdesk.work.commands.contacts import reveal_phones
    from hkdesk.work.importing.kinds import taken_as
    from hkdesk.work.queries.ledger import View
    from hkdesk.work.queries.ledger_export import keys_with_phones
    from hkdesk.work.queries.parks import chosen_parks

    kind = KINDS[args.kind]
    with opened(args, to_write=args.reveal_phones) as desk:
        chosen = desk.read(chosen_parks, args.park)
        view = View(park=chosen[0].id if len(chosen) == 1 else None, search=args.search)
        if args.reveal_phones and (keys := desk.read(keys_with_phones, kind, view, desk.today)):
            desk.do(reveal_phones, taken_as(kind).record, keys)
        asked = Asked(
            desk.read,
            kind,
            view,
            desk.today,
            park="、".join(park.name for park in chosen),
            officer=desk.officer,
            is_practice=desk.is_practice,
            month=_month(args.month, desk.today) if kind == "Dispatch" else None,
            shows_phones=args.reveal_phones,
        )
        export_ledger(asked, args.to, encoding=GB18030 if args.gb18030 else UTF_8)
        print(tr("{file} has been written.", file=str(args.to)))
    return 0


def _month(text: str, today: Any) -> Any:
    from hkdesk.domain.periods import parse_period
    from hkdesk.domain.report import month_to_report

    return parse_period(text)[1].first.replace(day=1) if text else month_to_report(today)


def _template(args: argparse.Namespace) -> int:
    from hkdesk.exchange.ledgers.blank import write_template

    with opened(args) as desk:
        write_template(KINDS[args.kind], args.to, desk.today, desk.officer)
        print(tr("{file} has been written.", file=str(args.to)))
    return 0
