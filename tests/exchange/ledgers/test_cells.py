"""Cells as they are typed, each as the text that the desk's commands take, or refused with what to do."""

from datetime import date, datetime, time, timedelta
from time import thread_time

import pytest

from hkdesk.exchange.ledgers.day_cells import term_after
from hkdesk.exchange.ledgers.guess import guess_sheet
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.sheets import Merged, RawCell, RawSheet
from hkdesk.exchange.ledgers.synonyms import shipped_synonyms
from hkdesk.exchange.ledgers.table import apply
from hkdesk.exchange.ledgers.values import ColumnReader, Context, Reading
from hkdesk.wording import refusal, use_language
from tests.exchange.ledgers.made import USCC, day

LONGEST_S = 60  # it takes a tenth of a second; a backtracking search takes minutes


def read(kind: str, field: str, cell: RawCell, **context: object) -> Reading:
    reader = ColumnReader(KINDS[kind].by_name[field], Context(shipped_synonyms(), **context))  # type: ignore[arg-type]
    first = reader[cell]
    assert reader[cell] is first  # kept, not read again
    return first


def why(reading: Reading) -> str:
    assert reading.aside is not None
    assert reading.text is None
    return str(reading.aside.error)


def remark(reading: Reading) -> str:
    assert reading.aside is not None
    assert reading.aside.error is None
    return str(reading.aside.remark)


@pytest.mark.parametrize(
    ("cell", "unit", "text"),
    [
        (11.8, "亿元", "11.8亿元"),
        (5000, "万元", "5000万元"),
        (0.1 + 0.2, "万元", "3000元"),
        (100.5, "万元", "100.5万元"),
        (1234567.89, "元", "1234567.89元"),
        (12345.6, "千元", "1234.56万元"),
        (3, "百万元", "300万元"),
        ("2", "千万元", "2000万元"),
        ("118,000", "万元", "11.8亿元"),
        ("１１８，０００．５", "万元", "118000.5万元"),
        ("￥1,180", "元", "1180元"),
        ("1 180", "元", "1180元"),
        ("11.8亿", "万元", "11.8亿元"),
        ("5000万元", "亿元", "5000万元"),
        ("人民币5000万元整", "亿元", "5000万元"),
        ("5000（万元）", "元", "5000万元"),
        ("5000\n万元", "元", "5000万元"),
        ("1亿2000万元", "元", "1.2亿元"),
        ("12.5千元", "万元", "1.25万元"),
        ("1.18E+3", "万元", "1180万元"),
        (0, "万元", "0元"),
        ("0.00", "万元", "0元"),
    ],
)
def test_sums_take_the_unit_of_their_cell_or_else_of_their_column(cell: RawCell, unit: str, text: str) -> None:
    assert read("Project", "total_investment_fen", cell, unit=unit).text == text


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("约5000", "约5000 is not exact: type the amount itself, such as 91.53万元."),
        ("近2亿元", "not exact"),
        ("5000余万元", "not exact"),
        ("5000多万", "not exact"),
        ("3000万元以上", "not exact"),
        ("2-3亿", "not exact"),
        ("1000～2000", "not exact"),
        ("预计3亿", "not exact"),
        (-300, "below zero"),
        ("-300", "below zero"),
        ("－300", "below zero"),
        ("（300）", "below zero"),
        ("500美元", "500美元 is in another currency: type it in yuan."),
        ("$500", "another currency"),
        ("面议", "not an amount"),
        ("33.333333333", "below one fen"),
        (1e300, "more than the desk can hold"),
        (float("inf"), "not an amount"),
        ("#REF!", "#REF! is what a formula of the sheet came to: correct it there, or type the value."),
        ("#DIV/0!", "formula"),
        (day(2026, 3, 5), "2026-03-05 is a day or a time, where a number is asked for: correct the cell."),
        (time(8, 30), "a day or a time"),
    ],
)
def test_what_is_no_exact_sum_is_refused_with_what_to_do(cell: RawCell, reason: str) -> None:
    assert reason in why(read("Project", "total_investment_fen", cell, unit="万元"))


