"""Charts and photographs of a Word file: Word's own shapes in the order that its schema asks for, with words beside."""

import io
import subprocess
import zipfile
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from hkdesk.documents.model import Chart, ChartKind, Photo, Photos
from hkdesk.exchange.docx_page import looks
from hkdesk.exchange.save import save_document
from tests.documents.test_charts import chart
from tests.exchange.test_docx_out import made

WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MONTHS = [f"{n + 1}月" for n in range(12)]
DAYS = [date(2026, month, 1) for month in range(1, 13)]
# The children that Word's schema allows here, in its order (ECMA-376 part 1 A.4.1, [MS-DOCX] 2.6.1 and 2.6.2).
ORDER = {
    WPG + "wgp": "cNvPr cNvGrpSpPr grpSpPr wsp",
    WPG + "grpSpPr": "xfrm",
    WPS + "wsp": "cNvPr cNvSpPr spPr style extLst txbx bodyPr",
    WPS + "spPr": "xfrm custGeom prstGeom noFill solidFill ln",
    qn("a:xfrm"): "off ext chOff chExt",
    qn("a:ln"): "noFill solidFill prstDash miter",
    qn("a:custGeom"): "avLst gdLst ahLst cxnLst rect pathLst",
    qn("wp:inline"): "extent effectExtent docPr cNvGraphicFramePr graphic",
    qn(
        "w:pPr"
    ): "pStyle keepNext keepLines pageBreakBefore widowControl pBdr tabs snapToGrid spacing ind jc outlineLvl",
    qn("w:rPr"): "rStyle rFonts b color sz szCs lang",
    qn("w:tblPr"): "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook",
    qn("w:tcPr"): "tcW vAlign",
}


def local(element):
    return element.tag.rpartition("}")[2]


def assert_in_order(root):
    for element in root.iter():
        if element.tag in ORDER:
            allowed = ORDER[element.tag].split()
            found = [allowed.index(local(child)) for child in element]
            assert found == sorted(found), (element.tag, [local(child) for child in element])


@pytest.fixture
def saved(tmp_path):
    def save(*blocks, **values):
        save_document(made(blocks=blocks, **values), tmp_path / "d.docx")
        return docx.Document(str(tmp_path / "d.docx"))

    return save


def every_kind():
    numbered = (("受理", range(12)), ("办结", [3, None, *range(10)]))
    charts = [chart(kind, MONTHS, *numbered, unit="件", note="注") for kind in ChartKind if kind.name != "MILESTONES"]
    return [*charts, chart(ChartKind.MILESTONES, MONTHS, ("计划", DAYS), ("完成", DAYS[:5]), today=DAYS[6])]


def test_every_kind_is_a_group_of_shapes_in_the_order_of_the_schema(saved):
    word = saved(*every_kind())
    body = word.element.body
    groups = list(body.iter(WPG + "wgp"))
    assert len(groups) == len(ChartKind)
    assert all(len(list(group.iter(WPS + "wsp"))) > 20 for group in groups)
    assert_in_order(body)
    for name in looks(made()):
        assert_in_order(word.styles[name].element)
    for alternate in body.iter(MC + "AlternateContent"):
        assert [local(child) for child in alternate] == ["Choice", "Fallback"]
        choice = alternate[0]
        assert choice.get("Requires") == "wpg"
        assert choice.nsmap["wpg"] == WPG[1:-1]  # the prefix that is required is one that is known there
        assert alternate.getparent().tag == qn("w:r")


def test_no_number_is_given_to_two_shapes(saved, tmp_path):
    picture(tmp_path / "a.png")
    word = saved(*every_kind(), Photos((Photo(tmp_path / "a.png", "甲"),)), *every_kind())
    ids = [e.get("id") for e in word.element.body.iter(qn("wp:docPr"), WPS + "cNvPr")]
    assert len(ids) > 100
    assert len(ids) == len(set(ids))


