"""A refusal within the reading process: a code of hkdesk.exchange.ledgers.refusals and what fills its sentence."""


class Refused(Exception):
    """The file is not read, and why.

    Args:
        code: of refusals.SENTENCES or refusals.ASKED.
    """

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values
