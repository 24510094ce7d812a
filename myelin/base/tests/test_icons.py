"""Every icon that any template or Python file of the house names is in the sprite."""

import re
from pathlib import Path

HOUSE = Path(__file__).parents[2]
SPRITE = (HOUSE / "base/static/base/icons.svg").read_text()
DRAWN = set(re.findall(r'<symbol id="([a-z0-9]+)"', SPRITE))
IN_TEMPLATES = re.compile(r"""\{%\s*icon\s+"([^"]+)"|\bicons?="([^"{]+)\"""")


def named() -> dict[str, str]:
    pages = HOUSE.glob("*/templates/**/*.html")
    found = ((name, page) for page in pages for groups in IN_TEMPLATES.findall(page.read_text()) for name in groups)
    return {icon: str(page.relative_to(HOUSE)) for names, page in found for icon in names.split()}


def test_every_icon_that_is_named_is_drawn():
    assert {icon: page for icon, page in named().items() if icon not in DRAWN} == {}


def test_the_search_for_names_finds_them():
    assert {"find", "bell", "home"} <= named().keys()


def test_every_drawing_scales_and_takes_the_color_of_the_words():
    assert SPRITE.count("<symbol") == SPRITE.count('viewBox="0 0 24 24"') == len(DRAWN)
    assert re.findall(r'(?:fill|stroke)="#', SPRITE) == []
    assert "style=" not in SPRITE
    assert "<script" not in SPRITE
