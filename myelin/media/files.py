"""The files of pictures in the data folder: two widths each, sealed, written whole or not at all."""

from __future__ import annotations

from collections.abc import Collection

from myelin.media.models import Picture
from myelin.media.sealed import PICTURES

WIDTHS = (480, 1280)


def name_of(name: str, width: int) -> str:
    """What one width of a picture is called on its shelf."""
    return f"{name}-{width}"


def read_picture(picture: Picture, width: int) -> bytes:
    """One width of a picture. Raises FileNotFoundError for any other width, and when it is gone."""
    if width not in WIDTHS:
        raise FileNotFoundError(width)
    return PICTURES.read(name_of(picture.name, width))


def keep(name: str, drawn: dict[int, bytes]) -> None:
    """Write all widths of a picture, or none.

    Raises DiskFull when there is no room; what was begun is taken away again.
    """
    try:
        for width, content in drawn.items():
            PICTURES.keep([content], name=name_of(name, width))
    except BaseException:
        remove(name)
        raise


def remove(name: str) -> None:
    """Take a picture's files away; missing ones are fine."""
    for width in WIDTHS:
        PICTURES.remove(name_of(name, width))


def known(names: Collection[str]) -> set[str]:
    """Which of these files belong to a picture that is still there."""
    pictures = Picture.objects.filter(name__in={name.rpartition("-")[0] for name in names})
    return {name_of(name, width) for name in pictures.values_list("name", flat=True) for width in WIDTHS}
