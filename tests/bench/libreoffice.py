"""LibreOffice turning the same ledger into a PDF. Prints seconds, or nothing where it is not installed.

python -m tests.bench.libreoffice STARTED ROWS FOLDER
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from hkdesk.exchange.save import save_document
from tests.bench.paper import ledger


def main(rows: int, folder: Path) -> None:
    """Write the workbook, and have it converted in a profile of its own."""
    office = shutil.which("soffice")
    if office is None:
        return
    save_document(ledger(rows), folder / "ledger.xlsx")
    profile = f"-env:UserInstallation=file://{folder.absolute()}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "theirs")]
    subprocess.run([*command, str(folder / "ledger.xlsx")], check=True, capture_output=True)  # makes the profile
    begun = time.perf_counter()
    subprocess.run([*command, str(folder / "ledger.xlsx")], check=True, capture_output=True)
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(int(sys.argv[2]), Path(sys.argv[3]))
