"""What the set-up, the wheel and the bundle rest on is there and agrees with itself."""

import configparser
import importlib.util
import os
import re
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent.parent
ICONS = ROOT / "resources" / "icons"
SVG = "{http://www.w3.org/2000/svg}svg"


def script(name: str) -> ModuleType:
    """A script of packaging/, which is a folder and no package (its name is PyPI's)."""
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def locked() -> dict[str, str]:
    """Package names and versions of the lock."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", ["requirements.lock", "packaging/uv.txt"])
def test_every_pinned_package_has_hashes_and_no_host_is_named(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    pinned = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert pinned
    assert [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_the_lock_satisfies_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    versions = locked()
    for line in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]:
        requirement = Requirement(line)
        name = requirement.name.lower()
        assert name in versions, f"requirements.lock has no {name}: lock again (PLATFORM: uv pip compile)"
        assert versions[name] in requirement.specifier, (
            f"requirements.lock has {name} {versions[name]}, asked is {line}"
        )


def test_the_runtime_part_of_the_lock_leaves_the_developers_packages_out() -> None:
    part = script("runtime_lock").runtime_part((ROOT / "requirements.lock").read_text("utf-8"))
    names = set(re.findall(r"^([a-z0-9-]+)==", part, flags=re.MULTILINE))
    assert {"pyside6-essentials", "sqlalchemy", "markupsafe", "numpy"} <= names
    assert names & {"pytest", "mypy", "babel", "pypinyin", "pyinstaller"} == set()


def icon_names() -> list[str]:
    """The icons that packaging/icons.txt lists."""
    lines = (ROOT / "packaging" / "icons.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "lucide-static "))]


@pytest.mark.parametrize("name", icon_names())
def test_an_icon_is_an_svg_that_can_be_tinted(name: str) -> None:
    path = ICONS / f"{name}.svg"
    root = ET.parse(path).getroot()
    assert root.tag == SVG
    assert root.get("stroke") == "currentColor"


def test_icons_are_listed_and_their_licence_stands_beside_them() -> None:
    present = {path.stem for path in ICONS.glob("*.svg")} - {"app"}
    assert present == set(icon_names())
    assert (ICONS / "LICENSE").read_text("utf-8").startswith("ISC License")


def test_the_program_has_one_icon() -> None:
    assert (ICONS / "app.svg").read_bytes() == (ROOT / "packaging" / "hkdesk.svg").read_bytes()
    assert (ICONS / "app.png").read_bytes().startswith(b"\x89PNG")


def test_every_character_has_its_initials_once() -> None:
    lines = (ROOT / "resources" / "pinyin" / "initials.txt").read_text("utf-8").splitlines()
    table = [
        (character, letters) for letters, characters in (line.split("\t") for line in lines) for character in characters
    ]
    assert len(table) == len(dict(table)) > 20_000
    assert all(letters.isascii() and letters.isalpha() and len(letters) == len(set(letters)) for _, letters in table)
    found = dict(table)
    assert (found["重"][0], found["行"][0]) == ("z", "x")  # the usual reading stands first
    assert all(letter in found[character] for character, letter in [("重", "c"), ("重", "z"), ("洪", "h"), ("堃", "k")])


def test_the_desktop_file_names_the_program_in_both_languages() -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "packaging" / "hkdesk.desktop", "utf-8")
    entry = parser["Desktop Entry"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert entry["Type"] == "Application"
    assert entry["Exec"] in project["scripts"]
    assert entry["Icon"] == "hkdesk"
    assert entry["Name"]
    assert entry["Name[zh_CN]"]


def test_the_metainfo_agrees_with_the_project_and_the_desktop_file() -> None:
    path = ROOT / "packaging" / "io.github.hkdesk.metainfo.xml"
    root = ET.parse(path).getroot()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert f"{root.findtext('id')}.metainfo.xml" == path.name
    assert root.findtext("project_license") == project["license"]
    assert root.findtext("launchable") == "hkdesk.desktop"
    for tag in ("name", "summary"):
        assert {element.get(language) for element in root.findall(tag)} == {None, "zh_CN"}


def test_only_scripts_that_can_be_run_are_called_by_the_makefile() -> None:
    for name in re.findall(r"packaging/\w+\.sh", (ROOT / "Makefile").read_text("utf-8")):
        assert os.access(ROOT / name, os.X_OK), f"{name} is not executable"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.bundle
@pytest.mark.skipif(
    os.environ.get("HKDESK_BUNDLE") != "1", reason="takes minutes; make bundle-test, or HKDESK_BUNDLE=1, runs it"
)
def test_the_bundle_starts_far_from_here() -> None:
    subprocess.run(["make", "bundle-test"], cwd=ROOT, check=True, timeout=600, stdin=subprocess.DEVNULL)
