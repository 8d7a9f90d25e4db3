"""A desk for those tests that change nothing on it."""

import shutil

import pytest

from hkdesk.store.desk_file import open_desk_file
from hkdesk.work.desk import Desk
from tests.conftest import NOW


@pytest.fixture(scope="module")
def still(seeded_folder, tmp_path_factory):
    """A seeded desk that a whole file shares: only refusals and questions are for it."""
    folder = tmp_path_factory.mktemp("still") / "desk"
    shutil.copytree(seeded_folder, folder)
    desk = Desk(open_desk_file(folder, officer="李敏", clock=lambda: NOW))
    yield desk
    desk.close()