def test_a_computed_sum_is_taken_to_the_fen_and_says_so() -> None:
    reading = read("Project", "total_investment_fen", 100 / 3, unit="万元")
    assert (reading.text, reading.amount) == ("333333.33元", 33_333_333)
    assert remark(reading) == "33.3333333333333 goes below one fen: 333333.33元 is taken."


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("2026.3.5", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("2026-3-5", "2026-03-05"),
        ("2026年3月5日", "2026-03-05"),
        ("２０２６年３月５号", "2026-03-05"),
        ("2026 年 3 月 5 日", "2026-03-05"),
        ("2026.03.05.", "2026-03-05"),
        ("2026、3、5", "2026-03-05"),
        ("20260305", "2026-03-05"),
        (20260305, "2026-03-05"),
        ("二〇二六年三月五日", "2026-03-05"),
        ("二〇二六年十月二十一日", "2026-10-21"),
        ("2026年3月5日前", "2026-03-05"),
        ("2026-03-05 00:00:00", "2026-03-05"),
        ("2026/3/5 0:00", "2026-03-05"),
        ("2026-03-05T08:30:00", "2026-03-05"),
        (46086, "2026-03-05"),
        (46086.0, "2026-03-05"),
        (46086.354, "2026-03-05"),
        ("46086", "2026-03-05"),
        (day(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5, 14, 30), "2026-03-05"),  # noqa: DTZ001
        (date(2026, 3, 5), "2026-03-05"),
        (time(0, 0), ""),
        (0, None),
        (day(1899, 12, 31), ""),
        (date(1904, 1, 1), ""),
        (float("nan"), ""),
        ("", ""),
        ("  ", ""),
        (None, ""),
        ("/", None),
        ("—", None),
        ("待定", None),
        ("无", None),
    ],
)
def test_days_are_read_as_they_are_typed(cell: RawCell, text: str | None) -> None:
    reading = read("Project", "started_on", cell)
    assert reading.text == text
    assert reading.aside is None


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("2026年3月", "2026-03-01"),
        ("2026.3", "2026-03-01"),
        ("2026.10", "2026-10-01"),
        ("202603", "2026-03-01"),
        (2026.3, "2026-03-01"),
        (2026.12, "2026-12-01"),
        ("2026年3月底", "2026-03-31"),
        ("2026年2月末前", "2026-02-28"),
        ("26.3.5", "2026-03-05"),
        ("3月5日", "2026-03-05"),
        ("3.5", "2026-03-05"),
        ("十月一日", "2026-10-01"),
        ("2026年3月上旬", "2026-03-01"),
        ("3月下旬", "2026-03-21"),
        ("10月", "2026-10-01"),
        ("6月底前", "2026-06-30"),
        ("2025年底", "2025-12-31"),
        ("25年12月", "2025-12-01"),
        ("去年12月", "2025-12-01"),
        ("明年1月5日", "2027-01-05"),
    ],
)
def test_a_day_that_is_not_said_in_full_is_taken_and_pointed_out(cell: RawCell, text: str) -> None:
    reading = read("Project", "started_on", cell, year=2026)
    assert reading.text == text
    assert text in remark(reading)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("2026年3月", "2026-03-31"),
        ("2026.2", "2026-02-28"),
        ("6月底", "2026-06-30"),
        ("3月上旬", "2026-03-10"),
        ("2026年2月下旬", "2026-02-28"),
        ("2027年底", "2027-12-31"),
        ("年底前", "2026-12-31"),
        ("2026年内", "2026-12-31"),
        ("2026年第一季度", "2026-03-31"),
        ("四季度", "2026-12-31"),
        ("2027年上半年", "2027-06-30"),
        ("下半年", "2026-12-31"),
        ("2028", "2028-12-31"),
        ("2028年", "2028-12-31"),
        ("2026年3-5月", "2026-05-31"),
        ("2025.12.1-2028.11.30", "2028-11-30"),
        ("2025年12月1日至2028年11月30日", "2028-11-30"),
        ("2025年7月—2028年6月", "2028-06-30"),
    ],
)
def test_of_what_is_to_happen_by_then_the_last_day_is_taken(cell: RawCell, text: str) -> None:
    reading = read("ServiceRequest", "due_on", cell, year=2026)
    assert reading.text == text
    assert text in remark(reading)


