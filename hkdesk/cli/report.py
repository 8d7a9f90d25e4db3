"""hkdesk report: documents as files."""

import argparse
from pathlib import Path
from typing import Any

from hkdesk.cli.opened import opened
from hkdesk.domain.errors import DeskError
from hkdesk.wording import tr

REPORTS = ("park-summary",)
ENDINGS = (".pdf", ".docx", ".xlsx", ".txt")


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of this file."""
    report = commands.add_parser("report", parents=[common], help="write a document")
    report.add_argument("name", choices=REPORTS, metavar="NAME", help=", ".join(REPORTS))
    report.add_argument("--to", type=Path, required=True, metavar="FILE", help="a .pdf, .docx, .xlsx or .txt")
    report.add_argument("--park", default="", metavar="CODE", help="a park's code, or * for all of them together")
    report.set_defaults(run=_report)


def _report(args: argparse.Namespace) -> int:
    if args.to.suffix.lower() not in ENDINGS:
        raise DeskError(
            "{file} has no ending that the desk writes: choose one of {endings}.", file=args.to.name, endings=ENDINGS
        )
    with opened(args) as desk:
        from hkdesk.app import write_summary

        write_summary(desk, args.park, args.to)
        print(tr("{file} has been written.", file=str(args.to)))
    return 0
