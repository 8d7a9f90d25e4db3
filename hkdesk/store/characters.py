"""Text as a database can hold it."""


def characters(text: str) -> str:
    """The text with halves of characters joined, and � for a half that stands alone, which no database takes."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
