"""Every code, field, kind and command has its word in both languages, and every message its Chinese."""

import importlib.util
import inspect
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.pofile import read_po

import hkdesk.domain
import hkdesk.work.commands
from hkdesk.tables.all import RECORDS, UNSHARED
from hkdesk.wording import LANGUAGES, command_name, field_name, kind_name, language_in_use, use_language, word
from hkdesk.work import changes

ROOT = Path(__file__).parent.parent.parent
LOCALE = ROOT / "resources" / "locale"
TABLES = (*RECORDS.values(), *UNSHARED)
# What a form or the command line asks for that is no column.
FORM_FIELDS = (
    "asked_on",
    "completed_on",
    "enterprise",
    "extra_workdays",
    "lead_officer",
    "lead_provider",
    "leaders_reason",
    "liaison_officer",
    "park",
    "permit_on",
    "provider",
)
# Latin that stands in a Chinese sentence: keys, kinds of files, names of things that have no other, samples.
LATIN = re.compile(
    r"\b(Ctrl(\+[A-Z])?|Alt|Shift|Delete|Enter|Tab|Esc|F2|PDF|Word|Excel|WPS|CSV|PNG|USCC|ID|SQLite|PostgreSQL|GB/T|C2614|A1\.2|A3\.1|HJS-2026-A0001|GB18030)\b"
    r"|--data|--json|UTF-8|hkdesk imports|\.png|xvfb-run hkdesk|hkdesk snapshot overview --to page\.png"
)
PLACE = re.compile(r"\{[^}]*\}")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = language_in_use()
    use_language(request.param)
    yield request.param
    use_language(before)


def modules_in(package: ModuleType) -> list[ModuleType]:
    found = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(module.name) for module in found]


def codes() -> list[type[StrEnum]]:
    return [
        each
        for module in modules_in(hkdesk.domain)
        for each in vars(module).values()
        if inspect.isclass(each) and issubclass(each, StrEnum) and each.__module__ == module.__name__
    ]


def commands() -> list[str]:
    """The public functions that take a unit of work, and what the store does by itself."""
    found = {"seed", "fill_practice"}
    for module in (*modules_in(hkdesk.work.commands), changes):
        for name, each in vars(module).items():
            if inspect.isfunction(each) and each.__module__ == module.__name__ and not name.startswith("_"):
                parameters = list(inspect.signature(each).parameters)
                found |= {name} if parameters[:1] == ["uow"] else set()
    return sorted(found)


def columns() -> list[str]:
    return sorted({column.key for table in TABLES for column in table.__table__.c})  # type: ignore[attr-defined]


