"""hkdesk report: documents as files."""

import argparse
from pathlib import Path
from typing import Any

from hkdesk.cli.opened import opened, print_json
from hkdesk.domain.errors import DeskError
from hkdesk.domain.months import parse_month
from hkdesk.wording import tr

NAMES = (
    "park-summary",
    "dispatch-table",
    "morning-list",
    "supervision-list",
    "signed-not-started",
    "started-not-in-production",
)
ENDINGS = (".pdf", ".docx", ".xlsx", ".txt")


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of this file."""
    report = commands.add_parser("report", parents=[common], help="write a document")
    report.add_argument("name", nargs="?", choices=NAMES, metavar="NAME", help=", ".join(NAMES))
    report.add_argument("--list", action="store_true", help="list the documents that there are")
    report.add_argument("--json", action="store_true", help="the list as JSON")
    report.add_argument("--to", type=Path, metavar="FILE", help="a .pdf, .docx, .xlsx or .txt")
    report.add_argument("--park", default="", metavar="CODE", help="a park's code, or * for all of them together")
    report.add_argument("--period", default="", metavar="MONTH", help="the month of a monthly document, e.g. 2026-09")
    report.set_defaults(run=_report, usage=report.error)


def _report(args: argparse.Namespace) -> int:
    if args.list:
        return _list(args)
    if args.name is None or args.to is None:
        args.usage("say which document it is, and the file that it is written to: NAME --to FILE")
    if args.to.suffix.lower() not in ENDINGS:
        raise DeskError(
            "{file} has no ending that the desk writes: choose one of {endings}.", file=args.to.name, endings=ENDINGS
        )
    month = parse_month(args.period) if args.period else None
    with opened(args) as desk:
        from hkdesk.app import write_report

        write_report(desk, args.name, args.park, month, args.to)
        print(tr("{file} has been written.", file=str(args.to)))
    return 0


def _list(args: argparse.Namespace) -> int:
    from hkdesk.documents.all_reports import REPORTS

    if args.json:
        print_json([{"name": r.name, "title": tr(r.title), "has_month": r.has_month} for r in REPORTS])
        return 0
    for report in REPORTS:
        print(f"{report.name}  {tr(report.title)}")
    return 0
