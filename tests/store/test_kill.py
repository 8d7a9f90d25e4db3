"""What the desk has acknowledged is there after it was killed, at whatever moment."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest

from hkdesk.work.changes import undo
from hkdesk.work.queries import ledger
from hkdesk.work.queries.records import records
from hkdesk.work.queries.requests import LEDGER

KILLS = 2
WRITE = """
import sys
from pathlib import Path
from hkdesk.store.desk_file import open_desk_file
from hkdesk.work.commands.requests import log_request
from hkdesk.work.desk import Desk
desk = Desk(open_desk_file(Path(sys.argv[1]), officer="王芳"))
print("open", flush=True)
n = 0
while True:
    key = desk.do(log_request, {"enterprise": f"{sys.argv[2]}第{n}家", "title": f"缺工{n}人"}).result
    print(key.hex, flush=True)
    n += 1
"""


def written_until_killed(folder, run, seconds):
    """The keys that a desk told before it was killed."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, str(folder), str(run)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        threading.Timer(seconds, os.kill, (other.pid, signal.SIGKILL)).start()
        return [line.strip() for line in other.stdout if line.endswith("\n")]


def test_every_acknowledged_appeal_is_there_whole_and_found_after_kill_upon_kill(desk_folder, open_at):
    moments = random.Random(7)
    told = [k for run in range(KILLS) for k in written_until_killed(desk_folder, run, moments.uniform(0.15, 0.5))]
    assert len(told) > KILLS
    desk = open_at(desk_folder)
    kept = {r.id.hex: r.values for r in desk.stream(records, "ServiceRequest")}
    assert not set(told) - set(kept)
    steps = {r.values["request_id"].hex for r in desk.stream(records, "ServiceStep")}
    logged = {v.hex() for v in desk.read(lambda c: [r[0] for r in c.exec_driver_sql("SELECT row FROM change")])}
    mine = {k for k, v in kept.items() if not v["number"].split("-")[-1].startswith("S")}
    assert mine == steps & mine, "an appeal without its first step: half a command was kept"
    assert mine <= logged, "an appeal without its change log"
    numbers = [kept[k]["number"] for k in mine]
    assert len(numbers) == len(set(numbers))
    found = b"".join(desk.stream(ledger.all_keys, LEDGER, ledger.View(search="缺工"), desk.today))
    assert {found[i : i + 16].hex() for i in range(0, len(found), 16)} == mine, "the index lags behind"
    with closing(sqlite3.connect(desk.database)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    last = max(mine, key=lambda k: kept[k]["number"])
    assert desk.do(undo).result == "log_request", "undo goes on where the killed desk stopped"
    assert last not in {r.id.hex for r in desk.stream(records, "ServiceRequest")}


SET_UP = """
import sys
from pathlib import Path
import alembic.command, sqlmodel
from hkdesk.bundled import bundled
from hkdesk.store.desk_file import open_desk_file
print("go", flush=True)
open_desk_file(Path(sys.argv[1]), seeds=bundled("seeds")).close()
"""


@pytest.mark.parametrize("seconds", [0.15, 0.35])
def test_a_desk_that_was_killed_at_its_first_start_starts_the_next_time(tmp_path, open_at, seconds):
    with subprocess.Popen([sys.executable, "-c", SET_UP, str(tmp_path / "d")], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        threading.Timer(seconds, other.kill).start()
    desk = open_at(tmp_path / "d")
    assert not desk.is_read_only
