"""Where the program begins: without a command the desk opens, with one the command line does its work."""

import sys
from pathlib import Path

READ_LEDGER = "--read-ledger"
WINDOW_OPTIONS = ("--data", "--language", "--page")


def main(argv: list[str] | None = None) -> int:
    """Run the desk; gives the exit code: 0, 1 = refused with a sentence, 2 = usage."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == [READ_LEDGER]:  # the desk begins itself so, to read a file apart from itself
        from hkdesk.exchange.ledgers.child.serving import serve

        return serve()
    options = _window_options(arguments)
    if options is None:
        from hkdesk.cli.main import run

        return run(arguments)
    from hkdesk.app import run_window

    data = options.get("--data")
    return run_window(Path(data) if data else None, options.get("--language"))


def _window_options(arguments: list[str]) -> dict[str, str] | None:
    """The options of a call that opens the window; None for any other: argparse is slow to import and not needed."""
    options: dict[str, str] = {}
    waiting = ""
    for argument in arguments:
        name, _, value = argument.partition("=")
        if waiting:
            options[waiting], waiting = argument, ""
        elif name in WINDOW_OPTIONS and value:
            options[name] = value
        elif argument in WINDOW_OPTIONS:
            waiting = argument
        else:
            return None
    if waiting or options.get("--language", "en") not in ("zh_CN", "en") or "--page" in options:
        return None  # argparse says what is wrong, or which pages there are
    return options


if __name__ == "__main__":
    sys.exit(main())
