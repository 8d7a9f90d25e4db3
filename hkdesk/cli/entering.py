"""hkdesk add and hkdesk move: the same commands as the screens use."""

import argparse
from typing import Any

from hkdesk.cli.kinds import ENTERED
from hkdesk.cli.looking import as_dict, field_value
from hkdesk.cli.opened import opened, print_json
from hkdesk.domain.days import parse_day
from hkdesk.domain.errors import DeskError
from hkdesk.domain.stage import Stage, Step
from hkdesk.wording import tr

TARGETS = tuple(dict.fromkeys([*(s.value for s in Step), Stage.TERMINATED.value]))


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of this file."""
    add = commands.add_parser("add", parents=[common], help="enter a record")
    add.add_argument("kind", choices=ENTERED, metavar="KIND", help=", ".join(ENTERED))
    add.add_argument("--set", action="append", default=[], type=field_value, metavar="FIELD=VALUE", dest="values")
    add.add_argument("--json", action="store_true")
    add.set_defaults(run=_add)
    move = commands.add_parser("move", parents=[common], help="move a project on the pipeline")
    move.add_argument("project", help="its id, code or name")
    move.add_argument("stage", metavar="STAGE", help=", ".join(TARGETS))
    move.add_argument("--on", required=True, metavar="DATE", help="the day on which it was reached")
    move.add_argument("--reason", default="", help="why it goes back, ends, or passes what is missing")
    move.add_argument("--override", action="store_true", help="pass gates that are not met, with --reason")
    move.add_argument(
        "--set",
        action="append",
        default=[],
        type=field_value,
        metavar="FIELD=VALUE",
        dest="answers",
        help="what a gate asks for: enterprise, project_code, permit_on, completed_on",
    )
    move.add_argument("--json", action="store_true")
    move.set_defaults(run=_move)


def _add(args: argparse.Namespace) -> int:
    with opened(args, to_write=True) as desk:
        from hkdesk.work.commands.enterprises import add_enterprise
        from hkdesk.work.commands.projects import add_project
        from hkdesk.work.commands.requests import log_request
        from hkdesk.work.queries.records import KINDS

        command = {"request": log_request, "project": add_project, "enterprise": add_enterprise}[args.kind]
        key = desk.do(command, dict(args.values)).result
        _tell(desk, KINDS[args.kind], key, args.json)
    return 0


def _move(args: argparse.Namespace) -> int:
    target = _target(args.stage)
    with opened(args, to_write=True) as desk:
        from hkdesk.work.commands.projects import Move, move_project
        from hkdesk.work.queries.records import resolve

        day = parse_day(args.on, "on")
        key = desk.read(resolve, "Project", args.project)
        desk.do(move_project, key, target, Move(day, args.reason, args.override, dict(args.answers)))
        _tell(desk, "Project", key, args.json)
    return 0


def _target(text: str) -> Step | Stage:
    if text == Stage.TERMINATED.value:
        return Stage.TERMINATED
    try:
        return Step(text)
    except ValueError:
        raise DeskError(
            "“{text}” is no stage of the pipeline; these are: {known}.",
            field="stage",
            text=text,
            known=list(TARGETS),
        ) from None


def _tell(desk: Any, kind: str, key: Any, as_json: bool) -> None:
    from hkdesk.work.queries.records import load

    row = as_dict(desk.read(load, kind, key))
    if as_json:
        print_json(row)
    else:
        name = row.get("number") or row.get("name")
        print(tr("{name} saved, id {id}", name=str(name), id=str(key)))
