"""Photographs on paper: upright, no larger than they need be, and a frame where there is none to show."""

import re
import subprocess

import pytest
from PIL import Image

from hkdesk.documents.model import Photo, Photos
from hkdesk.documents.photos import DOTS_PER_INCH
from hkdesk.printing import photos as module
from hkdesk.printing.photos import photo_pieces
from tests.printing.test_charts import pdf_of_pieces

pytestmark = pytest.mark.usefixtures("qapp")


def picture(path, size=(4000, 3000), **saved):
    """Noise would not be small: a photograph of a slope, its left upper corner red."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.paste((220, 30, 30), (0, 0, size[0] // 4, size[1] // 4))
    image.save(path, **saved)
    return path


def turned(path, orientation):
    """As a telephone keeps a photograph that it took upright: lying, with a remark."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return picture(path, exif=exif)


def images_in(path):
    listed = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True).stdout
    return [line.split() for line in listed.splitlines()[2:]]


def test_two_stand_in_a_row_with_their_captions(tmp_path):
    found = tuple(Photo(picture(tmp_path / f"{n}.jpg"), f"caption {n}") for n in range(3))
    pieces, sheet = pdf_of_pieces(lambda setter: photo_pieces(Photos(found), setter), tmp_path / "p.pdf", "en")
    assert len(pieces) == 2
    assert sum(piece.height for piece in pieces) < sheet.text_height
    said = subprocess.run(["pdftotext", "-layout", tmp_path / "p.pdf", "-"], capture_output=True, text=True, check=True)
    assert re.search(r"caption 0\s+caption 1\s*\n", said.stdout)
    assert "caption 2" in said.stdout


def test_the_file_stays_small_and_the_dots_no_finer_than_the_eye_needs(tmp_path):
    found = Photos(tuple(Photo(picture(tmp_path / f"{n}.jpg", quality=98), "") for n in range(2)))
    pdf_of_pieces(lambda setter: photo_pieces(found, setter), tmp_path / "p.pdf")
    images = images_in(tmp_path / "p.pdf")
    assert [image[8] for image in images] == ["jpeg", "jpeg"]
    assert all(int(image[12]) <= DOTS_PER_INCH + 1 for image in images)
    assert all(pytest.approx(int(image[4]) / int(image[3]), rel=0.01) == 3 / 4 for image in images)
    assert (tmp_path / "p.pdf").stat().st_size < 300_000


def test_a_small_picture_is_not_blown_up(tmp_path):
    picture(tmp_path / "s.png", (40, 30))
    pdf_of_pieces(lambda setter: photo_pieces(Photos((Photo(tmp_path / "s.png", ""),)), setter), tmp_path / "p.pdf")
    assert images_in(tmp_path / "p.pdf")[0][3:5] == ["40", "30"]


@pytest.mark.parametrize(("orientation", "corner"), [(1, "left"), (6, "right"), (8, "left")])
def test_a_photograph_stands_as_it_was_taken(tmp_path, orientation, corner):
    path = turned(tmp_path / "t.jpg", orientation)
    pdf_of_pieces(lambda setter: photo_pieces(Photos((Photo(path, ""),)), setter), tmp_path / "p.pdf")
    subprocess.run(["pdfimages", "-png", tmp_path / "p.pdf", tmp_path / "i"], check=True)
    with Image.open(tmp_path / "i-000.png") as image:
        wide, high = image.size
        assert (wide < high) is (orientation != 1)
        x = 3 if corner == "left" else wide - 4
        y = high - 4 if orientation == 8 else 3
        red, green, _ = image.convert("RGB").getpixel((x, y))
    assert red > 150 > green


@pytest.mark.qt_log_ignore("JPEG")  # Qt says what is wrong with it, and so does the page
@pytest.mark.parametrize("content", [None, b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0 no"])
def test_what_cannot_be_read_leaves_a_frame_that_says_so(tmp_path, content):
    path = tmp_path / "p.jpg"
    if content is not None:
        path.write_bytes(content)
    found = Photos((Photo(path, "the caption"),))
    pieces, _ = pdf_of_pieces(lambda setter: photo_pieces(found, setter), tmp_path / "p.pdf", "en")
    said = subprocess.run(["pdftotext", tmp_path / "p.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "cannot be shown" in said
    assert "the caption" in said
    assert pieces[0].height > 1000
    assert images_in(tmp_path / "p.pdf") == []


def test_a_photograph_is_read_by_what_it_holds_and_not_by_its_name(tmp_path):
    path = picture(tmp_path / "0f3a", (400, 300), format="PNG")
    pdf_of_pieces(lambda setter: photo_pieces(Photos((Photo(path, ""),)), setter), tmp_path / "p.pdf")
    assert len(images_in(tmp_path / "p.pdf")) == 1


def test_nothing_is_decoded_before_it_is_painted(tmp_path, monkeypatch):
    decoded = []
    whole = module._image
    monkeypatch.setattr(module, "_image", lambda photo, box: decoded.append(photo) or whole(photo, box))
    found = Photos((Photo(picture(tmp_path / "a.jpg"), ""),))
    pieces, _ = pdf_of_pieces(lambda setter: decoded.clear() or photo_pieces(found, setter), tmp_path / "p.pdf")
    assert len(decoded) == len(pieces) == 1
