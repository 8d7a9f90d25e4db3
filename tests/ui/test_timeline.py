"""The timeline, worked by real mouse events and real keys."""

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.lights import Light
from hkdesk.domain.stage import Stage
from hkdesk.ui.page_name import PageName
from hkdesk.ui.pages.timeline.look import HEAD, LEFT, ROW
from hkdesk.ui.pages.timeline.marks import MARK_TOKENS, mark_picture
from hkdesk.ui.pages.timeline.parts import Order, Part, PartKind, Standing, chosen_rows, parts, standing
from hkdesk.ui.pages.timeline.scale import Scale, lower_ticks, upper_ticks, zoomed
from hkdesk.ui.theme import theme_named
from hkdesk.work.changes import undo
from hkdesk.work.commands.milestones import save_milestone
from hkdesk.work.commands.projects import Move, add_project, move_project
from hkdesk.work.queries.milestones import KINDS, TimelineMark, TimelineRow
from hkdesk.work.queries.projects import milestones
from tests.ui.driving import CTRL, SHIFT, click, press, said, texts, turn, type_in, wait_idle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key, Left = Qt.Key, Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
TODAY = date(2026, 11, 24)
NOW = TODAY.toordinal()


def do(window, command, *args):
    """Run a command as the pages do, and wait for its result."""
    done = []
    window.context.runner.run(command, *args, then=done.append)
    wait_idle(window)
    return done[0]


def project(window, name="新项目", signed="2026-03-01", **plans):
    """A project with a milestone for each kind given: (planned, done)."""
    key = do(window, add_project, {"name": name, "signed_on": signed})
    for kind, (planned, reached) in plans.items():
        do(window, save_milestone, key, None, {"kind": kind, "planned_on": planned, "done_on": reached})
    return key


def usual(window):
    return project(
        window,
        filing=("2026-03-20", "2026-03-25"),
        environmental_review=("2026-10-20", ""),
        start=("2026-12-04", ""),
        completion=("2027-06-01", ""),
    )


def open_timeline(window, key=None):
    page = window.go_to(PageName.TIMELINE)
    wait_idle(window)
    if key is not None:
        assert page.chart.choose(key.bytes)
    return page


def days(window, key):
    return {m.kind.value: m.planned_on for m in window.context.runner.desk.read(milestones, key)}


def place(page, kind):
    """Where a milestone of the chosen project is on the viewport."""
    chart = page.chart
    mark = next(n for n, m in enumerate(chart.current_row.marks) if KINDS[m.kind] == kind)
    return chart.place_of(chart.row, mark)


def drag(chart, start, end, *, is_dropped=True):
    view = chart.viewport()
    QTest.mousePress(view, Left, pos=start)
    for n in range(1, 6):
        QTest.mouseMove(view, start + (end - start) * n / 5)
        turn(2)
    if is_dropped:
        QTest.mouseRelease(view, Left, pos=end)


