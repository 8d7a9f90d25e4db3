"""The officer's choices are kept, and a broken file of them stops nobody."""

import pytest

from hkdesk.settings import Settings, load_settings, save_settings


def test_what_was_chosen_is_there_again(tmp_path):
    chosen = Settings(language="en", theme="dark", park="HJQ", officer="李敏")
    save_settings(chosen, tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == chosen


@pytest.mark.parametrize("text", ["[]", "null", "3", "{", '{"theme": 5, "colour": "red"}', "\xff"])
def test_a_broken_file_gives_the_defaults(tmp_path, text, caplog):
    (tmp_path / "settings.json").write_text(text, "latin-1")
    assert load_settings(tmp_path / "settings.json") == Settings()
    caplog.clear()
