"""A mapping is plain data: the officer puts it right, it is kept, and serves the next ledger of its shape."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.guess import best_guess
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.mapping import LedgerMapping, from_json, recalled, shape_of, to_json
from hkdesk.exchange.ledgers.sheets import RawCell, RawSheet
from hkdesk.exchange.ledgers.table import apply
from tests.exchange.ledgers import made


def month_sheet(month: int, year: int = 2026, above: int = 1) -> RawSheet:
    header: list[RawCell] = [
        "序号",
        "项目名称",
        f"{year}年计划投资（万元）",
        f"{month}月完成投资",
        f"1-{month}月累计完成投资",
        "甲栏",
    ]
    return RawSheet(
        f"{month}月",
        [*[[f"{year}年{month}月调度表"]] * above, header, [1, "技改项目", 5000, 300.0, 900.0, "主体施工"]],
    )


def test_a_column_is_read_as_another_field_once_the_officer_says_so() -> None:
    sheet = month_sheet(3)
    mapping = best_guess(made.book(sheet)).mapping
    assert 5 not in mapping.columns
    corrected = mapping.with_column(5, "physical_progress").with_column(3, "construction_fen")
    row = apply(corrected, sheet).rows[0]
    assert row.values["physical_progress"] == "主体施工"
    assert row.values["construction_fen"] == "300万元"
    assert "month_fen" not in row.values
    assert apply(mapping, sheet).rows[0].values["month_fen"] == "300万元"  # the first one stays as it was


def test_a_field_is_taken_from_the_column_that_had_it_and_a_column_may_be_left_out() -> None:
    mapping = best_guess(made.book(month_sheet(3))).mapping
    moved = mapping.with_column(3, "year_fen")
    assert (moved.columns[3], 4 in moved.columns, 4 in moved.units) == ("year_fen", False, False)
    assert 3 not in mapping.with_column(3, None).columns


def test_the_unit_of_a_column_can_be_put_right() -> None:
    sheet = month_sheet(3)
    mapping = best_guess(made.book(sheet)).mapping.with_unit(3, "亿元")
    assert apply(mapping, sheet).rows[0].values["month_fen"] == "300亿元"


def test_two_columns_of_notes_follow_each_other_and_two_of_anything_else_are_refused() -> None:
    sheet = RawSheet("S", [["项目名称", "建设内容", "备注"], ["技改项目", "新建厂房", "待供地"], ["二期", "", "/"]])
    mapping = best_guess(made.book(sheet), "Project").mapping
    assert [row.values.get("note") for row in apply(mapping, sheet).rows] == ["新建厂房\n待供地", ""]
    with pytest.raises(DeskError, match="Two columns are read as name"):
        apply(replace(mapping, columns={0: "name", 1: "name"}), sheet)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"kind": "Policy"}, "“Policy” is not known here"),
        ({"columns": {0: "colour"}}, "There is no field “colour”"),
        ({"given": {"colour": "red"}}, "There is no field “colour”"),
        ({"columns": {0: "month_fen"}, "units": {0: "里"}}, "“里” is not known here; these are: 元"),
    ],
)
def test_a_mapping_that_cannot_be_applied_is_refused_naming_what_is_wrong(wrong: dict[str, object], why: str) -> None:
    mapping = replace(best_guess(made.book(month_sheet(3))).mapping, **wrong)  # type: ignore[arg-type]
    with pytest.raises(DeskError, match=why):
        apply(mapping, month_sheet(3))


def test_the_shape_stays_from_month_to_month_and_changes_with_the_columns() -> None:
    march = shape_of(month_sheet(3), [1])
    assert march == shape_of(month_sheet(11, 2027, above=3), [3])
    assert len(march) == 32
    other = month_sheet(3)
    other.rows[1].insert(1, "项目代码")  # type: ignore[attr-defined]
    assert shape_of(other, [1]) != march
    assert shape_of(made.visits_without_header(), []) == ""


def test_a_remembered_mapping_reads_next_month_s_ledger_with_its_own_month() -> None:
    march = best_guess(made.book(month_sheet(3))).mapping.with_column(5, "physical_progress")
    kept = from_json(to_json(march))
    april = month_sheet(4, 2027, above=3)
    guessed = best_guess(made.book(april)).mapping
    mapping = recalled(kept, guessed)
    row = apply(mapping, april).rows[0]
    assert (row.values["month"], row.values["physical_progress"]) == ("2027-04", "主体施工")
    assert (mapping.sheet, mapping.header_rows, mapping.year) == ("4月", (3,), 2027)
    assert "month" not in recalled(kept, replace(guessed, given={})).given  # never last month's


FIELDS = st.sampled_from(sorted(KINDS["Project"].by_name))


@given(
    columns=st.dictionaries(st.integers(0, 500), FIELDS, max_size=12),
    sheet=st.text(max_size=12),
    header=st.lists(st.integers(0, 40), max_size=3),
    given_=st.dictionaries(FIELDS, st.text(max_size=12), max_size=3),
    year=st.none() | st.integers(1949, 2100),
    parks=st.lists(st.text(max_size=8), max_size=2),
)
def test_a_mapping_that_is_kept_comes_back_the_same(
    columns: dict[int, str],
    sheet: str,
    header: list[int],
    given_: dict[str, str],
    year: int | None,
    parks: list[str],
) -> None:
    single = {column: name for name, column in {name: column for column, name in columns.items()}.items()}
    mapping = LedgerMapping(sheet, "Project", tuple(header), single, {}, given_, year, tuple(parks))
    assert from_json(to_json(mapping)) == mapping


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[]", "3", '{"version": 1}', '{"version": 2}', "[" * 5000]
    + [
        to_json(LedgerMapping("S", "Project", (0,), {0: "name"})).replace(a, b)
        for a, b in (('"name"', '"colour"'), ('"Project"', '"Policy"'), ("[0]", '["x"]'), ('"0"', '"-1"'), ('"S"', "7"))
    ],
)
def test_what_was_kept_and_is_spoilt_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(DeskError, match="look at its columns again"):
        from_json(text)
