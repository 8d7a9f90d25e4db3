"""Copy the licences of everything that a bundle carries into one folder: licences.py FOLDER.

One subfolder for each package of the lock's runtime part, and Python's own. Ends with 1, naming it, where a package
that is installed ships no licence text and states none in its metadata.
"""

import re
import shutil
import sys
import sysconfig
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from runtime_lock import entries, runtime_part

ROOT = Path(__file__).parent.parent
LICENCE = re.compile(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS)", re.IGNORECASE)
KNOWN_TEXTS = (Path("/usr/share/common-licenses/LGPL-3"), Path("/usr/share/common-licenses/GPL-3"))  # Debian's copies


def copy_from(package: Distribution, target: Path) -> bool:
    """Copy one package's licence texts, or else write what its metadata states; False where there is neither."""
    texts = [file for file in package.files or [] if LICENCE.match(file.name) and file.suffix not in {".py", ".pyc"}]
    about = package.metadata
    stated = next((about[key] for key in ("License-Expression", "License") if key in about), "")
    target.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(texts):
        shutil.copy(str(file.locate()), target / (file.name if number == 0 else f"{number}-{file.name}"))
    if not texts and stated:
        (target / "STATED.txt").write_text(f"{package.name} {package.version}: {stated}\n", "utf-8")
        for known in KNOWN_TEXTS if "LGPL-3" in stated else ():  # Qt's; its wheels carry no text
            if known.exists():
                shutil.copy(known, target / known.name)
    return bool(texts or stated)


def main(folder: Path) -> int:
    """0, or 1 where a licence is missing."""
    missing = []
    for name in dict.fromkeys(
        name for name, _ in entries(runtime_part((ROOT / "requirements.lock").read_text("utf-8")))
    ):
        try:
            package = distribution(name)
        except PackageNotFoundError:  # for another system than this one
            continue
        if not copy_from(package, folder / name):
            missing.append(name)
    python = next(
        (p for p in Path(sysconfig.get_path("stdlib")).glob("LICENSE*")), Path("/usr/share/doc/python3/copyright")
    )
    if python.exists():
        (folder / "python").mkdir(parents=True, exist_ok=True)
        shutil.copy(python, folder / "python" / "LICENSE")
    for name in missing:
        print(f"{name} ships no licence text and states none.", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
