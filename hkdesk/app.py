"""The composition root: the only place where the parts are wired to each other."""

import gc
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from hkdesk.bundled import bundled
from hkdesk.paths import DataFolder, default_data_folder
from hkdesk.settings import Settings, SettingsKeeper, load_settings
from hkdesk.wording import system_language, tr, use_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from hkdesk.ui.context import Context
    from hkdesk.ui.main_window import MainWindow
    from hkdesk.ui.page_name import PageName
    from hkdesk.work.desk import Desk


def settle(data: Path | None, language: str | None) -> tuple[Path, Settings]:
    """The data folder and the officer's settings; the words are in use from here on."""
    folder = data or default_data_folder()
    settings = load_settings(DataFolder(folder).settings)
    settings.language = language or settings.language or system_language()
    use_language(settings.language)
    return folder, settings


def open_desk(folder: Path, officer: str = "", *, to_write: bool = True) -> "Desk":
    """Open a folder's desk; a new one is filled with the articles' facts.

    Args:
        to_write: whether it may take the folder's lock; a desk that only looks leaves it to others.

    Raises:
        DeskError: in one sentence, if it cannot be had.
    """
    from hkdesk.store.desk_file import open_desk_file
    from hkdesk.work.desk import Desk

    return Desk(open_desk_file(folder, officer=officer, seeds=bundled("seeds"), to_write=to_write))


def furnish(window: "MainWindow", desk: "Desk") -> "Context":
    """Give the window an opened desk."""
    from hkdesk.ui.all_pages import page_class, pane_class
    from hkdesk.ui.bus import Bus
    from hkdesk.ui.context import Context
    from hkdesk.ui.runner import Runner
    from hkdesk.work.queries.parks import parks

    window.furnish()
    runner, bus = Runner(desk, window), Bus(window)
    context = Context(runner, bus, window.messages, window.settings, window.theme, parks=desk.read(parks))
    chosen = window.settings.park or (context.parks[0].code if context.parks else "*")
    context.pane_class = pane_class
    context.park = next((p for p in context.parks if p.code == chosen), None)
    runner.changed.connect(bus.changed)
    runner.refused.connect(window.messages.refuse)
    runner.failed.connect(window.messages.fault)
    window.attach(context, page_class, runner.close)
    return context


def run_window(
    data: Path | None,
    language: str | None,
    page: str | None = None,
    watch: "Callable[[MainWindow], None] | None" = None,
) -> int:
    """Open the desk in a window and stay until it is closed.

    Args:
        watch: gets the window before it is shown: how the benchmark sees when it is there.
    """
    from hkdesk.ui.application import has_no_screen, make_application

    folder, settings = settle(data, language)
    if has_no_screen():
        print(  # noqa: T201 - there is nowhere else to say it
            tr(
                "There is no screen here: run “xvfb-run hkdesk” for a virtual one, or “hkdesk snapshot overview --to "
                "page.png” to draw a page without one."
            ),
            file=sys.stderr,
        )
        return 1
    app = make_application(settings)
    from hkdesk.ui.garbage import GarbageCollector
    from hkdesk.ui.main_window import MainWindow
    from hkdesk.ui.opening import Opening
    from hkdesk.ui.page_name import PageName

    GarbageCollector(app)
    first = PageName(page) if page else PageName.TODAY
    window = MainWindow(settings, first)
    opening = Opening(
        window, lambda: _load(folder, settings, first), lambda desk: _furnish_and_keep(window, desk, folder)
    )
    window.painted.connect(opening.start)
    if watch is not None:
        watch(window)
    window.show_fitting()
    app.exec()
    return opening.exit_code


def draw_pages(desk: "Desk", settings: Settings, pages: dict[str, Path], size: tuple[int, int]) -> None:
    """Draw pages of a desk into pictures, in the words in use; QT_QPA_PLATFORM says with or without a screen."""
    from hkdesk.ui.application import make_application
    from hkdesk.ui.garbage import GarbageCollector

    GarbageCollector(make_application(settings))
    import pyqtgraph  # noqa: F401 - the figures are drawn at once

    from hkdesk.ui.main_window import MainWindow
    from hkdesk.ui.page_name import PageName
    from hkdesk.ui.snapshots import draw

    window = MainWindow(settings)
    window.resize(*size)
    context = furnish(window, desk)
    context.has_figures = True
    window.show()
    try:
        for name, to in pages.items():
            draw(window, PageName(name), to)
    finally:
        context.runner.stop()
        window.forget_desk()
        window.close()
        window.deleteLater()


def _load(folder: Path, settings: Settings, first: "PageName") -> "Desk":
    """What takes time, on a thread of its own: the database, and the imports of the page that shows first."""
    from hkdesk.ui.all_pages import page_class

    desk = open_desk(folder, settings.officer)
    page_class(first)
    return desk


def _furnish_and_keep(window: "MainWindow", desk: "Desk", folder: Path) -> None:
    from hkdesk.ui.day_watch import DayWatch
    from hkdesk.ui.page_name import PageName
    from hkdesk.ui.tray import Tray

    context = furnish(window, desk)
    DayWatch(window, context)
    Tray(window, context)
    if not desk.is_read_only:
        keeper = SettingsKeeper(DataFolder(folder).settings)
        # A connection to a method of a plain object would not keep the object alive.
        window.settings_changed.connect(lambda settings: keeper.keep(settings))
        context.runner.closing.connect(lambda: keeper.close())

    def load_the_rest() -> None:
        import pyqtgraph  # noqa: F401 - half a second that nobody need wait for

        from hkdesk.ui.all_pages import page_class

        context.has_figures = True
        context.bus.figures_ready.emit()
        for name in PageName:
            page_class(name)
        import hkdesk.ui.settings_dialog  # noqa: F401 - what documents are made of comes with it

        gc.freeze()  # modules and tables stay as long as the program: nobody need look at them again

    threading.Thread(target=load_the_rest, name="hkdesk-figures", daemon=True).start()
