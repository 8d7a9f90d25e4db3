"""Words: the officer's language for every sentence, code, amount and day that the desk shows or prints.

Sentences are written in English in the code and translated by gettext (domain "hkdesk"); codes of enumerations
are looked up as "Class.value" in the domain "codes", which has Chinese and English (packaging/words.py).
"""

import gettext
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from hkdesk.bundled import bundled

if TYPE_CHECKING:
    from decimal import Decimal

LANGUAGES = ("zh_CN", "en")
_DASH = "—"


class _Words:
    """The catalogues in force; the language is the one thing that is one for the whole process."""

    def __init__(self) -> None:
        self.language = "en"
        self.sentences: gettext.NullTranslations = gettext.NullTranslations()
        self.codes: gettext.NullTranslations = gettext.NullTranslations()

    def speak(self, language: str) -> None:
        folder = str(bundled("resources/locale"))
        self.language = language if language in LANGUAGES else "en"
        self.sentences = gettext.translation("hkdesk", folder, [self.language], fallback=True)
        self.codes = gettext.translation("codes", folder, [self.language], fallback=True)


_words = _Words()
_spoken: ContextVar[_Words | None] = ContextVar("spoken", default=None)


def _now() -> _Words:
    return _spoken.get() or _words


def use_language(language: str) -> None:
    """Speak this language from now on; one that the desk does not have becomes English."""
    _words.speak(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language within, on this thread alone: a document's words need not be the screen's."""
    words = _Words()
    words.speak(language)
    before = _spoken.set(words)
    try:
        yield
    finally:
        _spoken.reset(before)


def language_in_use() -> str:
    """zh_CN or en."""
    return _now().language


def system_language() -> str:
    """The desk's language that suits the system's: Chinese wherever the system is Chinese."""
    said = next((os.environ[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(v)), "")
    if not said:
        import locale

        said = locale.getlocale()[0] or ""
    return "zh_CN" if said.lower().startswith(("zh", "chinese")) else "en"


def tr(message: str, /, **values: object) -> str:
    """A sentence in the officer's language, its {places} filled with worded values."""
    text = _now().sentences.gettext(message) if message else ""
    return text.format(**{k: say(v) for k, v in values.items()}) if values else text


def tr_n(one: str, many: str, n: int, /, **values: object) -> str:
    """A sentence about a number of things; {n} is the number."""
    text = _now().sentences.ngettext(one, many, n)
    return text.format(n=f"{n:,}", **{k: say(v) for k, v in values.items()})


def mark(message: str) -> str:
    """Mark a sentence for translation where it is written before the language is known."""
    return message


def word(code: Enum | None) -> str:
    """The name of a code, e.g. 开工 for Stage.STARTED."""
    if code is None:
        return _DASH
    key = f"{type(code).__name__}.{code.value}"
    said = _now().codes.gettext(key)
    return said if said != key else str(code.value).replace("_", " ")


def field_name(name: str) -> str:
    """The name of a record's field, e.g. 总投资 for total_investment_fen."""
    key = f"field.{name}"
    said = _now().codes.gettext(key)
    return said if said != key else name.removesuffix("_id").removesuffix("_fen").replace("_", " ").capitalize()


def command_name(name: str) -> str:
    """The name of a command of the change log, e.g. 登记诉求 for log_request."""
    key = f"command.{name}"
    said = _now().codes.gettext(key)
    return said if said != key else name.replace("_", " ").capitalize()


def kind_name(name: str) -> str:
    """The name of a kind of record, by its class."""
    key = f"kind.{name}"
    said = _now().codes.gettext(key)
    return said if said != key else name


def capital(text: str) -> str:
    """A text as it is written where it stands by itself: it begins with a capital."""
    return text[:1].upper() + text[1:]


def refusal(error: Exception) -> str:
    """A refusal as a sentence: its message translated, its values worded."""
    errors = getattr(error, "errors", None)
    if errors:
        return " ".join(refusal(e) for e in errors)
    message, values = getattr(error, "message", None), getattr(error, "values", {})
    if message is None:
        return str(error)
    worded = {k: field_name(str(v)) if k == "field_name" else say(v) for k, v in values.items()}
    text = tr(str(message))
    return text.format(**worded) if worded else text


def say(value: object) -> str:
    """A value in words: codes by name, days as dates, several of them with the language's comma."""
    match value:
        case None:
            return _DASH
        case Enum():
            return word(value)
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case str():
            return value
        case Iterable():
            return ("、" if _now().language == "zh_CN" else ", ").join(say(v) for v in value)
        case _:
            return str(value)


def day(on: date | None) -> str:
    """A day as tables and fields show it: 2026-03-05."""
    return on.isoformat() if on else _DASH


def long_day(on: date) -> str:
    """A day as prose says it: 2026年3月5日, 5 March 2026."""
    if _now().language == "zh_CN":
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {on:%B %Y}"


def month_day(on: date) -> str:
    """A day of a year that is known, as prose says it: 3月5日, 5 March."""
    if _now().language == "zh_CN":
        return f"{on.month}月{on.day}日"
    return f"{on.day} {on:%B}"


def weekday(on: date) -> str:
    """The day of the week."""
    if _now().language == "zh_CN":
        return "星期" + "一二三四五六日"[on.weekday()]
    return f"{on:%A}"


def month(first: date) -> str:
    """A month as an axis shows it: 3月, Mar."""
    return f"{first.month}月" if _now().language == "zh_CN" else f"{first:%b}"


def long_month(first: date) -> str:
    """A month as a heading shows it: 2026年3月, March 2026."""
    return f"{first.year}年{first.month}月" if _now().language == "zh_CN" else f"{first:%B} {first.year}"


def moment(at: datetime) -> str:
    """An instant in local time, to the minute."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def percent(part: "Decimal | None", digits: int = 0) -> str:
    """A ratio as a percentage; — where there is none."""
    return _DASH if part is None else f"{part * 100:.{digits}f}%"
