"""Text can be read on its ground, light and dark (WCAG AA, 4.5:1)."""

import pytest

from hkdesk.ui.theme import theme_named

PAIRS = [
    *((ink, ground) for ink in ("text", "sub", "faint") for ground in ("bg", "card", "side", "lane")),
    *((ink, f"{ink}_tint") for ink in ("accent", "green", "amber", "red", "violet")),
    ("sub", "grey_tint"),
    ("faint", "grey_tint"),
    ("on_accent", "accent"),
    ("text", "selection"),
]


def luminance(color):
    parts = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3])
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_ink_can_be_read_on_its_ground(name):
    theme = theme_named(name)
    poor = {}
    for ink, ground in PAIRS:
        low, high = sorted((luminance(theme[ink]), luminance(theme[ground])))
        if (ratio := (high + 0.05) / (low + 0.05)) < 4.5:
            poor[ink, ground] = round(ratio, 2)
    assert poor == {}
