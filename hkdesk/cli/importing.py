"""hkdesk imports and hkdesk undo-import: the ledgers that were taken in, and taking one back."""

import argparse
from dataclasses import asdict
from typing import Any
from uuid import UUID

from hkdesk.cli.opened import opened, print_json
from hkdesk.domain.errors import DeskError
from hkdesk.wording import field_name, kind_name, moment, tr, tr_n


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of this file."""
    listing = commands.add_parser("imports", parents=[common], help="the ledgers that were taken in, the latest first")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_imports)
    back = commands.add_parser("undo-import", parents=[common], help="take one back, but for what was edited since")
    back.add_argument("id", metavar="ID", help="as hkdesk imports says it")
    back.add_argument("--json", action="store_true")
    back.set_defaults(run=_undo)


def _imports(args: argparse.Namespace) -> int:
    from hkdesk.exchange.ledgers.kinds import KINDS
    from hkdesk.work.queries.imports import imports

    with opened(args) as desk:
        found = desk.read(imports)
    if args.json:
        print_json([asdict(row) for row in found])
        return 0
    if not found:
        print(tr("No ledger has been taken in."))
    for row in found:
        counts = tr(
            "{new} new, {changed} changed, {same} the same, {left} left out",
            new=f"{row.rows_new:,}",
            changed=f"{row.rows_changed:,}",
            same=f"{row.rows_same:,}",
            left=f"{row.rows_left:,}",
        )
        kind = tr(KINDS[row.kind].title) if row.kind in KINDS else kind_name(row.kind)
        print("  ".join((str(row.id), moment(row.at), row.actor, f"{row.file_name} ({kind})", counts)))
    return 0


def _undo(args: argparse.Namespace) -> int:
    from hkdesk.work.commands.imports import undo_import

    with opened(args, to_write=True) as desk:
        kept = desk.do(undo_import, _id(args.id)).result
    if args.json:
        print_json([asdict(one) for one in kept])
        return 0
    if not kept:
        print(tr("The import has been taken back."))
        return 0
    said = tr_n(
        "The import has been taken back, but for {n} record that was edited since:",
        "The import has been taken back, but for {n} records that were edited since:",
        len(kept),
    )
    print(said)
    for each in kept:
        name = " ".join(part for part in (kind_name(each.kind), each.label) if part)
        print("  " + (tr("{name}: {why}", name=name, why=field_name(each.field)) if each.field else name))
    return 0


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise DeskError("“{text}” is no import: “hkdesk imports” lists them with their ids.", text=text) from None