@pytest.mark.parametrize(
    ("kind", "field", "cell", "text"),
    [
        ("Visit", "visited_on", "3月20-21日", "2026-03-20"),
        ("Visit", "visited_on", "2026.3.20—3.22", "2026-03-20"),
        ("Visit", "visited_on", "3月30日至4月2日", "2026-03-30"),
        ("Qualification", "granted_on", 2024, "2024-01-01"),
        ("Qualification", "granted_on", "2024年度", "2024-01-01"),
        ("Enterprise", "settled_on", "2019年", "2019-01-01"),
    ],
)
def test_of_days_that_are_told_roughly_the_first_is_taken(kind: str, field: str, cell: RawCell, text: str) -> None:
    reading = read(kind, field, cell, year=2026)
    assert reading.text == text
    assert text in remark(reading)


@pytest.mark.parametrize(
    "cell", ["2026.3.5上午", "2026年3月5日下午", "2026-3-5（星期四）", "2026年3月5日 周四", "2026.3.5前完成"]
)
def test_what_is_said_of_a_day_besides_does_no_harm(cell: str) -> None:
    reading = read("Project", "started_on", cell)
    assert (reading.text, reading.aside) == ("2026-03-05", None)


@pytest.mark.parametrize(
    ("kind", "field", "cell"),
    [
        ("Project", "started_on", "未开工"),
        ("ServiceRequest", "due_on", "尽 快"),
        ("Qualification", "expires_on", "长期"),
    ],
)
def test_words_that_say_that_there_is_no_day_leave_none(kind: str, field: str, cell: str) -> None:
    reading = read(kind, field, cell)
    assert reading.text is None
    assert "names no day" in remark(reading)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (
            "3月5日",
            "has no year, and neither the title, the file nor its other days say one: type a day such as 2026-03-05.",
        ),
        (2026.1, "2026.1 may be 2026-01 or 2026-10: type it as text, such as 2026-03."),
        (2026, "2026 names only a year: type a day such as 2026-03-05."),
        ("2026年", "only a year"),
        ("2026-02-30", "There is no day 2026-02-30 on the calendar."),
        ("20261301", "no day"),
        ("2026.3.5-2026.4.1", "names more than one day: type the one that is meant"),
        ("5/3/2026", "not a date"),
        ("2026-13", "no day"),
        ("2026年一季度", "names more than one day"),
        ("6月底", "has no year"),
        ("底", "not a date"),
        ("3月5-4日", "not a date"),
        ("3月30-32日", "no day"),
        ("3.5", "has no year"),
        (3.5, "not a date"),
        (-1, "not a date"),
        ("1899-12-31", "outside the years"),
        (time(8, 30), "not a date"),
        (timedelta(days=1), "not a date"),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_do(cell: RawCell, reason: str) -> None:
    assert reason in why(read("Project", "started_on", cell))


def test_days_counted_from_1904_are_four_years_later() -> None:
    assert read("Project", "started_on", 44624, is_1904=True).text == "2026-03-05"
    assert read("Project", "started_on", 17_000, is_1904=True).text == "1950-07-18"  # too early a day from 1900
    assert "not a date" in why(read("Project", "started_on", 17_000))


@pytest.mark.parametrize(
    "cell", ["2026年3月", "2026-03", "2026.3", "202603", "3月", "3月份", "2026年3月5日", day(2026, 3, 9)]
)
def test_months_are_read_as_months(cell: RawCell) -> None:
    assert read("Dispatch", "month", cell, year=2026).text == "2026-03"


@pytest.mark.parametrize(
    ("cell", "unit", "text"),
    [
        ("74%", "%", "74"),
        ("７４％", "%", "74"),
        ("74", "%", "74"),
        (74, "%", "74"),
        (74.0, "%", "74"),
        (1, "%", "1"),
        (0, "%", "0"),
        (0.74, "0–1", "74"),
        (1, "0–1", "100"),
        ("0.74", "0–1", "74"),
        (74, "0–1", "74"),
    ],
)
def test_shares_are_of_a_hundred_or_of_one_as_their_column_is(cell: RawCell, unit: str, text: str) -> None:
    reading = read("Dispatch", "progress_percent", cell, unit=unit)
    assert (reading.text, reading.aside) == (text, None)


def test_a_share_that_is_not_whole_is_rounded_and_pointed_out_where_the_desk_keeps_whole_ones() -> None:
    assert read("Dispatch", "progress_percent", "74.5%").text == "75"
    assert remark(read("Dispatch", "progress_percent", "74.5%")) == "74.5% was read as 75%."
    assert remark(read("Dispatch", "progress_percent", 0.74, unit="%")) == "0.74 was read as 74%."
    assert read("Dispatch", "completion", 1.0325, unit="0–1").text == "103.25"
    for cell in ("120%", 120, "-1", "快完成"):
        assert "no progress: type a whole number from 0 to 100" in why(read("Dispatch", "progress_percent", cell))


