"""What keeps the house in order."""

import subprocess
import sys

import pytest

HEAVY = "('sqlmodel', 'sqlalchemy', 'pyqtgraph', 'numpy', 'alembic')"


@pytest.mark.parametrize("module", ["hkdesk.ui.main_window", "hkdesk.app", "hkdesk.domain.stage"])
def test_the_shell_starts_without_the_store_and_the_figures(module):
    code = (
        f"import sys, {module}; print([m for m in sys.modules if m.split('.')[0] in {HEAVY} "
        "or m.startswith(('hkdesk.work', 'hkdesk.store', 'hkdesk.tables'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
