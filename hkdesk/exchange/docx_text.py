"""Text for the XML of a Word document."""

_CONTROLS = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0xFFFE, 0xFFFF])
_REFUSED = {**_CONTROLS, **dict.fromkeys(range(0xD800, 0xE000))}


def clean(text: str) -> str:
    """A text without the characters that XML refuses, its line ends all of one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_REFUSED)
