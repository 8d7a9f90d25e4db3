"""make words gathers, keeps what is translated, and --check names each fault."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent
CODE = """
tr("Projects")
tr("{n} days left", n=3)
tr_n("{n} project", "{n} projects", count)
LABELS = [mark("Signed")]
raise DeskError("Give {field} a value.", field=tr("Owner"))
"""


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """packaging/words.py, looking at a small program in tmp_path."""
    spec = importlib.util.spec_from_file_location("packaging_words", ROOT / "packaging" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    locale = tmp_path / "resources" / "locale"
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "LOCALE", locale)
    monkeypatch.setattr(module, "GATHERED", locale / "zh_CN" / "LC_MESSAGES" / "hkdesk.po")
    (tmp_path / "hkdesk").mkdir()
    (tmp_path / "hkdesk" / "code.py").write_text(CODE, "utf-8")
    return module


def run(words: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["words.py", *arguments])
    return int(words.main())


def test_every_way_of_marking_is_gathered_without_places_or_dates(
    words: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(words, monkeypatch)
    text = words.GATHERED.read_text("utf-8")
    for message in ("Projects", "{n} days left", "Signed", "Give {field} a value.", "Owner"):
        assert f'msgid "{message}"' in text
    assert 'msgid_plural "{n} projects"' in text
    assert "code.py" not in text
    assert "Date" not in text
    run(words, monkeypatch)
    assert words.GATHERED.read_text("utf-8") == text


def translate(words: ModuleType, message: str, translation: str) -> None:
    text = words.GATHERED.read_text("utf-8")
    before = f'msgid "{message}"\nmsgstr ""'
    assert before in text
    words.GATHERED.write_text(text.replace(before, f'msgid "{message}"\nmsgstr "{translation}"'), "utf-8")


def test_check_names_untranslated_stale_missing_and_uncompiled(
    words: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(words, monkeypatch)
    translate(words, "Projects", "项目")
    translate(words, "{n} days left", "剩{days}天")
    (words.ROOT / "hkdesk" / "code.py").write_text(CODE.replace('mark("Signed")', 'mark("Started")'), "utf-8")
    capsys.readouterr()
    assert run(words, monkeypatch, "--check") == 1
    said = capsys.readouterr().out
    assert "'Owner' is not translated" in said
    assert "'Projects'" not in said
    assert "'{n} days left' has other {placeholders}" in said
    assert "'Started' is in the code but was not gathered" in said
    assert "'Signed' is stale" in said
    assert "hkdesk.mo is not what its .po compiles to" in said


def test_gathering_keeps_translations_and_drops_what_the_code_no_longer_says(
    words: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(words, monkeypatch)
    translate(words, "Projects", "项目")
    translate(words, "Owner", "责任人")
    (words.ROOT / "hkdesk" / "code.py").write_text('tr("Projects")', "utf-8")
    assert run(words, monkeypatch) == 0
    assert run(words, monkeypatch, "--check") == 0
    text = words.GATHERED.read_text("utf-8")
    assert 'msgstr "项目"' in text
    assert "责任人" not in text
