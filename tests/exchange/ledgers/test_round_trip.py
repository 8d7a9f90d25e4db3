"""What the desk says of a record is read back the same, whatever the record; and nothing that is read breaks it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from hkdesk.domain.errors import DeskError
from hkdesk.domain.identity import organisation_check
from hkdesk.domain.money import FEN_PER_WAN, FEN_PER_YI, parse_money, parse_wan, plain_money
from hkdesk.exchange.ledgers.fields import FieldType, LedgerField
from hkdesk.exchange.ledgers.guess import best_guess, guess_sheet
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.sheets import Merged, RawCell, RawSheet
from hkdesk.exchange.ledgers.synonyms import shipped_synonyms, sum_key
from hkdesk.exchange.ledgers.table import apply
from hkdesk.exchange.ledgers.values import ColumnReader, Context
from hkdesk.wording import LANGUAGES, field_name, speaking, tr, word
from tests.exchange.ledgers import made

SLOW = [HealthCheck.too_slow, HealthCheck.large_base_example]
NO_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]  # of a ledger of forty columns it takes minutes
MARKS = shipped_synonyms().empty | shipped_synonyms().nothing
Case = tuple[RawCell, str]  # a cell of the desk's export, and the text that its commands take


def plain(text: str) -> bool:
    """Whether a text is one that a record can hold, and that says something; a sum is no record's name."""
    is_said = text == text.strip() and text not in MARKS and not text.startswith("#") and "_x000" not in text.lower()
    return is_said and not sum_key(text).endswith(("合计", "小计", "总计", "合计数"))


CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cf"))
WORDS = st.text(CHARACTERS, min_size=1, max_size=60).filter(plain)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
FEN = st.integers(0, 10**15)


def days() -> st.SearchStrategy[Case]:
    written: list[Callable[[date], RawCell]] = [
        lambda on: on,
        lambda on: on.isoformat(),
        lambda on: made.day(on.year, on.month, on.day),
        lambda on: f"{on.year}年{on.month}月{on.day}日",
        lambda on: f"{on.year}.{on.month}.{on.day}",
        lambda on: float((on - date(1899, 12, 30)).days),
    ]
    return st.tuples(DAYS, st.sampled_from(written)).map(lambda made_: (made_[1](made_[0]), made_[0].isoformat()))


def money() -> st.SearchStrategy[Case]:
    wan = FEN.map(lambda fen: (float(Decimal(fen) / FEN_PER_WAN), plain_money(fen)))
    text = FEN.map(lambda fen: (plain_money(fen), plain_money(fen)))
    shown = FEN.map(lambda fen: (f"{Decimal(fen) / FEN_PER_WAN:,f}", plain_money(fen)))
    return st.one_of(wan, text, shown)


def codes(field: LedgerField) -> st.SearchStrategy[Case]:
    def said(code: object, language: str) -> Case:
        with speaking(language):
            return word(code), code.value  # type: ignore[arg-type,attr-defined]

    values = list(field.codes or ())
    return st.tuples(st.sampled_from(values), st.sampled_from(LANGUAGES)).map(lambda pair: said(*pair))


def yes_or_no() -> st.SearchStrategy[Case]:
    def said(is_so: bool, language: str) -> Case:
        with speaking(language):
            return (tr("yes"), "yes") if is_so else (tr("no"), "no")

    return st.tuples(st.booleans(), st.sampled_from(LANGUAGES)).map(lambda pair: said(*pair))


def credit_codes() -> st.SearchStrategy[Case]:
    def whole(body: str) -> Case:
        code = f"91431281{body}{organisation_check(body)}"
        code += uscc.calc_check_digit(code)
        return code, code

    return st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8).map(whole)


def same(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Case]:
    return texts.map(lambda text: (text, text))


def numbers() -> st.SearchStrategy[Case]:
    whole = st.integers(0, 10**11)
    return st.one_of(
        whole.map(lambda n: (float(n), str(n))), whole.map(lambda n: (f"{n:,}", str(n))), same(whole.map(str))
    )


def phones() -> st.SearchStrategy[Case]:
    return st.integers(13_000_000_000, 19_999_999_999).flatmap(
        lambda n: st.sampled_from([(str(n), str(n)), (float(n), str(n)), (n, str(n))])
    )


def months() -> st.SearchStrategy[Case]:
    return same(DAYS.map(lambda on: f"{on:%Y-%m}"))


CASES: dict[FieldType, Callable[[LedgerField], st.SearchStrategy[Case]]] = {
    FieldType.DAY: lambda _: days(),
    FieldType.MONTH: lambda _: months(),
    FieldType.MONEY: lambda _: money(),
    FieldType.NUMBER: lambda _: numbers(),
    FieldType.QUANTITY: lambda _: numbers(),
    FieldType.AREA: lambda _: same(st.integers(0, 10**7).map(lambda n: f"{n}亩")),
    FieldType.PERCENT: lambda _: st.integers(0, 100).map(lambda n: (f"{n}%", str(n))),
    FieldType.CODE: codes,
    FieldType.YES_NO: lambda _: yes_or_no(),
    FieldType.USCC: lambda _: credit_codes(),
    FieldType.PHONE: lambda _: phones(),
    FieldType.CODE_TEXT: lambda _: same(st.from_regex(r"[0-9A-Z]{2,4}(-[0-9]{2,6}){1,4}", fullmatch=True)),
    FieldType.TEXT: lambda _: same(LINES),
    FieldType.PROGRESS: lambda _: same(LINES),
    FieldType.NAMES: lambda _: same(st.lists(WORDS, min_size=1, max_size=3).map("、".join)),
}


