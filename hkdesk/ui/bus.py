"""What every page may need to hear."""

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """The desk's news.

    Signals:
        changed(ChangeSet, origin): a transaction was committed and touched something.
        park_chosen(): another park is in view.
        record_wanted(kind, id): somebody wants to see a record on its own page.
        entry_wanted(kind, values): somebody wants to enter a new record with these values.
        chip_wanted(kind, chip): somebody wants to see the rows of a chip.
        print_wanted(): somebody wants the park summary.
        figures_ready(): the plotting library has been loaded.
        officer_wanted(): somebody needs to know who is at the desk; asked at once.
        officer_changed(): somebody else is at the desk.
        day_turned(): another day has begun.
        draft_kept(): an unfinished entry has been kept, or dropped.
        settings_changed(): something was set that is to be kept.
    """

    changed = Signal(object, object)
    park_chosen = Signal()
    record_wanted = Signal(str, object)
    entry_wanted = Signal(str, object)
    chip_wanted = Signal(str, str)
    print_wanted = Signal()
    figures_ready = Signal()
    officer_wanted = Signal()
    officer_changed = Signal()
    day_turned = Signal()
    draft_kept = Signal()
    settings_changed = Signal()