def keys_in(language: str) -> dict[str, str]:
    with (LOCALE / language / "LC_MESSAGES" / "codes.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def as_shown_without(key: str) -> str:
    """What the desk would show of a code, field, kind or command that has no word."""
    return key.partition(".")[2].removesuffix("_id").removesuffix("_fen").replace("_", " ")


def wanted_keys() -> set[str]:
    return {
        *(f"{each.__name__}.{member.value}" for each in codes() for member in each),
        *(f"field.{name}" for name in (*columns(), *FORM_FIELDS)),
        *(f"kind.{table.__name__}" for table in TABLES),
        *(f"command.{name}" for name in commands()),
    }


def test_the_walk_over_the_code_finds_what_there_is() -> None:
    assert {"Stage", "RequestState", "Light", "MoneyUnit", "Standing"} <= {each.__name__ for each in codes()}
    assert {"log_request", "move_project", "add_enterprise", "undo", "redo"} <= set(commands())
    assert {"total_investment_fen", "due_on", "uscc"} <= set(columns())


def test_no_two_enumerations_share_a_name() -> None:
    names = [each.__name__ for each in codes()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_field_kind_and_command_has_its_word(language: str) -> None:
    assert wanted_keys() - set(keys_in(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_kept_for_what_is_gone(language: str) -> None:
    codes_and_kinds = {key for key in keys_in(language) if not key.startswith("field.")}
    assert codes_and_kinds - wanted_keys() == set()


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    assert list(keys_in("zh_CN")) == list(keys_in("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_its_raw_code(language: str) -> None:
    raw = {key: said for key, said in keys_in(language).items() if said in (key, key.partition(".")[2])}
    # A class is named by an English word.
    assert {key for key in raw if language != "en" or not key.startswith("kind.")} == set()


def test_no_chinese_word_is_what_would_be_shown_without_one() -> None:
    assert [key for key, said in keys_in("zh_CN").items() if said.lower() == as_shown_without(key).lower()] == []


def test_the_desk_finds_the_words(language: str) -> None:
    said = keys_in(language)
    for each in codes():
        for member in each:
            assert word(member) == said[f"{each.__name__}.{member.value}"]
    assert [field_name(name) for name in columns()] == [said[f"field.{name}"] for name in columns()]
    assert [command_name(name) for name in commands()] == [said[f"command.{name}"] for name in commands()]
    assert [kind_name(name) for name in RECORDS] == [said[f"kind.{name}"] for name in RECORDS]


@pytest.mark.parametrize("family", ["RequestState", "RequestAction", "Stage", "Step", "Light", "Category", "Channel"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_family_differ(language: str, family: str) -> None:
    said = [text for key, text in keys_in(language).items() if key.startswith(f"{family}.")]
    assert len(said) == len(set(said))


def test_the_standard_terms_are_used() -> None:
    said = keys_in("zh_CN")
    assert [said[f"Step.{step}"] for step in ("signed", "landed", "started", "trial_production", "in_production")] == [
        *("签约", "落地", "开工", "试生产", "投产")
    ]
    path = ("registered", "accepted", "assigned", "in_progress", "replied", "return_visit", "closed")
    branches = ("returned", "suspended", "not_accepted", "escalated")
    assert [said[f"RequestState.{state}"] for state in path] == [
        *("登记", "受理", "交办", "办理中", "已反馈", "待回访", "办结")
    ]
    assert [said[f"RequestState.{state}"] for state in branches] == ["退单", "挂起", "不受理", "提级督办"]
    assert [said[f"field.{name}"] for name in ("lead_officer_id", "responsible_unit", "builder")] == [
        *("包保领导", "责任单位", "建设单位")
    ]


def program(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"the_{name}", ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_message_is_gathered_translated_and_compiled() -> None:
    assert list(program("words").faults()) == []


def test_a_chinese_word_has_no_latin_letters_but_the_allowed() -> None:
    words = program("words")
    found = [text for path in sorted((LOCALE / "zh_CN").rglob("*.po")) for text in texts_in(words, path)]
    assert len(found) > 500
    left = [text for text in found if re.search("[A-Za-z]", LATIN.sub("", PLACE.sub("", text)))]
    assert left == []


def test_chinese_punctuation_is_full_width() -> None:
    words = program("words")
    found = [text for path in sorted((LOCALE / "zh_CN").rglob("*.po")) for text in texts_in(words, path)]
    # Beside a Chinese character; numbers keep their own: 1,180.
    assert [text for text in found if re.search("[一-鿿][,;:?!()]|[,;:?!()][一-鿿]", PLACE.sub("字", text))] == []


def texts_in(words: ModuleType, path: Path) -> list[str]:
    return [text for message in words.messages(words.read(path)) for text in words.translations(message)]


def test_messages_are_found_in_f_strings_and_in_what_raises_an_error() -> None:
    code = """
f"{name} · {tr('practice')}"
super().__init__("Some fields need another look.")
super().__init__(context, [tr("Appeals")])
raise _not_closed("There was no return visit yet.")
tr_n("{n} project", "{n} projects", n)
tr(TITLES[name])
"""
    assert set(program("words").messages_in(code)) == {
        "practice",
        "Some fields need another look.",
        "Appeals",
        "There was no return visit yet.",
        ("{n} project", "{n} projects"),
    }
