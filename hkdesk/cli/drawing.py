"""hkdesk snapshot, shots and tour: pages drawn without a screen."""

import argparse
import os
from pathlib import Path
from typing import Any

from hkdesk.app import draw_pages, settle
from hkdesk.cli.opened import opened
from hkdesk.domain.errors import DeskError
from hkdesk.ui.page_name import PageName
from hkdesk.wording import LANGUAGES, tr, use_language

PAGES = tuple(str(name) for name in PageName)
SMALLEST, LARGEST = (1040, 640), 8000  # the smallest is the window's own
SIZES = ((1366, 768), (1920, 1080))


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of this file."""
    snapshot = commands.add_parser("snapshot", parents=[common], help="draw a page into a picture")
    snapshot.add_argument("page", choices=PAGES, metavar="PAGE", help=", ".join(PAGES))
    snapshot.add_argument("--to", type=Path, required=True, metavar="FILE.png")
    snapshot.add_argument("--dark", action="store_true")
    snapshot.add_argument("--size", type=size, default=(1440, 900), metavar="WIDTHxHEIGHT")
    snapshot.set_defaults(run=_snapshot)
    shots = commands.add_parser("shots", parents=[common], help="draw every page, light and dark, in both languages")
    shots.add_argument("--to", type=Path, required=True, metavar="DIR")
    shots.set_defaults(run=_shots)
    tour = commands.add_parser("tour", parents=[common], help="draw every page once, and the park summary")
    tour.add_argument("--to", type=Path, required=True, metavar="DIR")
    tour.set_defaults(run=_tour)


def size(text: str) -> tuple[int, int]:
    """WIDTHxHEIGHT, taken apart."""
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"“{text}” is not a size such as 1440x900")
    if not (SMALLEST[0] <= int(width) <= LARGEST and SMALLEST[1] <= int(height) <= LARGEST):
        smallest = f"{SMALLEST[0]}x{SMALLEST[1]}"
        raise argparse.ArgumentTypeError(f"“{text}” is out of range: {smallest} to {LARGEST}x{LARGEST}")
    return int(width), int(height)


def _snapshot(args: argparse.Namespace) -> int:
    if args.to.suffix.lower() != ".png":
        raise DeskError("{file} is no .png: a page is drawn as a PNG picture.", file=args.to.name)
    _offscreen()
    with opened(args, to_write=True) as desk:
        settings = settle(getattr(args, "data", None), getattr(args, "language", None))[1]
        settings.theme = "dark" if args.dark else "light"
        draw_pages(desk, settings, {args.page: args.to}, args.size)
        print(tr("{file} has been written.", file=str(args.to)))
    return 0


def _shots(args: argparse.Namespace) -> int:
    _offscreen()
    _make_folder(args.to)
    with opened(args, to_write=True) as desk:
        settings = settle(getattr(args, "data", None), None)[1]
        for language in LANGUAGES:
            use_language(language)
            settings.language = language
            for settings.theme in ("light", "dark"):
                for width, height in SIZES:
                    names = {p: args.to / f"{p}-{settings.theme}-{language}-{width}x{height}.png" for p in PAGES}
                    draw_pages(desk, settings, names, (width, height))
            from hkdesk.ui.reports.by_name import write_report

            write_report(desk, "park-summary", args.to / f"park-summary-{language}.pdf")
        print(tr("The pictures are in {folder}.", folder=str(args.to.absolute())))
    return 0


def _tour(args: argparse.Namespace) -> int:
    _offscreen()
    _make_folder(args.to)
    with opened(args, to_write=True) as desk:
        from hkdesk.ui.reports.by_name import write_report

        settings = settle(getattr(args, "data", None), getattr(args, "language", None))[1]
        draw_pages(desk, settings, {p: args.to / f"{p}.png" for p in PAGES}, (1440, 900))
        write_report(desk, "park-summary", args.to / "park-summary.pdf")
        print(tr("Every page and the park summary have been drawn into {folder}.", folder=str(args.to.absolute())))
    return 0


def _make_folder(to: Path) -> None:
    try:
        to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(
            "{file} cannot be written: see whether the folder is there and may be written to.", file=to
        ) from error


def _offscreen() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
