"""hkdesk info and hkdesk list."""

import argparse
from typing import Any

from hkdesk import __version__
from hkdesk.cli.opened import opened, print_json
from hkdesk.wording import kind_name, say, tr, word


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of this file."""
    info = commands.add_parser("info", parents=[common], help="counts, schema, SQLite, pragmas in force")
    info.add_argument("--json", action="store_true")
    info.set_defaults(run=_info)
    listing = commands.add_parser("list", parents=[common], help="the records of a kind")
    from hkdesk.cli.kinds import KINDS

    listing.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    listing.add_argument("--where", action="append", default=[], type=field_value, metavar="FIELD=VALUE")
    listing.add_argument("--search", default="", metavar="TEXT")
    listing.add_argument("--limit", type=int, metavar="N")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_list)


def field_value(text: str) -> tuple[str, str]:
    """FIELD=VALUE, taken apart."""
    name, is_there, value = text.partition("=")
    if not is_there or not name.strip():
        raise argparse.ArgumentTypeError(f"“{text}” is not FIELD=VALUE")
    return name.strip(), value


def _info(args: argparse.Namespace) -> int:
    with opened(args) as desk:
        from hkdesk.work.queries.info import desk_info

        info = desk.read(desk_info, desk.today)
        said = {
            "version": __version__,
            "data": str(desk.folder),
            "is_practice": desk.is_practice,
            "schema": info.schema,
            "sqlite": info.sqlite,
            "pragmas": info.pragmas,
            "counts": info.counts,
            "projects": {"total": sum(info.projects.values()), "by_stage": info.projects},
            "requests": {"total": sum(info.requests.values()), "by_state": info.requests, "overdue": info.overdue},
        }
        if args.json:
            print_json(said)
        else:
            _print_info(said, info)
    return 0


def _print_info(said: dict[str, Any], info: Any) -> None:
    print(f"hkdesk {said['version']} · {said['data']}" + (f" · {tr('practice')}" if said["is_practice"] else ""))
    print(tr("tables at {schema}, SQLite {sqlite}", schema=info.schema, sqlite=info.sqlite))
    print(" ".join(f"{k}={v}" for k, v in info.pragmas.items()))
    for kind, n in info.counts.items():
        if n:
            print(f"{kind_name(info.classes[kind])}: {n:,}")
    print(tr("Projects by stage: {stages}", stages=[f"{word(s)} {n:,}" for s, n in info.by_stage.items()]))
    print(tr("Appeals by state: {states}", states=[f"{word(s)} {n:,}" for s, n in info.by_state.items() if n]))
    print(tr("Overdue: {n}", n=f"{info.overdue:,}"))
    for line in info.bulletins:
        print(
            tr("{name}: bulletin {published}, recorded {recorded}", name=line[0], published=line[1], recorded=line[2])
        )


def _list(args: argparse.Namespace) -> int:
    with opened(args) as desk:
        from hkdesk.work.queries.records import KINDS, records

        found = desk.stream(records, KINDS[args.kind], dict(args.where), args.search, args.limit)
        rows = (as_dict(record) for record in found)
        if args.json:
            print_json(list(rows))
        else:
            _print_rows(rows)
    return 0


def as_dict(record: Any) -> dict[str, Any]:
    """A record with its references by name and where it stands in the sources."""
    row = dict(record.values)
    for field, name in record.names.items():
        row[field.removesuffix("_id")] = name
    whole = record.citations.get("")
    row.setdefault("locator", whole.locator if whole else None)
    row.setdefault("standing", whole.standing if whole else None)
    if record.citations:
        row["citations"] = {
            f or "*": {"locator": c.locator, "standing": c.standing, "note": c.note}
            for f, c in record.citations.items()
        }
    if "value_thousandths" in row:
        thousandths = row["value_thousandths"]
        row["value"] = None if thousandths is None else thousandths / 1000
    return row


_SHORT = (
    "number",
    "code",
    "name",
    "title",
    "stage",
    "state",
    "enterprise",
    "received_on",
    "due_on",
    "locator",
    "standing",
)


def _print_rows(rows: Any) -> None:
    for row in rows:
        shown = [say(row[f]).replace("\n", " ") for f in _SHORT if row.get(f) not in (None, "")]
        print("\t".join([str(row["id"]), *shown]))
