"""What the desk refuses, as data: the edge puts it into the officer's words."""

from collections.abc import Sequence


class DeskError(Exception):
    """A refusal with a message to translate, the values that fill it and the field that it concerns."""

    def __init__(self, message: str, *, field: str | None = None, **values: object) -> None:
        super().__init__(message)
        self.message, self.field, self.values = message, field, values

    def __str__(self) -> str:
        # Filled here and not on construction: only so does a refusal come whole out of a child process.
        several = {k: ", ".join(map(str, v)) for k, v in self.values.items() if isinstance(v, list | tuple)}
        return self.message.format(**{**self.values, **several})


class FieldErrors(DeskError):
    """The refusals of a form in which several fields are wrong."""

    def __init__(self, errors: Sequence[DeskError]) -> None:
        super().__init__("Some fields need another look.")
        self.errors = tuple(errors)
        self.args = (self.errors,)

    def __str__(self) -> str:
        return " ".join(str(error) for error in self.errors)


class Cancelled(Exception):
    """What was under way has been given up by the officer; nobody need be told."""