def wheel(chart, at, delta, modifiers):
    event = QWheelEvent(
        QPointF(at),
        QPointF(chart.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart.viewport(), event)


def per_day(chart):
    return chart.scale.per_day


# Dragging.


def test_a_planned_milestone_is_dragged_to_another_day_and_ctrl_z_takes_it_back(window):
    key = usual(window)
    page = open_timeline(window, key)
    start = place(page, "start")
    drag(page.chart, start, start + QPoint(round(20 * per_day(page.chart)), 3))
    wait_idle(window)
    assert days(window, key)["start"] == date(2026, 12, 24)
    assert "2026-12-24" in window.context.messages.text
    assert page.chart.ghost is None
    assert page.chart.current_row.key == key.bytes
    press(page.chart, Key.Key_Z, CTRL)
    wait_idle(window)
    assert days(window, key)["start"] == date(2026, 12, 4)
    assert place(page, "start") == start


def test_while_it_is_dragged_a_ghost_says_its_day_and_esc_gives_up(window):
    key = usual(window)
    page = open_timeline(window, key)
    start = place(page, "start")
    before = page.chart.viewport().grab().toImage()
    drag(page.chart, start, start + QPoint(round(10 * per_day(page.chart)), 0), is_dropped=False)
    assert page.chart.ghost.day == date(2026, 12, 14).toordinal()
    assert page.chart.viewport().grab().toImage() != before
    press(page.chart, Key.Key_Escape)
    assert page.chart.ghost is None
    QTest.mouseRelease(page.chart.viewport(), Left, pos=start + QPoint(20, 0))
    wait_idle(window)
    assert days(window, key)["start"] == date(2026, 12, 4)


def test_near_the_edge_the_days_move_on_while_the_pointer_rests(window):
    page = open_timeline(window, usual(window))
    chart, start = page.chart, place(page, "start")
    drag(chart, start, QPoint(chart.viewport().width() - 5, start.y()), is_dropped=False)
    before, day = chart.horizontalScrollBar().value(), chart.ghost.day
    turn(150)
    assert chart.horizontalScrollBar().value() > before
    assert chart.ghost.day > day
    press(chart, Key.Key_Escape)
    stands = chart.horizontalScrollBar().value()
    turn(100)
    assert chart.horizontalScrollBar().value() == stands
    QTest.mouseRelease(chart.viewport(), Left, pos=start)


def test_the_light_of_a_project_stands_before_its_name(window):
    values = {"name": "该开工的项目", "signed_on": "2026-03-01", "planned_start_on": "2026-05-01"}
    key = do(window, add_project, values)
    page = open_timeline(window, key)
    assert page.chart.current_row.light is Light.RED
    assert "▲ Red" in page.chart.accessibleDescription()


def test_what_has_been_reached_is_not_dragged(window):
    key = usual(window)
    page = open_timeline(window, key)
    page.chart.show_day(date(2026, 3, 25).toordinal())
    start = place(page, "filing")
    drag(page.chart, start, start + QPoint(60, 0))
    wait_idle(window)
    assert days(window, key)["filing"] == date(2026, 3, 20)


def test_a_day_before_signing_is_refused_in_a_sentence_and_the_milestone_goes_back(window):
    key = project(window, signed="2026-11-01", start=("2026-12-04", ""))
    page = open_timeline(window, key)
    start = place(page, "start")
    drag(page.chart, start, start - QPoint(round(60 * per_day(page.chart)), 0))
    wait_idle(window)
    assert "before the project was signed, 2026-11-01" in window.context.messages.text
    assert days(window, key)["start"] == date(2026, 12, 4)
    assert page.chart.ghost is None


def test_a_hand_that_trembles_moves_nothing(window):
    key = usual(window)
    page = open_timeline(window, key)
    start = place(page, "start")
    drag(page.chart, start, start + QPoint(2, 1))
    wait_idle(window)
    assert days(window, key)["start"] == date(2026, 12, 4)
    assert page.chart.current_mark.kind == KINDS.index(MilestoneKind.START)


def test_an_empty_place_is_dragged_to_pan(window):
    page = open_timeline(window, usual(window))
    bar = page.chart.horizontalScrollBar()
    before = bar.value()
    row = QPoint(LEFT + 300, HEAD + page.chart.viewport().height() // 2)
    drag(page.chart, row, row - QPoint(80, 0))
    assert bar.value() == before + 80


def test_a_desk_that_is_only_read_moves_nothing(window):
    key = usual(window)
    page = open_timeline(window, key)
    page.chart._is_read_only = True
    start = place(page, "start")
    drag(page.chart, start, start + QPoint(60, 0))
    page.chart.choose_mark(2)
    press(page.chart, Key.Key_Right, ALT)
    wait_idle(window)
    assert days(window, key)["start"] == date(2026, 12, 4)
    assert page.chart.ghost is None


# Keys and wheel.


def test_keys_choose_a_project_a_milestone_and_another_day(window):
    key = usual(window)
    page = open_timeline(window, key)
    page.chart.setFocus()
    row = page.chart.row
    press(page.chart, Key.Key_Right)
    press(page.chart, Key.Key_Right)
    press(page.chart, Key.Key_Right)
    assert KINDS[page.chart.current_mark.kind] == "start"
    press(page.chart, Key.Key_Right, ALT)
    press(page.chart, Key.Key_Right, ALT | SHIFT)
    press(page.chart, Key.Key_Left, ALT)
    wait_idle(window)
    assert days(window, key)["start"] == date(2026, 12, 11)
    desk = window.context.runner.desk
    assert desk.do(undo).result  # keys in one go are one change
    assert days(window, key)["start"] == date(2026, 12, 4)
    press(page.chart, Key.Key_Down)
    assert page.chart.row == min(row + 1, len(page.chart.rows) - 1)
    press(page.chart, Key.Key_Up)
    assert page.chart.row == row
    assert page.chart.mark == -1


def test_what_keys_have_moved_is_saved_when_another_project_is_chosen(window):
    key = usual(window)
    page = open_timeline(window, key)
    page.chart.choose_mark(2)
    press(page.chart, Key.Key_Right, ALT)
    press(page.chart, Key.Key_Down)
    wait_idle(window)
    assert days(window, key)["start"] == date(2026, 12, 5)


def test_enter_opens_the_project(window):
    key = usual(window)
    page = open_timeline(window, key)
    press(page.chart, Key.Key_Return)
    wait_idle(window)
    assert window.page_name == PageName.PROJECTS
    assert window.pages[PageName.PROJECTS].ledger.current_key() == key


def test_ctrl_and_the_wheel_zoom_about_the_pointer(window):
    page = open_timeline(window, usual(window))
    at = QPoint(LEFT + 500, HEAD + 60)
    chart = page.chart

    def day():
        return chart.scale.day(at.x() - LEFT + chart.horizontalScrollBar().value())

    before, was = day(), per_day(chart)
    wheel(chart, at, 240, CTRL)
    assert per_day(chart) > was
    assert abs(day() - before) < 1
    wheel(chart, at, -240, CTRL)
    assert per_day(chart) == pytest.approx(was)
    for _ in range(40):
        wheel(chart, at, -240, CTRL)
    smallest = per_day(chart)
    for _ in range(40):
        press(chart, Key.Key_Plus)
    assert per_day(chart) > 50 * smallest
    press(chart, Key.Key_0)
    assert per_day(chart) == pytest.approx(was)


def test_the_wheel_scrolls_and_with_shift_goes_over_the_days_and_home_comes_back(window):
    for n in range(16):
        project(window, name=f"项目{n}", filing=("2026-12-01", ""))
    page = open_timeline(window)
    chart, at = page.chart, QPoint(LEFT + 100, HEAD + 60)
    wheel(chart, at, -120, Qt.KeyboardModifier.NoModifier)
    assert chart.verticalScrollBar().value() > 0
    before = chart.horizontalScrollBar().value()
    wheel(chart, at, 120, SHIFT)
    press(chart, Key.Key_Left, CTRL)
    assert chart.horizontalScrollBar().value() < before - 100
    press(chart, Key.Key_Home)
    assert LEFT < chart.scene().x(NOW) < chart.viewport().width()


# What is seen and said.


def test_a_tooltip_says_planned_done_and_how_late(window):
    page = open_timeline(window, usual(window))
    said_there = page.chart.tip_at(place(page, "environmental_review"))
    assert said_there.split("\n") == [
        "▲ Environmental review · late",
        "planned 2026-10-20 · done —",
        "35 days late",
    ]
    page.chart.show_day(date(2026, 3, 25).toordinal())
    assert "reached 5 days late" in page.chart.tip_at(place(page, "filing"))
    assert page.chart.tip_at(QPoint(20, 5)) == ""
    at = QPoint(30, HEAD + ROW // 2)
    QApplication.sendEvent(
        page.chart.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, at, page.chart.viewport().mapToGlobal(at))
    )
    assert "signed" in QToolTip.text()
    QToolTip.hideText()


def test_the_list_says_the_milestones_of_the_chosen_project_and_chooses_on_the_timeline(window):
    page = open_timeline(window, usual(window))
    heard = [page.list.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(page.list.count())]
    assert len(heard) == 4
    assert heard[1] == "▲ Environmental review · late, planned 2026-10-20 · done —, 35 days late"
    assert "新项目" in page.list.accessibleName()
    page.list.setFocus()
    press(page.list, Key.Key_Right)
    press(page.list, Key.Key_Right)
    assert page.chart.mark == page.list.currentRow() >= 0
    assert page.chart.accessibleDescription().startswith(heard[page.chart.mark])


def test_the_filters_leave_what_they_say_and_an_empty_view_shows_all_again(window):
    usual(window)
    other = project(window, name="及时项目", completion=("2027-06-01", ""))
    page = open_timeline(window)
    everything = len(page.chart.rows)
    assert page.chart.rows[0].name == "新项目"  # the latest first
    click(page, page.late_only.accessibleName())
    assert [r.name for r in page.chart.rows] == ["新项目"]
    assert page.late_only.accessibleName() == "▲ Late only 1"
    page.focus_search()
    type_in(page.search, "及时")
    wait_idle(window)
    assert "No project fits" in texts(page)
    click(page, "Show all")
    assert len(page.chart.rows) == everything
    click(page, next(c.accessibleName() for c in page.chips.buttons() if c.property("chip") == "in_production"))
    assert {r.stage for r in page.chart.rows} == {Stage.IN_PRODUCTION}
    page.show_record(other)
    wait_idle(window)
    assert page.chart.current_row.name == "及时项目"


def test_an_empty_desk_says_what_to_do(window):
    page = open_timeline(window)
    page._show([])
    assert "No projects yet" in texts(page)
    page._on_failed(OSError("gone"))
    assert "The timeline cannot be read." in said(page)


def test_a_milestone_entered_elsewhere_comes_by_itself(window):
    key = usual(window)
    page = open_timeline(window, key)
    do(window, save_milestone, key, None, {"kind": "equipment", "planned_on": "2027-01-01"})
    assert len(page.chart.current_row.marks) == 5
    do(window, move_project, key, Stage.TERMINATED, Move(TODAY, "停"))
    assert page.chart.current_row.late_count == 0


# The pure parts.


def row(**values):
    given = dict.fromkeys(TimelineRow._fields) | {
        "key": UUID(int=1).bytes,
        "name": "甲",
        "stage": Stage.SIGNED,
        "marks": (),
        "late_days": 0,
        "late_count": 0,
    }
    return TimelineRow(**given | values)


@pytest.mark.parametrize(
    ("values", "bar"),
    [
        ({}, []),
        ({"signed": NOW - 9}, [(PartKind.SIGNED, -9, 0)]),
        (
            {"signed": NOW - 9, "planned_production": NOW + 90},
            [(PartKind.SIGNED, -9, 0), (PartKind.PLANNED, 0, 90)],
        ),
        (
            {"signed": NOW - 9, "planned_start": NOW - 3, "planned_production": NOW + 90},
            [(PartKind.SIGNED, -9, 0), (PartKind.PLANNED, 0, 90), (PartKind.LATE, -3, 0)],
        ),
        (
            {"stage": Stage.STARTED, "signed": NOW - 9, "started": NOW - 5, "planned_production": NOW - 2},
            [(PartKind.SIGNED, -9, -5), (PartKind.STARTED, -5, 0), (PartKind.LATE, -2, 0)],
        ),
        (
            {
                "stage": Stage.IN_PRODUCTION,
                "signed": NOW - 9,
                "started": NOW - 5,
                "in_production": NOW - 1,
                "planned_production": NOW - 2,
            },
            [(PartKind.SIGNED, -9, -5), (PartKind.STARTED, -5, -1)],
        ),
        (
            {"stage": Stage.TERMINATED, "signed": NOW - 9, "terminated": NOW - 4, "planned_start": NOW - 8},
            [(PartKind.SIGNED, -9, -4)],
        ),
        ({"stage": Stage.IN_PRODUCTION, "signed": NOW - 9}, []),
    ],
)
def test_a_bar_is_full_for_what_has_been_and_hatched_for_what_is_planned_or_late(values, bar):
    assert [(p.kind, p.first - NOW, p.last - NOW) for p in parts(row(**values), NOW)] == bar
    assert all(isinstance(p, Part) for p in parts(row(**values), NOW))


@pytest.mark.parametrize(
    ("planned", "done", "is_terminated", "stands"),
    [
        (NOW - 1, NOW, False, Standing.DONE),
        (None, None, False, Standing.UNPLANNED),
        (NOW - 1, None, False, Standing.LATE),
        (NOW - 1, None, True, Standing.PLANNED),
        (NOW, None, False, Standing.SOON),
        (NOW + 7, None, False, Standing.SOON),
        (NOW + 8, None, False, Standing.PLANNED),
    ],
)
def test_how_a_milestone_stands(planned, done, is_terminated, stands):
    assert standing(TimelineMark(b"k", 0, planned, done, 7), is_terminated=is_terminated, today=NOW) is stands


def test_every_standing_differs_by_shape_and_not_by_colour_alone(window):
    theme = theme_named("light")
    shapes = set()
    for which in MARK_TOKENS:
        grey = mark_picture(which, theme, 2.0).toImage().convertToFormat(QImage.Format.Format_Alpha8)
        inside = mark_picture(which, theme, 2.0).toImage()
        ink = theme[MARK_TOKENS[which]].rgb()
        shapes.add(tuple(inside.pixel(x, y) == ink for x in range(grey.width()) for y in range(grey.height())))
    assert len(shapes) == len(MARK_TOKENS)


def test_orders():
    rows = [
        row(name="丙", late_days=0, signed=NOW - 1, planned_production=NOW + 50),
        row(name="乙", late_days=9, signed=NOW - 300),
        row(name="甲", late_days=2, signed=NOW - 30, planned_production=NOW + 5),
    ]

    def names(order, **wanted):
        wanted = {"stage": None, "is_late_only": False, "search": ""} | wanted
        return "".join(r.name for r in chosen_rows(rows, order=order, **wanted))

    assert (names(Order.LATEST), names(Order.SIGNED), names(Order.PRODUCTION)) == ("乙甲丙", "丙甲乙", "甲丙乙")
    assert names(Order.LATEST, is_late_only=True) == "乙甲"
    assert names(Order.LATEST, search=" 丙 ") == "丙"
    assert names(Order.LATEST, stage=Stage.STARTED) == ""


@pytest.mark.parametrize(
    ("pixels", "upper", "lower"),
    [
        (0.2, ["2026", "2027"], []),
        (0.6, ["2026", "2027"], ["Q4", "Q1"]),
        (2.0, ["2026", "2027"], ["Nov", "Dec", "Jan"]),
        (6.0, ["Nov 2026", "Dec 2026", "Jan 2027"], ["23", "30", "7", "14", "21", "28", "4"]),
    ],
)
def test_the_head_has_what_there_is_room_for(pixels, upper, lower):
    last = date(2027, 1, 10).toordinal()
    assert [t.text for t in upper_ticks(NOW, last, pixels)] == upper
    assert [t.text for t in lower_ticks(NOW, last, pixels)] == lower
    days_shown = lower_ticks(NOW, NOW + 3, 20.0)
    assert [t.text for t in days_shown] == ["24", "25", "26", "27"]


def test_places_and_days_go_back_and_forth():
    scale = Scale(NOW, 2.5)
    assert scale.x(NOW + 4) == 10.0
    assert scale.day(scale.x(NOW + 4)) == NOW + 4
    assert zoomed(1.0, 99) == zoomed(1.0, 100)
