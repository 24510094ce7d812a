"""Every pair of colors that meet on a page, in light, dark and strong contrast: words 7:1, edges and marks 3:1."""

import re
from itertools import product
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[1] / "static/base/tokens.css").read_text()
HUES = ("brand", "amber", "lilac", "rose", "sun", "leaf")
GROUNDS = ("paper", "surface", "sunken")
WASHES = tuple(f"{hue}-wash" for hue in HUES)

WORDS = [
    *product(("ink", "ink-2", "brand-ink", "rose-ink", "amber-ink", "lilac-ink", "leaf-ink", "sun-ink"), GROUNDS),
    *product(("ink", "ink-2"), WASHES),
    *((f"{hue}-ink", f"{hue}-wash") for hue in HUES),
    ("ink", "chart-band"),
    ("on-brand", "brand"),
    ("on-brand", "brand-hover"),
    ("on-danger", "danger"),
    ("on-danger", "danger-hover"),
    ("focus-edge", "focus"),
]
MARKS = [
    *product(("line-strong", "brand"), GROUNDS),
    *product(("chart-1", "chart-2", "chart-3"), ("surface", "sunken", "chart-band")),
    ("rose", "surface"),
    ("leaf", "surface"),
    ("line-strong", "chart-band"),
    ("amber-ink", "amber-wash"),
    ("amber-ink", "chart-band"),
]


def colors(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", block))


def block(pattern: str) -> str:
    found = re.search(pattern, TOKENS, re.DOTALL)
    assert found is not None
    return found.group(1)


LOOKS = {
    "light": colors(block(r":root \{(.*?)\n  \}")),
    "dark": colors(block(r':root\[data-theme="dark"\] \{(.*?)\n  \}')),
    "contrast": colors(block(r':root\[data-theme="contrast"\] \{(.*?)\n  \}')),
}


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself_knows_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_stand_out_seven_to_one(look, words, ground):
    assert contrast(LOOKS[look][words], LOOKS[look][ground]) >= 7


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_edges_and_marks_stand_out_three_to_one(look, mark, ground):
    assert contrast(LOOKS[look][mark], LOOKS[look][ground]) >= 3


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_one_tone_of_the_focus_ring_stands_out_on_any_ground(look, ground):
    colors_here = LOOKS[look]
    assert max(contrast(colors_here[tone], colors_here[ground]) for tone in ("focus", "focus-edge")) >= 3


def test_what_the_device_asks_for_looks_like_what_a_member_chooses():
    by_device = [
        colors(found) for found in re.findall(r":root:not\(\[data-theme\]\) \{(.*?)\n    \}", TOKENS, re.DOTALL)
    ]
    assert by_device == [LOOKS["dark"], LOOKS["contrast"]]


def test_no_look_lacks_a_color():
    assert LOOKS["light"].keys() == LOOKS["dark"].keys() == LOOKS["contrast"].keys()
