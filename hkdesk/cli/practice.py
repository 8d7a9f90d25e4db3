"""hkdesk practice: a folder of invented data to practise on."""

import argparse
import sys
from typing import Any

from hkdesk.app import settle
from hkdesk.domain.errors import DeskError
from hkdesk.wording import tr


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of this file."""
    practice = commands.add_parser("practice", parents=[common], help="fill a new folder with invented data")
    practice.add_argument("--requests", type=int, default=2000, metavar="N")
    practice.add_argument("--projects", type=int, default=120, metavar="N")
    practice.add_argument("--seed", type=int, default=1, metavar="S")
    practice.set_defaults(run=_practice)


def _practice(args: argparse.Namespace) -> int:
    if not hasattr(args, "data"):
        settle(None, getattr(args, "language", None))
        raise DeskError("Say with --data into which new folder the practice data go: your own desk is not touched.")
    folder, settings = settle(args.data, getattr(args, "language", None))
    from hkdesk.work.practice import fill_practice

    made = fill_practice(
        folder,
        requests=args.requests,
        projects=args.projects,
        seed=args.seed,
        officer=settings.officer,
        progress=_show if sys.stderr.isatty() else None,
    )
    print(
        tr(
            "Practice desk in {folder}: {requests} appeals, {projects} projects, {enterprises} enterprises.",
            folder=str(folder),
            requests=f"{made.requests:,}",
            projects=f"{made.projects:,}",
            enterprises=f"{made.enterprises:,}",
        )
    )
    return 0


def _show(done: int, total: int) -> None:
    print(f"\r{100 * done // max(1, total)}%", end="" if done < total else "\n", file=sys.stderr, flush=True)
