"""Text as a database can hold it."""


def characters(text: str) -> str:
    """The text with halves of characters joined, and � for a half that stands alone, which no database takes."""
    try:
        text.encode()  # five times as fast as the way through halves, which hardly any text has
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
