"""Opens the form for a new record of a kind, from wherever it is wanted."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from hkdesk.ui.context import Context


def open_entry(parent: QWidget, context: Context, kind: str, values: Mapping[str, str]) -> None:
    """Open the form, filled with these values."""
    match kind:
        case "ServiceRequest":
            from hkdesk.ui.pages.requests.entry import open_new_request

            open_new_request(parent, context, values)
        case "Project":
            from hkdesk.ui.pages.projects.editor import open_new_project

            open_new_project(parent, context, values)
        case "Enterprise":
            from hkdesk.ui.pages.enterprises.editor import open_new_enterprise

            open_new_enterprise(parent, context, values)
        case _:
            raise ValueError(f"there is no form for a new {kind}")
