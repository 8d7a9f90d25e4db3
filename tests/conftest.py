"""What every test stands on: a desk of its own, on real files, and nothing of the machine's own settings."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hkdesk.bundled import bundled
from hkdesk.store.desk_file import open_desk_file
from hkdesk.wording import use_language
from hkdesk.work.desk import Desk

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # a Tuesday, 11:00 in Hunan


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test reads or writes the settings of whoever runs it; words are English unless a test says otherwise."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    use_language("en")
    yield
    use_language("en")


@pytest.fixture(autouse=True)
def _quiet_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning that no test looked for is a fault; `caplog.clear()` after looking."""
    yield
    said = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    if said and "caplog" not in request.fixturenames[:-1]:
        pytest.fail(f"logged: {said}")


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk as a new officer finds it, made once and copied."""
    folder = tmp_path_factory.mktemp("seeded")
    open_desk_file(folder, seeds=bundled("seeds"), clock=lambda: NOW).close()
    return folder


@pytest.fixture
def desk_folder(seeded_folder: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    folder = tmp_path / "desk"
    shutil.copytree(seeded_folder, folder)
    return folder


@pytest.fixture
def open_at() -> Iterator[Callable[..., Desk]]:
    """Opens desks, and closes them after the test."""
    opened: list[Desk] = []

    def make(folder: Path, officer: str = "李敏", now: datetime = NOW) -> Desk:
        opened.append(Desk(open_desk_file(folder, officer=officer, clock=lambda: now)))
        return opened[-1]

    yield make
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(desk_folder: Path, open_at: Callable[..., Desk]) -> Desk:
    """A seeded desk with an officer at it, on 24 November 2026."""
    return open_at(desk_folder)
