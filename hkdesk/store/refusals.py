"""Refusals that several parts of the store say alike."""

from pathlib import Path

from hkdesk.domain.errors import DeskError


def cannot_write(folder: Path, error: OSError) -> DeskError:
    """That a folder cannot be written, why, and what to do."""
    return DeskError(
        "The data folder {folder} cannot be written ({why}): choose another one with --data, or have it made writable.",
        folder=folder,
        why=error.strerror or error,
    )
