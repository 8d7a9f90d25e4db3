"""Charts as shapes: all within their box, no text upon another, nothing shown that is not known."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hkdesk.documents.charts.drawing import MOST, chart_height, chart_shapes
from hkdesk.documents.charts.looks import BAR_LOOKS, LINE_LOOKS
from hkdesk.documents.charts.measure import broken, cut, text_width
from hkdesk.documents.charts.shapes import Anchor, Box, Polygon, Polyline, Strokes, Text, Tone
from hkdesk.documents.model import Cell, Chart, ChartKind, ChartSeries
from hkdesk.wording import use_language

NUMBERED = [ChartKind.FUNNEL, ChartKind.BARS, ChartKind.CURVE]
NAMES = st.one_of(
    st.text(max_size=30),
    st.text("园区项目诉求，（企业）融资", max_size=40),
    st.sampled_from(
        ["1月", "12月", "Mar", "2026-03", "洪江市高新区年产十万吨再生纸及循环经济产业园项目", "a" * 80, ""]
    ),
)
VALUES = st.one_of(
    st.none(),
    st.integers(-200, 2000),
    st.integers(-(10**30), 10**30),
    st.decimals("-1e9", "1e9", places=3),
    st.sampled_from([0, Decimal("NaN"), Decimal("Infinity"), "text", 1e-3, True, date(2026, 1, 1)]),
)
DAYS = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.dates(), st.just(date(2026, 5, 5)))


@st.composite
def charts(draw, kinds=tuple(ChartKind)):
    kind = draw(st.sampled_from(kinds))
    labels = draw(st.lists(NAMES, max_size=26))
    values = DAYS if kind is ChartKind.MILESTONES else VALUES
    cells = st.lists(values.map(lambda value: Cell(str(value)[:20], value)), max_size=len(labels) + 1)
    series = draw(st.lists(st.builds(ChartSeries, NAMES, cells.map(tuple)), max_size=9))
    today = draw(DAYS)
    return Chart(kind, "t", tuple(labels), tuple(series), unit=draw(NAMES), today=today)


def chart(kind, labels, *series, **more):
    rows = tuple(
        ChartSeries(name, tuple(Cell("—" if v is None else f"{v}", v) for v in values)) for name, values in series
    )
    return Chart(kind, "t", tuple(labels), rows, **more)


def texts(shapes):
    return [shape for shape in shapes if isinstance(shape, Text)]


def said(shapes):
    return [text.text for text in texts(shapes)]


def corners(shape):
    match shape:
        case Box():
            return [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
        case Strokes():
            return [point for line in shape.lines for point in line]
        case Polyline() | Polygon():
            return shape.points
        case Text():
            left, top, right, bottom = shape.area
            return [(left, top), (right, bottom)]


def assert_sound(shapes, width, height):
    room = 1e-6 * (width + height)
    for shape in shapes:
        for x, y in corners(shape):
            assert -room <= x <= width + room, shape
            assert -room <= y <= height + room, shape
        if isinstance(shape, Box):
            assert shape.width >= 0
            assert shape.height >= 0
    areas = [(text.area, text.text) for text in texts(shapes) if text.text.strip()]
    for ((a, b, c, d), one), ((e, f, g, h), other) in combinations(areas, 2):
        assert min(c, g) - max(a, e) <= room or min(d, h) - max(b, f) <= room, (one, other)


@settings(max_examples=300, deadline=None)
@given(charts(), st.floats(60, 1200))
def test_whatever_it_shows_it_stays_in_its_box_and_no_text_stands_on_another(drawn, width):
    height = chart_height(drawn, width)
    assert 0 < height <= MOST
    assert_sound(chart_shapes(drawn, width, height), width, height)


@settings(max_examples=100, deadline=None)
@given(charts(), st.floats(30, 600), st.floats(30, 600))
def test_a_size_that_is_too_small_or_too_large_does_no_harm(drawn, width, height):
    assert_sound(chart_shapes(drawn, width, height), width, height)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("count", [1, 4, 12, 24])
@pytest.mark.parametrize("kind", ChartKind)
def test_usual_charts_say_their_series_and_unit_and_leave_room_on_the_page(kind, count, language):
    use_language(language)
    if kind is ChartKind.MILESTONES:
        days = [date(2025, 3, 1) + timedelta(days=40 * n) for n in range(count)]
        drawn = chart(kind, [f"节点{n}" for n in range(count)], ("计划", days), ("完成", [*days[:2], *[None] * count]))
    else:
        months = [f"{n % 12 + 1}月" for n in range(count)]
        drawn = chart(kind, months, ("受理", range(count)), ("办结", range(count)), unit="件")
    height = chart_height(drawn, 442)
    shapes = chart_shapes(drawn, 442, height)
    assert height < 400
    assert_sound(shapes, 442, height)
    if kind is not ChartKind.FUNNEL:  # its one series is what its title says
        assert {drawn.series[0].name, drawn.series[1].name} <= set(said(shapes))
    if kind is not ChartKind.MILESTONES:
        assert any("件" in text for text in said(shapes))
    assert min(text.size for text in texts(shapes)) >= 6.9


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("labels", [(), ("a", "b")])
def test_a_chart_without_a_figure_says_so_in_a_box(kind, labels):
    for series in ((), (("x", [None, None]),)):
        shapes = chart_shapes(chart(kind, labels, *series), 400, 60)
        assert isinstance(shapes[0], Box)
        assert said(shapes) == ["Nothing is known yet that this chart could show."]


def boxes(shapes, tone):
    return [shape for shape in shapes if isinstance(shape, Box) and shape.fill is tone]


def test_what_is_not_known_leaves_a_gap_and_zero_does_not():
    drawn = chart(ChartKind.BARS, "abcd", ("x", [10, None, 0, -5]))
    shapes = chart_shapes(drawn, 400, 180)
    bars = boxes(shapes, Tone.ACCENT)[:-1]  # the last is the legend's
    assert [round(bar.height / bars[0].height, 2) for bar in bars] == [1, 0.5]
    assert {"10", "0", "-5"} <= set(said(shapes))
    assert "—" not in said(shapes)


def test_a_line_is_broken_where_nothing_is_known():
    drawn = chart(ChartKind.CURVE, "abcdef", ("x", [1] * 6), ("y", [1, 2, None, 4, 5, None]))
    lines = [shape for shape in chart_shapes(drawn, 400, 180) if isinstance(shape, Polyline)]
    assert [len(line.points) for line in lines] == [2, 2, 2]  # two runs and the legend


def test_bars_are_as_high_as_their_figures_and_stand_on_one_line():
    shapes = chart_shapes(chart(ChartKind.BARS, "abc", ("x", [30, 60, 90])), 400, 180)
    bars = boxes(shapes, Tone.ACCENT)[:-1]
    assert [bar.height / bars[0].height for bar in bars] == pytest.approx([1, 2, 3])
    assert len({round(bar.y + bar.height, 6) for bar in bars}) == 1


def test_a_funnels_bars_are_as_wide_as_their_figures():
    shapes = chart_shapes(chart(ChartKind.FUNNEL, "abcd", ("x", [100, 50, None, 25])), 400, 150)
    bars = boxes(shapes, Tone.ACCENT)
    assert [bar.width / bars[0].width for bar in bars] == pytest.approx([1, 0.5, 0.25])
    assert {"100", "50", "—", "25"} <= set(said(shapes))


def test_series_are_told_apart_without_colour():
    assert len({(look.fill, look.hatch) for look in BAR_LOOKS}) == len(BAR_LOOKS)
    assert len({(look.pen.dash, look.mark, look.is_hollow) for look in LINE_LOOKS}) == len(LINE_LOOKS)
    drawn = chart(ChartKind.BARS, "ab", ("x", [5, 6]), ("y", [5, 6]))
    hatched = [shape for shape in chart_shapes(drawn, 400, 180) if isinstance(shape, Strokes) and len(shape.lines) > 9]
    assert len(hatched) == 2  # both bars of the second series, none of the first


def test_months_are_thinned_and_names_broken_and_cut():
    months = [f"{n % 12 + 1}月" for n in range(24)]
    found = said(chart_shapes(chart(ChartKind.BARS, months, ("x", [1] * 24)), 300, 150))
    assert 6 <= len([text for text in found if text.endswith("月")]) <= 12
    name = "洪江市高新区年产十万吨再生纸项目"
    found = said(chart_shapes(chart(ChartKind.BARS, [name] * 6, ("x", [1] * 6)), 300, 150))
    assert sum(text.endswith("…") for text in found) == 6
    assert sum(text.startswith("洪江市") for text in found) == 6


@pytest.mark.parametrize("width", [240, 300, 442])
def test_labels_of_any_number_do_not_touch(width):
    for count in range(2, 60):
        drawn = chart(ChartKind.BARS, [f"2026-{n:02d}" for n in range(count)], ("x", range(count)))
        assert_sound(chart_shapes(drawn, width, 150), width, 150)


@pytest.mark.parametrize("apart", [0, 1, 9, 30])
def test_many_milestones_stand_in_few_lanes_and_none_upon_another(apart):
    days = [date(2026, 1, 1) + timedelta(days=apart * n) for n in range(24)]
    drawn = chart(ChartKind.MILESTONES, ["主体工程竣工验收"] * 24, ("计划", days), ("完成", days[:9]))
    height = chart_height(drawn, 442)
    assert_sound(chart_shapes(drawn, 442, height), 442, height)
    assert height < (MOST + 1 if apart < 9 else 400)


def test_milestones_tell_planned_from_reached_and_write_their_days():
    planned, reached = date(2026, 3, 1), date(2026, 4, 5)
    drawn = chart(
        ChartKind.MILESTONES,
        ["开工", "投产", "达产"],
        ("计划", [planned, date(2026, 9, 1), None]),
        ("完成", [reached, None, None]),
        today=date(2026, 6, 1),
    )
    shapes = chart_shapes(drawn, 442, chart_height(drawn, 442))
    found = said(shapes)
    assert {"计划 2026-03-01", "完成 2026-04-05", "计划 2026-09-01", "Today 2026-06-01"} <= set(found)
    assert "No day is known: 达产" in found
    marks = [shape for shape in shapes if isinstance(shape, Polygon)]
    on_line = [mark for mark in marks if min(y for _, y in mark.points) > 20]
    assert sorted(mark.fill.name for mark in on_line) == ["INK", "PAPER", "PAPER"]
    x = [sum(x for x, _ in mark.points) / 4 for mark in on_line]
    assert min(x) < max(x)


def test_labels_of_milestones_alternate_about_the_line():
    days = [date(2026, 1, 1) + timedelta(days=30 * n) for n in range(8)]
    drawn = chart(ChartKind.MILESTONES, [f"N{n}" for n in range(8)], ("计划", days))
    shapes = chart_shapes(drawn, 442, chart_height(drawn, 442))
    band = max(boxes(shapes, Tone.TINT), key=lambda box: box.width)
    sides = {text.text: text.middle < band.y for text in texts(shapes) if text.text.startswith("N")}
    assert [sides[f"N{n}"] for n in range(8)] == [True, False] * 4


@given(st.text(max_size=60), st.floats(1, 200))
def test_what_is_cut_fits_and_begins_as_it_did(text, room):
    found = cut(text, 8, room)
    assert text_width(found, 8) <= room + 1e-9
    assert text.startswith(found.removesuffix("…").rstrip()) or found == text


@given(st.text("园区项目，。（）abc 12", max_size=80), st.floats(20, 200), st.integers(1, 4))
def test_broken_lines_fit_and_are_no_more_than_asked(text, room, most):
    lines = broken(text, 8, room, most)
    assert len(lines) <= most
    assert all(text_width(line, 8) <= room + 1e-9 for line in lines)
    if not any("…" in line for line in lines):
        assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_a_texts_area_follows_its_anchor():
    areas = [Text(100, 50, "四个汉字", 10, anchor).area for anchor in Anchor]
    assert [area[0] for area in areas] == [100, 80, 60]
    assert {area[2] - area[0] for area in areas} == {40}


@given(st.text("1234567890,", min_size=1, max_size=30), st.integers(1, 100))
def test_a_funnel_loses_no_figure_that_a_third_of_it_holds(said, part):
    rows = (Cell("100", 100), Cell(said, part))
    drawn = Chart(ChartKind.FUNNEL, "t", ("a", "b"), (ChartSeries("x", rows),))
    found = texts(chart_shapes(drawn, 442, 150))
    if text_width(said, 8) <= 442 / 3 - 20:
        assert said in [text.text for text in found]
    assert_sound(found, 442, 150)
