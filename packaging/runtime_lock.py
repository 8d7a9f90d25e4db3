"""Print the part of requirements.lock that the program itself needs, hashes and all.

The lock also holds what developers use. Its "# via" lines say who asked for what, so whatever leads back to
"hkdesk (pyproject.toml)" is for the program, and what leads only to "hkdesk (pyproject.toml:dev)" is not.
CI installs the wheel with this part alone: a developer's package that the program imports by accident shows at once.
"""

import re
from pathlib import Path

PROGRAM = "hkdesk (pyproject.toml)"


def entries(lock: str) -> list[tuple[str, str]]:
    """Each package's name and lines; a name may come twice, for two Pythons."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]
    return [(re.split(r"==| |;", block, maxsplit=1)[0], block) for block in blocks]


def asked_by(block: str) -> set[str]:
    """Who asked for this package: names, or one of the two marks of pyproject.toml."""
    lines = [line.strip().removeprefix("#").strip() for line in block.splitlines() if line.lstrip().startswith("#")]
    return {line.removeprefix("via").strip() for line in lines} - {""}


def runtime_part(lock: str) -> str:
    """The lock without what only developers use."""
    packages = entries(lock)
    needed: set[str] = set()
    while True:
        found = {name for name, block in packages if asked_by(block) & ({PROGRAM} | needed)}
        if found == needed:
            return "".join(block for name, block in packages if name in needed)
        needed = found


if __name__ == "__main__":
    print(runtime_part((Path(__file__).parent.parent / "requirements.lock").read_text("utf-8")), end="")
