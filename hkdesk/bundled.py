"""Finds what ships with the program: in the wheel and the bundle beside the code, in a checkout beside the package."""

from importlib.resources import files
from pathlib import Path


def bundled(name: str) -> Path:
    """The path of a shipped file or folder, e.g. "resources/icons".

    Raises:
        FileNotFoundError: naming both places that were looked in.
    """
    package = Path(str(files("hkdesk")))
    inside, beside = package / "_bundled" / name, package.parent / name
    for place in (inside, beside):
        if place.exists():
            return place
    raise FileNotFoundError(f"{name} is neither at {inside} nor at {beside}")