@pytest.mark.parametrize(
    ("cell", "text"),
    [("35人", "35"), (35.0, "35"), ("1,200", "1200"), ("１２００名", "1200"), ("1.2万人", "12000"), ("0", "0")],
)
def test_counts_are_whole_numbers_without_their_unit(cell: RawCell, text: str) -> None:
    assert read("ServiceRequest", "workers", cell).text == text


@pytest.mark.parametrize("cell", ["35.5", 35.5, "约30人", "30余", "三十", "30-40", -5, 10**13])
def test_what_is_no_count_is_refused(cell: RawCell) -> None:
    assert "whole number" in why(read("ServiceRequest", "workers", cell)) or "out of range" in why(
        read("ServiceRequest", "workers", cell)
    )


@pytest.mark.parametrize(
    ("cell", "unit", "number", "counted"),
    [
        ("10万吨/年", "", "100000", "吨"),
        ("年产15万把", "", "150000", "把"),
        (3000, "吨/年", "3000", "吨"),
        (3, "万吨/年", "30000", "吨"),
        ("3000", "", "3000", None),
    ],
)
def test_a_capacity_is_a_number_and_what_it_counts(cell: RawCell, unit: str, number: str, counted: str | None) -> None:
    reading = read("Project", "capacity_per_year", cell, unit=unit)
    assert reading.text == number
    assert (reading.aside.more if reading.aside else ()) == ((("capacity_unit", counted),) if counted else ())


@pytest.mark.parametrize(
    ("cell", "text"), [(50, "50亩"), ("3,000平方米", "3000㎡"), ("3000 m2", "3000㎡"), ("1.5公顷", "1.5公顷")]
)
def test_an_area_keeps_its_unit(cell: RawCell, text: str) -> None:
    assert read("Project", "land_area", cell).text == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (13812345678.0, "13812345678"),
        (13812345678, "13812345678"),
        ("13812345678.0", "13812345678"),
        ("1.3812345678E+10", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("138 1234 5678", "138 1234 5678"),
        ("138-1234-5678", "138-1234-5678"),
        ("+86 13812345678", "+86 13812345678"),
        ("0745-7621234", "0745-7621234"),
        ("13812345678\n13912345678", "13812345678、13912345678"),
        ("无", None),
    ],
)
def test_phones_are_text_with_all_their_digits(cell: RawCell, text: str | None) -> None:
    reading = read("Enterprise", "contact_phone", cell)
    assert (reading.text, reading.aside) == (text, None)


@pytest.mark.parametrize("cell", ["1.38E+10", 4.312e17, "4.312E+17"])
@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("Enterprise", "contact_phone"),
        ("Enterprise", "uscc"),
        ("Project", "project_code"),
        ("ServiceRequest", "number"),
    ],
)
def test_a_number_that_has_lost_its_last_digits_is_refused_with_what_to_do(
    kind: str, field: str, cell: RawCell
) -> None:
    reason = why(read(kind, field, cell))
    assert "has lost digits" in reason
    assert "set the column to text" in reason


def test_a_phone_that_looks_odd_is_taken_and_a_masked_one_leaves_what_the_desk_has() -> None:
    assert read("Enterprise", "contact_phone", "1381234567").text == "1381234567"
    assert "look at it again" in remark(read("Enterprise", "contact_phone", "1381234567"))
    masked = read("Enterprise", "contact_phone", "138****5678")
    assert masked.text is None
    assert remark(masked) == "138****5678 is masked: the desk keeps the number that it has."


@pytest.mark.parametrize(
    ("cell", "name", "phone"),
    [
        ("张三 13812345678", "张三", "13812345678"),
        ("张三13812345678", "张三", "13812345678"),
        ("张三（13812345678）", "张三", "13812345678"),
        ("张三\n0745-7621234", "张三", "0745-7621234"),
        ("张三：138 1234 5678", "张三", "138 1234 5678"),
        ("张三", "张三", None),
        ("13812345678", None, "13812345678"),
        (13812345678.0, None, "13812345678"),
    ],
)
def test_a_person_and_a_phone_in_one_cell_are_told_apart(cell: RawCell, name: str | None, phone: str | None) -> None:
    reading = read("Enterprise", "contact", cell)
    assert reading.text is None
    assert reading.aside is not None
    wanted = {"contact_name": name, "contact_phone": phone}
    assert dict(reading.aside.more) == {field: text for field, text in wanted.items() if text}


