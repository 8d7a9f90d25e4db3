"""What keeps the house in order: a room imports only what stands below it, and what must start fast stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "hkdesk"
FILES = sorted(p for p in PACKAGE.rglob("*.py"))
LONGEST = 400  # lines; a migration says what was, however long that is
ROOMS = (  # from the top down; those of one line do not know each other
    ("__main__",),
    ("cli",),
    ("app",),
    ("ui",),
    ("printing", "exchange"),
    ("documents", "figures"),
    ("work",),
    ("store",),
    ("tables",),
    ("domain", "settings", "wording"),
    ("paths",),
    ("bundled",),
)
FLOOR = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}
HEAVY = ("sqlmodel", "sqlalchemy", "alembic", "pyqtgraph", "numpy")
BEHIND = ("hkdesk.work", "hkdesk.tables", "hkdesk.store", "hkdesk.ui.pages")


def imported_by(statement):
    """The modules that a fresh interpreter has after a statement."""
    code = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path):
    """Every hkdesk module that a file imports when it runs, at whatever depth it says so."""
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: say the whole name of a module"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_import_contracts_are_kept():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_file_imports_upward_or_is_too_long(path):
    room = room_of(path)
    if room != "__init__":
        below = [r for r in FLOOR if FLOOR[r] > FLOOR[room]]
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "hkdesk" and len(parts) > 1 and parts[1] in FLOOR:
                assert parts[1] == room or parts[1] in below, f"{room} imports {name}, which does not stand below it"
    if "migrations" not in path.parts:
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_every_room_of_the_house_has_its_floor():
    assert {room_of(p) for p in FILES} - {"__init__"} == set(FLOOR)


@pytest.mark.parametrize("module", ["hkdesk.ui.main_window", "hkdesk.app", "hkdesk.__main__"])
def test_the_shell_starts_without_the_store_the_pages_and_the_figures(module):
    found = imported_by(f"import {module}")
    assert module in found
    assert {m for m in found if m.split(".")[0] in HEAVY or m.startswith(BEHIND)} == set()


@pytest.mark.parametrize("module", [f"hkdesk.domain.{p.stem}" for p in sorted((PACKAGE / "domain").glob("[a-z]*.py"))])
def test_the_domain_brings_in_nothing_but_the_standard_library(module):
    before = imported_by("")  # what the interpreter brings along by itself
    brought = imported_by(f"import {module}") - before
    assert {
        m for m in brought if m.split(".")[0] not in sys.stdlib_module_names and not m.startswith("hkdesk")
    } == set()
    assert {m for m in brought if m.startswith("hkdesk.")} <= {m for m in brought if m.startswith("hkdesk.domain")}


def test_the_command_line_says_its_usage_without_the_store_or_qt():
    hush = "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()): main(['--help'])"
    found = imported_by(f"from hkdesk.__main__ import main\n{hush}")
    assert {m for m in found if m.split(".")[0] in (*HEAVY, "PySide6", "shiboken6")} == set()


def test_only_what_needs_qt_imports_it():
    knows = {
        room_of(p) for p in FILES for name in imports(p) if name.split(".")[0] in ("PySide6", "shiboken6", "pyqtgraph")
    }
    assert knows <= {"ui", "printing", "app"}


def test_a_migration_does_not_read_the_tables_of_today():
    for path in (PACKAGE / "store" / "migrations").rglob("*.py"):
        assert [name for name in imports(path) if name.startswith("hkdesk")] == []


def test_no_module_is_called_after_everything():
    assert {p.stem for p in FILES} & {"utils", "util", "helpers", "misc", "common"} == set()


def test_no_page_brings_in_printing_before_something_is_printed():
    statement = (
        "from hkdesk.ui.all_pages import page_class\nfrom hkdesk.ui.page_name import PageName\n"
        "for name in PageName: page_class(name)"
    )
    brought = imported_by(statement)
    assert "hkdesk.ui.pages.today.page" in brought
    late = ("hkdesk.printing", "hkdesk.exchange", "PySide6.QtPrintSupport", "xlsxwriter", "docx")
    assert sorted(m for m in brought if m.startswith(late)) == []
