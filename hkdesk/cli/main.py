"""The command line: the same commands and queries as the screens, for scripts and for those without a screen."""

import argparse
import io
import sys
from pathlib import Path

from hkdesk import __version__
from hkdesk.app import settle
from hkdesk.cli import drawing, entering, importing, ledgers, looking, practice, report
from hkdesk.domain.errors import DeskError
from hkdesk.wording import LANGUAGES, refusal, tr

REFUSED = 1


def run(arguments: list[str]) -> int:
    """Do what a command line asks; gives the exit code: 0, 1 = refused with a sentence, 2 = usage."""
    try:
        args = parser().parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal need not know every character
    settle(
        getattr(args, "data", None), getattr(args, "language", None)
    )  # the words, for refusals before the desk is open
    try:
        return int(args.run(args))
    except SystemExit as stop:  # a command that looks closer at its options than the parser can
        return int(stop.code or 0)
    except DeskError as error:
        for one in getattr(error, "errors", (error,)):
            field = getattr(one, "field", None)
            print(f"{field}: {refusal(one)}" if field else refusal(one), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print(tr("Stopped; nothing was left half done."), file=sys.stderr)
        return REFUSED


def parser() -> argparse.ArgumentParser:
    """Every command and its options."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="the desk's data folder")
    common.add_argument("--language", choices=LANGUAGES, default=argparse.SUPPRESS, help="zh_CN or en")
    made = argparse.ArgumentParser(prog="hkdesk", parents=[common], description=__doc__)
    made.add_argument("--version", action="version", version=f"hkdesk {__version__}")
    made.set_defaults(run=_open_window)
    made.add_argument("--page", choices=drawing.PAGES, help="the page that the window opens on")
    commands = made.add_subparsers(title="commands", metavar="COMMAND")
    for group in (looking, entering, ledgers, importing, report, practice, drawing):
        group.add_commands(commands, common)
    return made


def _open_window(args: argparse.Namespace) -> int:
    from hkdesk.app import run_window

    return run_window(getattr(args, "data", None), getattr(args, "language", None), args.page)