def test_a_credit_code_is_checked_and_a_look_alike_offered() -> None:
    assert read("Enterprise", "uscc", f" {USCC.lower()} ").text == USCC
    wrong = read("Enterprise", "uscc", USCC.replace("0", "O"))
    assert wrong.aside is not None
    assert wrong.aside.error is not None
    assert wrong.aside.error.values["suggestion"] == USCC
    assert "has 4" in why(read("Enterprise", "uscc", "9143"))
    legacy = read("Enterprise", "uscc", 431281000012345)
    assert legacy.aside is not None
    assert legacy.aside.more == (("legacy_registration_number", "431281000012345"),)
    assert "its own field" in why(read("Visit", "uscc", "431281000012345"))  # which a visit has not


@pytest.mark.parametrize(
    ("kind", "field", "cell", "value"),
    [
        ("Project", "stage", "在建", "started"),
        ("Project", "stage", "已竣工（2024年）", "in_production"),
        ("Project", "stage", "前期工作", "signed"),
        ("Project", "nature", "改扩建项目", "expansion"),
        ("Project", "key_level", "市级重点", "city_major"),
        ("ServiceRequest", "category", "融资问题", "financing"),
        ("ServiceRequest", "category", "1.用工难", "labour"),
        ("ServiceRequest", "category", "水电路气方面的问题", "utilities"),
        ("ServiceRequest", "channel", "12345热线", "hotline_12345"),
        ("ServiceRequest", "state", "办结销号", "closed"),
        ("ServiceRequest", "satisfaction", "非常满意", "satisfied"),
        ("ServiceRequest", "was_solved", "已解决", "yes"),
        ("ServiceRequest", "was_solved", "√", "yes"),
        ("ServiceRequest", "was_solved", "尚未解决", "no"),
        ("Enterprise", "is_above_scale", "规下", "no"),
        ("Enterprise", "is_above_scale", "TRUE", "yes"),
    ],
)
def test_words_of_offices_mean_values_of_the_desk(kind: str, field: str, cell: str, value: str) -> None:
    assert read(kind, field, cell).text == value


def test_a_word_that_is_not_known_is_refused_naming_those_that_are() -> None:
    use_language("zh_CN")
    reading = read("Project", "stage", "洽谈")
    assert reading.aside is not None
    assert reading.aside.error is not None
    assert "签约" in refusal(reading.aside.error)
    assert "投产" in refusal(reading.aside.error)


def test_a_word_for_which_the_desk_has_none_is_left_out_and_pointed_out() -> None:
    reading = read("Project", "nature", "续建")
    assert reading.text is None
    assert remark(reading) == "The desk keeps no “续建”: it is left out."


@pytest.mark.parametrize(
    ("field", "cell", "text"),
    [
        ("name", "湖南立点\n科技有限公司", "湖南立点科技有限公司"),
        ("name", "ABC\nTrading Ltd", "ABC Trading Ltd"),
        ("name", "\u200b立点\ufeff科技 ", "立点科技"),
        ("business", "第一行\r\n第二行_x000D_\n", "第一行\n第二行"),
        ("business", 3.0, "3"),
        ("business", 0.30000000000000004, "0.3"),
        ("business", day(2026, 3, 5), "2026-03-05"),
        ("business", "无", "无"),
        ("business", "=1+1", "=1+1"),
        ("business", "—", None),
        ("industry_code", 2614.0, "2614"),
        ("industry_code", "Ｃ２６１４", "C2614"),
    ],
)
def test_texts_stay_what_they_are(field: str, cell: RawCell, text: str | None) -> None:
    assert read("Enterprise", field, cell).text == text


def test_a_text_that_is_too_long_for_its_field_is_refused() -> None:
    assert why(read("Enterprise", "name", "名" * 201)) == "This is 201 characters long; 200 fit here."
    assert why(read("Enterprise", "business", "长" * 4001)) == "This is 4001 characters long; 4000 fit here."


