"""Photographs for files: upright, as fine as print needs, and without what the camera noted of place and owner."""

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hkdesk.documents.model import Photo
from hkdesk.documents.photos import DOTS_PER_INCH, FORMATS, HIGHEST_MM

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 200_000_000  # more is no photograph, and would take the machine's memory
QUALITY = 85
POINTS_PER_INCH = 72


@dataclass(frozen=True)
class PhotoFile:
    """A photograph as a JPEG, its size on paper in points, and how many dots it is wide."""

    jpeg: bytes
    width: float
    height: float
    dots: int


def photo_file(photo: Photo, room: float) -> PhotoFile | None:
    """A photograph as large as its room allows; None where it cannot be read.

    Args:
        room: the greatest width, in points.
    """
    from PIL import Image, ImageOps  # slow to load, and seldom asked for

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd in a photograph is no fault of the desk
            with Image.open(photo.path, formats=[name.upper() for name in FORMATS]) as image:
                if image.width * image.height > MOST_PIXELS:
                    return None
                image.draft("RGB", (int(room * DOTS_PER_INCH / POINTS_PER_INCH),) * 2)
                upright = ImageOps.exif_transpose(image)
                return _made(upright, room)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None


def _made(image: "Image.Image", room: float) -> PhotoFile:
    from PIL import Image

    most = HIGHEST_MM / 25.4 * POINTS_PER_INCH
    scale = min(room / image.width, most / image.height)
    width, height = image.width * scale, image.height * scale
    dots = DOTS_PER_INCH / POINTS_PER_INCH
    image.thumbnail((max(round(width * dots), 1), max(round(height * dots), 1)))
    clear = image.convert("RGBA")
    opaque = Image.new("RGB", clear.size, "white")
    opaque.paste(clear, mask=clear)
    written = io.BytesIO()
    opaque.save(written, "JPEG", quality=QUALITY)
    return PhotoFile(written.getvalue(), width, height, opaque.width)
