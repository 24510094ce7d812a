"""Simple pictures for demo updates, drawn by code, so that nobody's work or face is borrowed."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw

type Draw = ImageDraw.ImageDraw
type Color = tuple[int, int, int]

SIZE = (960, 640)
INK: Color = (58, 66, 64)
CREAM: Color = (250, 244, 230)
GREEN: Color = (108, 150, 112)
DEEP: Color = (66, 108, 96)
SUN: Color = (243, 196, 104)
RED: Color = (196, 84, 68)
WOOD: Color = (164, 122, 84)


def draw(name: str) -> bytes:
    """The picture of that name as JPEG, the same bytes every time. Raises KeyError for a name nobody can draw."""
    paint = PICTURES[name]
    image = Image.new("RGB", SIZE, CREAM)
    paint(ImageDraw.Draw(image), Random(name))  # noqa: S311 - blades of grass, no secrets
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=88)
    return kept.getvalue()


def _sky(pen: Draw, top: Color, bottom: Color, until: int = SIZE[1]) -> None:
    for y in range(until):
        share = y / until
        pen.line(
            [(0, y), (SIZE[0], y)],
            fill=tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)),
        )


def _disc(pen: Draw, x: float, y: float, r: float, fill: Color) -> None:
    pen.ellipse((x - r, y - r, x + r, y + r), fill=fill)


def _window_hill(pen: Draw, rng: Random) -> None:
    _sky(pen, (206, 226, 232), CREAM)
    _disc(pen, 720, 150, 62, SUN)
    pen.ellipse((-220, 330, 780, 1000), fill=GREEN)
    pen.ellipse((420, 420, 1300, 1100), fill=DEEP)
    pen.line([(286, 356), (286, 322)], fill=WOOD, width=6)
    _disc(pen, 286, 308, 20, DEEP)
    for _blade in range(60):
        x, y = rng.uniform(0, 960), rng.uniform(520, 640)
        pen.line([(x, y), (x + 4, y - 14)], fill=(150, 186, 140), width=2)


def _mug(pen: Draw, rng: Random) -> None:
    pen.rectangle((0, 420, 960, 640), fill=(120, 148, 166))
    pen.arc((560, 250, 720, 420), -90, 90, fill=RED, width=26)
    pen.rounded_rectangle((320, 220, 640, 470), 36, fill=RED)
    pen.ellipse((320, 196, 640, 250), fill=(122, 72, 54))
    for x in (400, 480, 560):
        sway = rng.uniform(10, 24)
        pen.line(
            [(x, 170), (x + sway, 130), (x - sway, 90), (x, 50)],
            fill=(214, 206, 196),
            width=9,
            joint="curve",
        )


def _cat(pen: Draw, rng: Random) -> None:
    _sky(pen, (250, 222, 170), (246, 240, 222))
    pen.rectangle((0, 510, 960, 560), fill=WOOD)
    pen.ellipse((390, 260, 590, 530), fill=INK)
    _disc(pen, 490, 230, 74, INK)
    pen.polygon([(424, 214), (434, 120), (486, 168)], fill=INK)
    pen.polygon([(556, 214), (546, 120), (494, 168)], fill=INK)
    pen.arc((540, 380, 760, 560), 0, 130, fill=INK, width=26)
    for x in (160, 320, 640, 800):
        pen.line([(x, 0), (x, 510)], fill=(236, 206, 152), width=round(rng.uniform(3, 6)))


def _garden(pen: Draw, rng: Random) -> None:
    _sky(pen, (220, 234, 230), CREAM, 380)
    pen.rectangle((0, 380, 960, 640), fill=(170, 188, 140))
    pen.rectangle((120, 400, 680, 540), fill=WOOD)
    for x in range(160, 680, 62):
        pen.line([(x, 410), (x + rng.uniform(-8, 8), 170)], fill=WOOD, width=5)
        for y in range(190, 400, 34):
            _disc(
                pen,
                x + rng.uniform(-22, 22),
                y,
                rng.uniform(12, 20),
                GREEN if y % 4 else DEEP,
            )
    pen.rounded_rectangle((750, 440, 850, 540), 16, fill=RED)
    pen.line([(850, 470), (910, 430)], fill=RED, width=14)
    pen.arc((740, 390, 860, 490), 180, 360, fill=RED, width=10)


def _sea(pen: Draw, rng: Random) -> None:
    _sky(pen, (244, 218, 190), (250, 238, 214), 330)
    _disc(pen, 520, 300, 56, SUN)
    pen.rectangle((0, 330, 960, 640), fill=(120, 158, 156))
    for _wave in range(46):
        x, y = rng.uniform(-40, 920), rng.uniform(345, 630)
        pen.line([(x, y), (x + rng.uniform(40, 150), y)], fill=(158, 190, 184), width=4)


def _bread(pen: Draw, rng: Random) -> None:
    pen.rectangle((0, 430, 960, 640), fill=WOOD)
    for x in (70, 330, 590):
        pen.chord((x, 262, x + 260, 602), 180, 360, fill=(206, 150, 88))
        for cut in (70, 130, 190):
            pen.line(
                [(x + cut - 20, 362), (x + cut + 16, 306)],
                fill=(240, 208, 152),
                width=9,
            )
    for x in range(90, 900, 130):
        _disc(pen, x, 500, 40, (224, 180, 110))
        _disc(pen, x, 494, 26, RED if rng.random() < 0.5 else SUN)


def _trike(pen: Draw, rng: Random) -> None:
    _sky(pen, (214, 228, 236), CREAM, 450)
    for y in range(450, 640, 32):
        for x in range(-40 + y % 64, 960, 80):
            pen.rectangle((x, y, x + 74, y + 27), fill=(186, 122 + round(rng.uniform(0, 18)), 98))
    orange = (226, 128, 52)
    for x in (260, 620, 720):
        pen.ellipse((x - 90, 360, x + 90, 540), outline=INK, width=10)
    pen.line([(260, 450), (400, 330), (620, 450)], fill=orange, width=18, joint="curve")
    pen.line([(300, 300), (260, 450)], fill=orange, width=18)
    pen.line([(400, 330), (390, 270)], fill=INK, width=10)
    pen.rounded_rectangle((560, 270, 790, 380), 14, fill=WOOD)
    for x in range(585, 790, 34):
        pen.line([(x, 270), (x, 214)], fill=GREEN, width=6)
        _disc(pen, x, 200, 18, RED if x % 4 else SUN)


def _birds(pen: Draw, rng: Random) -> None:
    _sky(pen, (226, 232, 232), (244, 240, 230))
    pen.line([(0, 440), (420, 400), (960, 340)], fill=WOOD, width=14, joint="curve")
    for x, y in ((210, 392), (380, 376), (560, 356), (740, 336)):
        body = (150, 124, 108) if rng.random() < 0.5 else (128, 134, 140)
        pen.ellipse((x - 46, y - 62, x + 46, y + 20), fill=body)
        _disc(pen, x + 26, y - 66, 28, body)
        pen.polygon([(x + 50, y - 70), (x + 78, y - 64), (x + 50, y - 58)], fill=SUN)
        pen.polygon([(x - 36, y), (x - 96, y + 26), (x - 30, y + 16)], fill=INK)
        _disc(pen, x + 34, y - 72, 4, INK)


def _tomatoes(pen: Draw, rng: Random) -> None:
    _sky(pen, (214, 230, 238), CREAM, 420)
    pen.rectangle((0, 420, 960, 640), fill=(232, 222, 204))
    for x in range(420, 920, 100):
        _disc(pen, x, 420 - rng.uniform(0, 6), 44, (140, 178, 96))
        pen.line([(x, 378), (x + 8, 360)], fill=DEEP, width=6)
    _disc(pen, 220, 350, 112, RED)
    _disc(pen, 180, 310, 22, (226, 132, 112))
    for tip in ((170, 240), (220, 220), (270, 240)):
        pen.line([(220, 258), tip], fill=DEEP, width=10)


def _dog(pen: Draw, rng: Random) -> None:
    _sky(pen, (222, 234, 226), CREAM, 400)
    pen.rectangle((0, 400, 960, 640), fill=(186, 198, 150))
    pen.rectangle((80, 360, 460, 384), fill=WOOD)
    for x in (110, 420):
        pen.rectangle((x, 384, x + 18, 500), fill=WOOD)
    for x, size, coat in ((600, 1.0, (142, 98, 66)), (790, 0.7, (244, 240, 232))):
        pen.ellipse((x - 80 * size, 500 - 190 * size, x + 80 * size, 540), fill=coat)
        _disc(pen, x, 500 - 210 * size, 64 * size, coat)
        pen.ellipse(
            (x - 84 * size, 500 - 260 * size, x - 44 * size, 500 - 160 * size),
            fill=WOOD,
        )
        pen.ellipse(
            (x + 44 * size, 500 - 260 * size, x + 84 * size, 500 - 160 * size),
            fill=WOOD,
        )
        _disc(pen, x, 500 - 190 * size, 12 * size, INK)
    for _blade in range(40):
        left, low = rng.uniform(0, 960), rng.uniform(560, 636)
        pen.line([(left, low), (left + 3, low - 16)], fill=DEEP, width=2)


def _boat(pen: Draw, rng: Random) -> None:
    _sea(pen, rng)
    pen.line([(480, 420), (480, 150)], fill=WOOD, width=12)
    pen.polygon([(492, 160), (492, 390), (660, 390)], fill=(252, 250, 244))
    pen.polygon([(330, 420), (660, 420), (600, 500), (390, 500)], fill=GREEN)


def _moon(pen: Draw, rng: Random) -> None:
    _sky(pen, (38, 52, 74), (92, 104, 122))
    _disc(pen, 640, 200, 104, (240, 234, 214))
    _disc(pen, 610, 176, 18, (222, 216, 196))
    for x in range(0, 960, 120):
        height = rng.uniform(90, 190)
        pen.rectangle((x, 640 - height, x + 110, 640), fill=(28, 36, 48))
        pen.polygon(
            [(x - 8, 640 - height), (x + 55, 590 - height), (x + 118, 640 - height)],
            fill=(34, 42, 56),
        )
    pen.rectangle((284, 560, 312, 596), fill=SUN)


def _quilt(pen: Draw, rng: Random) -> None:
    _sky(pen, (220, 232, 240), CREAM)
    pen.line([(0, 96), (960, 84)], fill=INK, width=5)
    colors = (RED, SUN, GREEN, DEEP, (124, 122, 170), (232, 196, 190), (120, 148, 166))
    for row in range(6):
        for column in range(8):
            x, y = (
                180 + column * 76 + rng.uniform(-3, 3),
                96 + row * 76 + rng.uniform(-3, 3),
            )
            pen.rectangle((x, y, x + 74, y + 74), fill=rng.choice(colors))
            pen.line([(x + 8, y + 8), (x + 66, y + 66)], fill=CREAM, width=2)


PICTURES: dict[str, Callable[[Draw, Random], None]] = {
    "window-hill": _window_hill,
    "mug": _mug,
    "cat": _cat,
    "garden": _garden,
    "sea": _sea,
    "bread": _bread,
    "trike": _trike,
    "birds": _birds,
    "tomatoes": _tomatoes,
    "dog": _dog,
    "boat": _boat,
    "moon": _moon,
    "quilt": _quilt,
}
"""What can be drawn, by the name that the script uses."""
