"""Opens the desk for a command, and closes it behind it."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hkdesk.app import open_desk, settle

if TYPE_CHECKING:
    from hkdesk.work.desk import Desk


@contextmanager
def opened(args: argparse.Namespace, *, to_write: bool = False) -> Iterator["Desk"]:
    """The desk of a command's folder; one that only looks leaves the folder to whoever writes to it."""
    folder, settings = settle(getattr(args, "data", None), getattr(args, "language", None))
    desk = open_desk(folder, settings.officer, to_write=to_write)
    try:
        yield desk
    finally:
        desk.close()


def print_json(value: Any) -> None:
    """Print data for a program: dates ISO, codes as their value, money in fen."""
    is_whole = (sys.stdout.encoding or "").lower().startswith("utf")
    json.dump(value, sys.stdout, ensure_ascii=not is_whole, indent=1, default=plain)
    print()


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__} has no JSON form")
