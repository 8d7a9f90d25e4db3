"""What all renderers know of photographs: which are read, how large they stand and how fine they need be."""

from hkdesk.wording import tr

FORMATS = ("jpeg", "png", "webp", "gif", "bmp", "tiff")  # by what the file holds, whatever it is called
IN_A_ROW = 2
BETWEEN_POINTS = 12.0
HIGHEST_MM = 75.0
ALONE = 0.7  # of the text's width, for one that has no other beside it
DOTS_PER_INCH = 220  # finer than this nobody sees on paper


def cannot_be_shown() -> str:
    """What stands in the place of a photograph whose file cannot be read."""
    return tr("This photograph cannot be shown: its file is missing, damaged or of a kind that the desk does not read.")


def room_beside(width: float, count: int) -> float:
    """The width that one of so many photographs in a row has; it and the text's width are in points."""
    return (width - BETWEEN_POINTS) / IN_A_ROW if count > 1 else width * ALONE
