"""A real CUPS with one queue, of its own and gone after the test: its folders, socket and printed files are temporary.

The printer at its end is a script that keeps what it gets as a PDF; it can be told to wait or to fail. The package
cups-pdf would write where /etc says and as root only, so it is not used.
"""

import ctypes
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

NAME = "HKTEST"
TOOLS = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
PARTS = Path("/usr/lib/cups")  # of CUPS; all but the printers' scripts are taken from there
LONGEST = 20  # seconds that anything may take
# A printer for PDF on A4 and A3, both sides.
PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "HKTEST.PPD"
*Manufacturer: "hkdesk"
*Product: "(test)"
*ModelName: "test"
*ShortNickName: "test"
*NickName: "test"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter2: "application/pdf application/vnd.cups-pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "x"
*PageSize A3/A3: "x"
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "x"
*PageRegion A3/A3: "x"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*ImageableArea A3/A3: "12 12 830 1179"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension A3/A3: "842 1191"
*OpenUI *Duplex/Two-Sided: PickOne
*DefaultDuplex: None
*Duplex None/Off: "x"
*Duplex DuplexNoTumble/Long Edge: "x"
*CloseUI: *Duplex
"""
PRINTER = """#!/bin/sh
[ $# = 0 ] && exit 0
while [ -e {folder}/wait ]; do sleep 0.05; done
[ -e {folder}/broken ] && exit 1
cat "${{6:--}}" > {folder}/out/$1.part && mv {folder}/out/$1.part {folder}/out/$1.pdf
"""
SERVER = """Listen {folder}/run/sock
Browsing No
WebInterface No
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
FILES = """ServerRoot {folder}/etc
ServerBin {folder}/bin
StateDir {folder}/run
CacheDir {folder}/cache
RequestRoot {folder}/spool
TempDir {folder}/tmp
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
FatalErrors config
"""


class CupsQueue:
    """The queue, while `with` lasts; this process prints to it meanwhile and to no other."""

    def __enter__(self) -> "CupsQueue":
        missing = [name for name in ("cupsd", "lpadmin", "cupsdisable") if shutil.which(name, path=TOOLS) is None]
        assert not missing, f"{missing} are not here: `make test` installs the packages cups and cups-client"
        self.folder = Path(tempfile.mkdtemp(prefix="hkq-", dir="/tmp"))  # a socket's path may not be long
        self._lay_out()
        settings = ("-c", self.folder / "etc/cupsd.conf", "-s", self.folder / "etc/cups-files.conf")
        self._server = subprocess.Popen([shutil.which("cupsd", path=TOOLS), "-f", *settings])
        try:
            self.wait_until((self.folder / "run/sock").exists, "cupsd does not start")
            self._library = ctypes.CDLL("libcups.so.2")
            self._library.cupsSetServer(str(self.folder / "run/sock").encode())
            self.add()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self.end_server()
        ctypes.CDLL("libcups.so.2").cupsSetServer(None)
        shutil.rmtree(self.folder)

    def run(self, tool: str, *arguments: object) -> None:
        """Run one of CUPS's tools on this server."""
        environment = {**os.environ, "CUPS_SERVER": str(self.folder / "run/sock"), "PATH": TOOLS}
        command = [shutil.which(tool, path=TOOLS), *map(str, arguments)]
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=LONGEST)

    def add(self) -> None:
        """Add the queue, idle and open."""
        self.run("lpadmin", "-p", NAME, "-E", "-v", "keep:/", "-P", self.folder / "test.ppd")

    def remove(self) -> None:
        """Take the queue away, as when a printer is unplugged."""
        self.run("lpadmin", "-x", NAME)

    def end_server(self) -> None:
        """End the whole of CUPS."""
        self._server.terminate()
        self._server.wait(LONGEST)

    def printed(self, count: int) -> list[Path]:
        """What has been printed, once it is so many files."""
        found: list[Path] = []

        def is_there() -> bool:
            found[:] = sorted((self.folder / "out").glob("*.pdf"), key=lambda path: int(path.stem))
            return len(found) >= count

        log = self.folder / "log" / "error"
        self.wait_until(is_there, log.read_text("utf-8", "replace")[-3000:] if log.exists() else "no log")
        time.sleep(0.2)  # one more would have come by now
        is_there()
        assert len(found) == count
        return found

    def wait_until(self, is_so: object, complaint: str) -> None:
        """Wait until something is so; that it never is fails the test."""
        ends = time.monotonic() + LONGEST
        while not is_so():  # type: ignore[operator]
            assert time.monotonic() < ends, complaint
            time.sleep(0.02)

    def _lay_out(self) -> None:
        folder = self.folder
        folder.chmod(0o755)  # its filters run as another user where it runs as root
        for name in ("etc", "run", "cache", "spool", "tmp", "log", "out", "bin/backend"):
            (folder / name).mkdir(parents=True)
        for name in ("tmp", "out"):
            (folder / name).chmod(0o1777)
        for part in PARTS.iterdir():
            if part.name != "backend":
                (folder / "bin" / part.name).symlink_to(part)
        script = folder / "bin/backend/keep"
        script.write_text(PRINTER.format(folder=folder))
        script.chmod(0o755)
        (folder / "test.ppd").write_text(PPD)
        (folder / "etc/cupsd.conf").write_text(SERVER.format(folder=folder))
        (folder / "etc/cups-files.conf").write_text(FILES.format(folder=folder))
