"""Where a file is to be written: the one question that everything asks that leaves the desk."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from hkdesk.domain.file_names import safe_file_name


def where_to_save(parent: QWidget, title: str, name: str, what: str, ending: str) -> Path | None:
    """The file that the officer chooses, with its ending; None where they think better of it.

    Args:
        name: that is proposed, without its ending.
        what: the kind of file, in words.
    """
    chosen, _ = QFileDialog.getSaveFileName(parent, title, safe_file_name(f"{name}{ending}"), f"{what} (*{ending})")
    if not chosen:
        return None
    return Path(chosen) if chosen.lower().endswith(ending) else Path(chosen + ending)
