"""hkdesk report: documents as files."""

import argparse
from pathlib import Path
from typing import Any

from hkdesk.cli.opened import opened, print_json
from hkdesk.domain.errors import DeskError
from hkdesk.wording import tr, tr_n

NAMES = (
    "park-summary",
    "dispatch-table",
    "quarterly-review",
    "half-year",
    "appeals-ledger",
    "morning-list",
    "supervision-list",
    "supervision-slip",
    "work-slip",
    "return-visit",
    "enterprise-card",
    "project-card",
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
    report.add_argument("--to", type=Path, metavar="FILE", help="a .pdf, .docx, .xlsx or .txt; or a folder")
    report.add_argument("--park", default="", metavar="CODE", help="a park's code, or * for all of them together")
    report.add_argument("--period", default="", metavar="PERIOD", help="2026, 2026-H1, 2026-Q3 or 2026-09")
    report.add_argument(
        "--record", action="append", default=[], metavar="R", help="an id, number or name; may be given again"
    )
    report.add_argument("--filter", default="", metavar="VALUE", help="an officer, a handler or a category")
    report.set_defaults(run=_report, usage=report.error)


def _report(args: argparse.Namespace) -> int:
    if args.list:
        return _list(args)
    if args.name is None or args.to is None:
        args.usage("say which document it is, and the file that it is written to: NAME --to FILE")
    if args.to.suffix.lower() not in ENDINGS and not args.to.is_dir():
        raise DeskError(
            "{file} has no ending that the desk writes: choose one of {endings}.", file=args.to.name, endings=ENDINGS
        )
    with opened(args) as desk:
        from hkdesk.ui.reports.by_name import write_report

        written = write_report(desk, args.name, args.to, args.park, args.period, args.record, args.filter)
        if args.to.is_dir():
            print(
                tr_n(
                    "{n} file has been written into {folder}.",
                    "{n} files have been written into {folder}.",
                    written.files,
                    folder=str(args.to),
                )
            )
        else:
            print(tr("{file} has been written.", file=str(args.to)))
        if written.note:
            print(written.note)
    return 0


def _list(args: argparse.Namespace) -> int:
    from hkdesk.documents.all_reports import REPORTS

    if args.json:
        print_json(
            [
                {"name": r.name, "title": tr(r.title), "periods": [k.value for k in r.span.kinds], "record": r.record}
                for r in REPORTS
            ]
        )
        return 0
    for report in REPORTS:
        print(f"{report.name}  {tr(report.title)}")
    return 0
