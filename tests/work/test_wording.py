"""What heads and signs documents, and the park's own templates: kept with the desk, logged, taken back."""

import pytest

from hkdesk.domain.errors import FieldErrors
from hkdesk.domain.office import LONGEST_TEMPLATE, tidy_number
from hkdesk.work.changes import redo, undo
from hkdesk.work.commands.wording import set_wording
from hkdesk.work.queries.office import OfficeSettings, office_of, offices, own_template, own_templates
from hkdesk.work.queries.parks import parks

REVIEW = ("quarterly-review", "zh_CN")
TYPED = {
    "issuing_unit": " 洪江市高新区  管理委员会 ",
    "letterhead": "洪江市高新区管理委员会文件",
    "document_number": "洪高新发[2026]1号",
    "signed_by": "",
    "contact_line": "联系人：李敏，0745-7300000",
    "has_red_header": True,
}
KEPT = OfficeSettings(
    "洪江市高新区 管理委员会",
    "洪江市高新区管理委员会文件",
    "洪高新发〔2026〕1号",
    "",
    "联系人：李敏，0745-7300000",
    True,
)


def test_an_office_is_that_of_its_park_and_serves_no_other(desk):
    here, other = (p.id for p in desk.read(parks))
    desk.do(set_wording, {here: TYPED, None: {"issuing_unit": "两区联合办公室"}}, {})
    assert desk.read(office_of, here) == KEPT
    assert desk.read(office_of, other) == OfficeSettings()
    assert desk.read(office_of, None).issuing_unit == "两区联合办公室"


def test_everything_is_taken_back_and_brought_back_in_one_step(desk):
    here = desk.read(parks)[0].id
    desk.do(set_wording, {here: TYPED}, {REVIEW: "# 一\n甲"})
    desk.do(set_wording, {here: TYPED | {"has_red_header": False}}, {REVIEW: "# 一\n乙"})
    assert desk.do(undo).result == "set_wording"
    assert (desk.read(office_of, here), desk.read(own_template, *REVIEW)) == (KEPT, "# 一\n甲")
    desk.do(undo)
    assert (desk.read(offices), desk.read(own_templates)) == ({}, {})
    desk.do(redo)
    assert (desk.read(office_of, here), desk.read(own_template, *REVIEW)) == (KEPT, "# 一\n甲")


def test_what_is_emptied_is_gone_and_what_stays_the_same_is_no_change(desk):
    here = desk.read(parks)[0].id
    desk.do(set_wording, {here: TYPED}, {REVIEW: "甲"})
    assert desk.do(set_wording, {here: TYPED}, {REVIEW: "甲"}).changes.ids == {}
    done = desk.do(set_wording, {here: dict.fromkeys(TYPED, "")}, {REVIEW: " \n"})
    assert set(done.changes.ids) == {"Office", "OwnTemplate"}
    assert (desk.read(offices), desk.read(own_templates)) == ({}, {})


def test_only_what_is_given_is_changed(desk):
    here = desk.read(parks)[0].id
    desk.do(set_wording, {here: TYPED}, {REVIEW: "甲"})
    desk.do(set_wording, {}, {("half-year", "en"): "b"})
    assert desk.read(office_of, here) == KEPT
    assert desk.read(own_templates) == {REVIEW: "甲", ("half-year", "en"): "b"}


def test_what_is_too_long_is_refused_and_nothing_is_kept(desk):
    here = desk.read(parks)[0].id
    typed = TYPED | {"letterhead": "长" * 101}
    with pytest.raises(FieldErrors) as caught:
        desk.do(set_wording, {here: typed}, {REVIEW: "字" * (LONGEST_TEMPLATE + 1)})
    assert [e.field for e in caught.value.errors] == ["letterhead", "template.quarterly-review.zh_CN"]
    assert (desk.read(offices), desk.read(own_templates)) == ({}, {})


@pytest.mark.parametrize(
    "typed", ["洪高新发[2026]1号", "洪高新发（2026）1号", "洪高新发【2026】1号", "洪高新发〔2026〕1号"]
)
def test_the_year_of_a_number_stands_in_the_brackets_of_the_standard(typed):
    assert tidy_number(typed) == "洪高新发〔2026〕1号"
    assert tidy_number("办字(甲)") == "办字(甲)"