def test_the_text_as_it_stood_is_kept_beside_what_it_means() -> None:
    assert read("Project", "total_investment_fen", 11.8, unit="亿元").said == "11.8"
    assert read("Project", "total_investment_fen", "约5000").said == "约5000"
    assert read("Project", "started_on", 46086.0).said == "46086"


@pytest.mark.parametrize(
    "part", ["1", "项目(", "(", " ", "年产", "1,", "138 ", "2026年", "*", "\n", "万", "1~", "\u200b", "[(（"]
)
def test_a_cell_as_long_as_a_spreadsheet_has_it_is_read_or_refused_at_once(part: str) -> None:
    cell = f"{part * (32_000 // len(part))}x"
    start = thread_time()
    for kind in KINDS.values():
        for field in kind.fields:
            reading = read(kind.name, field.name, cell)
            if reading.aside is not None and reading.aside.error is not None:
                assert len(str(reading.aside.error)) < 1000
    sheet = RawSheet("S", [["项目名称", "企业名称", cell], [cell, cell, cell], [cell, cell, cell]])
    for guess in guess_sheet(sheet):
        assert len(apply(guess.mapping, sheet).rows) <= 3
    assert thread_time() - start < LONGEST_S


def test_merged_cells_that_lie_on_each_other_and_a_sheet_as_wide_as_can_be_take_no_time() -> None:
    rows: list[list[RawCell]] = [["项目名称", "建设单位", *["栏"] * 16_000], *[["技改项目"]] * 3000]
    sheet = RawSheet("S", rows, tuple(Merged(1, 0, 10**6, 16_383) for _ in range(3000)))
    start = thread_time()
    for guess in guess_sheet(sheet):
        apply(guess.mapping, sheet)
    assert thread_time() - start < LONGEST_S


@pytest.mark.parametrize(
    ("cell", "name", "phone"),
    [
        ("张先生：13812345679", "张先生", "13812345679"),
        ("李经理 0745-7630001", "李经理", "0745-7630001"),
        ("王总（13812345679）", "王总", "13812345679"),
        ("139-0745-0003/138 0745 0004", None, "139-0745-0003/138 0745 0004"),
        ("13812345678 13812345679", None, "13812345678 13812345679"),
        ("0745-7635555转801", None, "0745-7635555转801"),
        ("'13812345678", None, "13812345678"),
    ],
)
def test_phones_are_known_however_they_are_parted_and_with_a_name_in_front(
    cell: str, name: str | None, phone: str
) -> None:
    reading = read("ServiceRequest", "contact_phone", cell)
    assert reading.text == phone
    assert (reading.aside.more if reading.aside else ()) == ((("contact_name", name),) if name else ())
    assert reading.aside is None or reading.aside.remark is None


@pytest.mark.parametrize(
    ("codes", "word", "value"),
    [
        ("Category", "贷款融资", "financing"),
        ("Category", "用水用电", "utilities"),
        ("Category", "用工、招聘", "labour"),
        ("Category", "企业用工问题", "labour"),
        ("Category", "审批服务", "permits_and_registration"),
        ("Category", "用地审批", None),  # of two
        ("Category", "算力融资", None),  # of one that is not known
        ("Stage", "已签约未开工", "signed"),
        ("Stage", "签约在建", None),
        ("Satisfaction", "不满", None),
    ],
)
def test_a_word_of_several_known_ones_means_what_all_of_them_mean(codes: str, word: str, value: str | None) -> None:
    assert shipped_synonyms().value_of(codes, word) == value


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("三年", date(2028, 9, 29)),
        ("5个工作日", date(2025, 10, 14)),  # after the holidays
        ("收到后15日内", date(2025, 10, 15)),
        ("2周", date(2025, 10, 14)),
        ("1个月", date(2025, 10, 30)),
        ("长期", None),
        ("5", None),
        ("2025年", None),
    ],
)
def test_a_term_counts_from_its_day(said: str, ends: date | None) -> None:
    assert term_after(said, date(2025, 9, 30)) == ends


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("住建局/环保局", "住建局、环保局"),
        ("人社局（就业中心）／园区", "人社局（就业中心）、园区"),
        ("发改局 住建局", "发改局、住建局"),
        ("张 三", "张 三"),
        ("A/B组", "A/B组"),
    ],
)
def test_names_are_parted_where_strokes_or_spaces_part_them(cell: str, names: str) -> None:
    assert read("ServiceRequest", "assistants", cell).text == names