def cases(field: LedgerField) -> st.SearchStrategy[Case]:
    return CASES.get(field.read_as, lambda _: same(WORDS))(field)


FIELDS = [(kind.name, field.name) for kind in KINDS.values() for field in kind.fields if field.name != "contact"]


@pytest.mark.parametrize(("kind", "field"), FIELDS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_value_of_every_field_is_read_back_the_same(kind: str, field: str, data: st.DataObject) -> None:
    declared = KINDS[kind].by_name[field]
    cell, text = data.draw(cases(declared))
    reading = ColumnReader(declared, Context(shipped_synonyms()))[cell]
    if declared.read_as is FieldType.MONEY:
        assert reading.text is not None, reading.aside
        assert parse_money(reading.text) == parse_money(text)
        assert parse_wan(reading.text) == parse_money(text)  # as a month's report takes it
    else:
        assert reading.text == text
        assert reading.aside is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None, suppress_health_check=SLOW, phases=NO_SHRINKING)
@given(data=st.data())
def test_a_ledger_under_the_desk_s_own_words_is_read_back_the_same(
    kind: str, language: str, data: st.DataObject
) -> None:
    declared = [field for field in KINDS[kind].fields if field.name != "contact"]
    rows = data.draw(st.lists(st.tuples(*map(cases, declared)), min_size=1, max_size=4))
    with speaking(language):
        header: list[RawCell] = [field_name(field.name) for field in declared]
        sheet = RawSheet("S", [header, *[[cell for cell, _ in row] for row in rows]])
        guess = best_guess(made.book(sheet), kind)
    assert guess.mapping.header_rows == (0,)
    assert list(guess.mapping.columns.values()) == [field.name for field in declared]
    table = apply(guess.mapping, sheet)
    assert table.others == ()
    assert len(table.rows) == len(rows)
    for row, wanted in zip(table.rows, rows, strict=True):
        assert row.faults == ()
        assert dict(row.values) == {f.name: text for f, (_, text) in zip(declared, wanted, strict=True)}


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(),
    st.text(max_size=12),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(max_value=timedelta(days=10**5)),
    st.sampled_from(
        [
            "企业名称",
            "项目名称",
            "诉求内容",
            "合计",
            "小计",
            "注：",
            "联系人",
            "总投资（万元）",
            "其中：建安",
            "1-3月",
            "走访时间",
            "2026年3月",
        ]
    ),
)
SHEETS = st.builds(
    RawSheet,
    name=st.text(max_size=8),
    rows=st.lists(st.lists(CELLS, max_size=7), max_size=12),
    merged=st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 8), st.integers(0, 3), st.integers(0, 3)).map(
            lambda m: Merged(m[0], m[1], m[0] + m[2], m[1] + m[3])
        ),
        max_size=4,
    ).map(tuple),
    is_1904=st.booleans(),
)


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(SHEETS)
def test_no_sheet_whatever_breaks_the_reading_of_it(sheet: RawSheet) -> None:
    for guess in guess_sheet(sheet):
        table = apply(guess.mapping, sheet)
        assert len(table.rows) + len(table.others) <= len(sheet.rows)
        assert 0 <= guess.score <= 1
        for row in table.rows:
            assert all(isinstance(text, str) for text in row.values.values())
            assert [f.field for f in row.faults if row.values.get(f.field)] == []


@pytest.mark.parametrize("field", [f for f in KINDS["Project"].fields if f.name != "contact"], ids=lambda f: f.name)
@settings(max_examples=40, deadline=None)
@given(cell=CELLS.filter(lambda cell: not isinstance(cell, bool)))
def test_no_cell_whatever_breaks_a_column(field: LedgerField, cell: RawCell) -> None:
    reading = ColumnReader(field, Context(shipped_synonyms(), year=2026))[cell]
    if reading.aside is not None and reading.aside.error is not None:
        assert isinstance(reading.aside.error, DeskError)
        assert str(reading.aside.error)  # its message has all its values
        assert reading.text is None


def test_the_largest_sums_are_exact() -> None:
    reader = ColumnReader(KINDS["Project"].by_name["total_investment_fen"], Context(shipped_synonyms(), "亿元"))
    assert parse_money(reader[99999.9999].text or "") == 999_999_999 * FEN_PER_YI // 10_000


def test_a_raised_figure_is_no_day_and_breaks_nothing() -> None:
    sheet = RawSheet("S", [["企业名称", "入园日期"], ["云溪新材料有限公司", "¹"]])
    guess = guess_sheet(sheet, "Enterprise", header=(0,))[0]
    (row,) = apply(guess.mapping, sheet).rows
    assert row.values["name"] == "云溪新材料有限公司"
    assert [fault.field for fault in row.faults] == ["settled_on"]
