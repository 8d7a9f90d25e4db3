"""The officer's choices are kept, and a broken file of them stops nobody."""

import pytest

from hkdesk.settings import LedgerLook, ReportLook, SavedFilter, Settings, SettingsKeeper, load_settings, save_settings


def test_what_was_chosen_is_there_again(tmp_path):
    chosen = Settings(language="en", theme="dark", park="HJQ", officer="李敏")
    save_settings(chosen, tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == chosen


def test_they_are_kept_in_the_order_and_as_they_were_chosen(tmp_path):
    keeper, chosen = SettingsKeeper(tmp_path / "settings.json"), Settings()
    for park in ("HJQ", "HGQ", "*"):
        chosen.park = park
        keeper.keep(chosen)
    chosen.park = "not kept"
    keeper.close()
    assert load_settings(tmp_path / "settings.json").park == "*"


def test_a_folder_that_takes_no_settings_is_told_to_the_log(tmp_path, caplog):
    keeper = SettingsKeeper(tmp_path / "not there" / "settings.json")
    keeper.keep(Settings())
    keeper.close()
    assert "cannot be kept" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("text", ["[]", "null", "3", "{", '{"theme": 5, "colour": "red"}', "\xff"])
def test_a_broken_file_gives_the_defaults(tmp_path, text, caplog):
    (tmp_path / "settings.json").write_text(text, "latin-1")
    assert load_settings(tmp_path / "settings.json") == Settings()
    caplog.clear()


def test_the_looks_of_ledgers_and_saved_filters_are_there_again(tmp_path):
    chosen = Settings()
    look = chosen.ledger("Project")
    look.order, look.shown, look.hidden, look.widths = ["name", "light"], ["builder"], ["industry"], {"name": 300}
    look.filters = [SavedFilter("我的", "signed", "恒光", {"builder": "x"}, True, "name", True)]
    save_settings(chosen, tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == chosen


@pytest.mark.parametrize(
    "text",
    [
        '{"language": "en", "ledgers": 3}',
        '{"language": "en", "ledgers": {"Project": 3}}',
        '{"language": "en", "ledgers": {"Project": {"filters": [3, {"name": ""}, {"name": "a", "chip": 3}]}}}',
        '{"language": "en", "ledgers": {"Project": {"filters": [{"name": "a", "where": {"builder": 3}}]}}}',
    ],
)
def test_what_is_broken_of_a_ledger_is_left_out_with_a_warning(tmp_path, text, caplog):
    (tmp_path / "settings.json").write_text(text)
    found = load_settings(tmp_path / "settings.json")
    assert found.language == "en"
    assert all(look == LedgerLook() for look in found.ledgers.values())
    assert caplog.records
    caplog.clear()


def test_what_a_later_desk_wrote_of_a_ledger_does_not_matter(tmp_path):
    text = '{"ledgers": {"Project": {"widths": {"a": -1, "b": "x", "c": 90}, "shown": [1, "d"], "later": 1, '
    text += '"filters": [{"name": "ok", "later": 1}]}}}'
    (tmp_path / "settings.json").write_text(text)
    look = load_settings(tmp_path / "settings.json").ledgers["Project"]
    assert (look.widths, look.shown, look.filters) == ({"c": 90}, ["d"], [SavedFilter("ok")])


def test_how_documents_were_printed_is_kept_and_what_is_no_such_thing_is_left_out(tmp_path):
    path = tmp_path / "settings.json"
    settings = Settings()
    settings.report("dispatch-table").paper = "A4"
    settings.report("dispatch-table").printer = "三楼"
    save_settings(settings, path)
    assert load_settings(path).report("dispatch-table") == ReportLook("A4", "三楼", "")
    path.write_text('{"reports": {"x": {"paper": 3, "colour": "red", "duplex": "long"}, "y": 7}}', "utf-8")
    assert load_settings(path).reports == {"x": ReportLook(duplex="long")}
    path.write_text('{"reports": [1]}', "utf-8")
    assert load_settings(path).reports == {}