def test_the_figures_stand_in_words_for_those_who_do_not_see_them(saved):
    drawn = chart(ChartKind.BARS, ["1月", "2月"], ("受理", [3, None]), ("办结", [2, 1]), unit="件")
    word = saved(drawn)
    about = next(word.element.body.iter(qn("wp:docPr")))
    assert about.get("descr") == "t (件): 1月: 受理 3, 办结 2; 2月: 受理 —, 办结 1"
    fallback = next(word.element.body.iter(MC + "Fallback"))
    assert "".join(fallback.itertext()) == about.get("descr")
    assert [p.text for p in word.paragraphs if p.style.name == "Caption"] == ["t"]


def test_a_chart_says_its_labels_as_text_and_typed_text_stays_text(saved):
    typed = "<b>&甲\x01"
    word = saved(chart(ChartKind.BARS, [typed], (typed, [1]), note=typed))
    boxes = [text.text for box in word.element.body.iter(qn("w:txbxContent")) for text in box.iter(qn("w:t"))]
    assert boxes.count("<b>&甲") == 2  # the label, and the series in the legend
    assert list(word.element.body.iter(qn("w:instrText"))) == []


def test_a_chart_is_as_wide_as_the_text_and_its_line_as_high_as_it(saved):
    word = saved(*every_kind())
    section = word.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for inline in word.element.body.iter(qn("wp:inline")):
        assert 0.98 * room < int(inline.find(qn("wp:extent")).get("cx")) <= room
        paragraph = next(inline.iterancestors(qn("w:p")))
        spacing = next(s for s in word.styles if s.style_id == paragraph.style).element.find(f".//{qn('w:spacing')}")
        assert spacing.get(qn("w:lineRule")) == "auto"  # a line of a set height would cut it off


def test_an_empty_chart_is_a_frame_that_says_so(saved):
    word = saved(Chart(ChartKind.BARS, "t", (), ()))
    said = [text.text for box in word.element.body.iter(qn("w:txbxContent")) for text in box.iter(qn("w:t"))]
    assert said == ["Nothing is known yet that this chart could show."]


def picture(path, size=(1200, 900), orientation=1):
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.paste((220, 30, 30), (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Maker"
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    image.save(path, exif=exif)
    return path


def images(path):
    with zipfile.ZipFile(path) as parts:
        return [Image.open(io.BytesIO(parts.read(n))) for n in sorted(parts.namelist()) if n.startswith("word/media/")]


def test_photographs_are_inline_upright_small_and_without_what_the_camera_noted(saved, tmp_path):
    found = [Photo(picture(tmp_path / f"{n}.jpg", (4000, 3000), n), f"图{n}") for n in (1, 6)]
    word = saved(Photos(tuple(found)))
    made_images = images(tmp_path / "d.docx")
    assert [image.format for image in made_images] == ["JPEG", "JPEG"]
    assert [image.width > image.height for image in made_images] == [True, False]
    assert [dict(image.getexif()) for image in made_images] == [{}, {}]
    assert made_images[1].getpixel((made_images[1].width - 3, 3))[0] > 150
    assert (tmp_path / "d.docx").stat().st_size < 250_000
    assert [about.get("descr") for about in word.element.body.iter(qn("wp:docPr"))] == ["图1", "图6"]
    assert [cell.paragraphs[1].text for cell in word.tables[0].rows[0].cells] == ["图1", "图6"]
    for shape in word.inline_shapes:
        assert shape.width.pt <= 220
        assert shape.height.mm <= 75.1


def test_a_photograph_alone_stands_in_no_table_and_one_that_is_missing_says_so(saved, tmp_path):
    (tmp_path / "no.jpg").write_text("<svg/>")
    word = saved(Photos((Photo(tmp_path / "no.jpg", "开工"),)))
    assert word.tables == []
    assert [p.text for p in word.paragraphs if p.text][-2:] == [
        "This photograph cannot be shown: its file is missing, damaged or of a kind that the desk does not read.",
        "开工",
    ]


def test_libreoffice_draws_the_charts_as_vectors_with_their_words(tmp_path):
    path = tmp_path / "d.docx"
    save_document(made(blocks=tuple(every_kind())), path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = tmp_path / "d.pdf"
    said = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout.replace(" ", "")
    assert all(said.count(text) >= 2 for text in ("受理", "办结"))
    assert "2026-01-01" in said
    listed = subprocess.run(["pdfimages", "-list", pdf], capture_output=True, text=True, check=True).stdout
    assert len(listed.splitlines()) == 2
