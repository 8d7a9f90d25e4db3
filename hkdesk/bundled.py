"""Finds what ships with the program: in the wheel and the bundle beside the code, in a checkout beside the package."""

from pathlib import Path

# importlib.resources would say the same, 8 ms later: the shell waits for this (docs/decisions/0002-start.md).
PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The path of a shipped file or folder, e.g. "resources/icons".

    Raises:
        FileNotFoundError: naming both places that were looked in.
    """
    inside, beside = PACKAGE / "_bundled" / name, PACKAGE.parent / name
    for place in (inside, beside):
        if place.exists():
            return place
    raise FileNotFoundError(f"{name} is neither at {inside} nor at {beside}")
