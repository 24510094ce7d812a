"""Pictures: known by the decoder, bounded before decoding, drawn anew without what a camera wrote."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from myelin.media import actions, files
from myelin.media.models import Picture
from myelin.members.models import Audience

pytestmark = pytest.mark.usefixtures("folder")


def upload(form: str = "JPEG", size=(1600, 900), **more) -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, form, **more)
    buffer.seek(0)
    return buffer


def take(member, content, noon) -> Picture:
    return actions.take_picture(owner=member, upload=content, alt="  A lake  ", now=noon)


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_what_the_decoder_knows_is_kept_in_two_widths(ana, noon, form):
    picture = take(ana, upload(form), noon)
    assert (picture.width, picture.height, picture.alt, picture.audience) == (1280, 720, "A lake", Audience.ME)
    for width in files.WIDTHS:
        with Image.open(io.BytesIO(files.read_picture(picture, width))) as image:
            assert (image.format, image.width) == ("WEBP", width)


def test_where_it_was_taken_is_gone_and_it_stands_upright(ana, noon):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "canary-camera"
    exif.get_ifd(0x8825)[1] = "canary-north"
    picture = take(ana, upload(exif=exif), noon)
    assert picture.height > picture.width
    for width in files.WIDTHS:
        content = files.read_picture(picture, width)
        assert b"canary" not in content
        assert not Image.open(io.BytesIO(content)).getexif()


def bomb() -> io.BytesIO:
    """A PNG that says it has 60,000 × 60,000 dots."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)))


def film(frames: int) -> io.BytesIO:
    buffer = io.BytesIO()
    images = [Image.new("RGB", (4, 4), (number % 256, number // 256, 0)) for number in range(frames)]
    images[0].save(buffer, "GIF", save_all=True, append_images=images[1:])
    buffer.seek(0)
    return buffer


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (lambda: io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "cannot open"),
        (lambda: io.BytesIO(b""), "cannot open"),
        (lambda: io.BytesIO(upload().read()[:400]), "cannot open"),
        (lambda: upload("BMP"), "cannot open"),
        (lambda: io.BytesIO(b"x" * (10 * 1024 * 1024 + 1)), "10 MB"),
        (lambda: upload("PNG", (6000, 4001)), "24 million"),
        (bomb, "24 million"),
        (lambda: film(201), "too long"),
    ],
)
def test_everything_else_is_refused_and_nothing_stays(ana, noon, folder, content, sentence):
    with pytest.raises(actions.PictureRefused, match=sentence):
        take(ana, content(), noon)
    assert not Picture.objects.exists()
    assert left(folder) == []


def test_pictures_that_nobody_used_go_after_two_days(ana, noon, folder, django_capture_on_commit_callbacks):
    used, _loose = take(ana, upload(), noon), take(ana, upload(), noon)
    actions.share(pictures=[used], audience=Audience.MEMBERS, group=None, now=noon)
    assert actions.remove_loose(now=noon + actions.LOOSE_FOR) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.remove_loose(now=noon + actions.LOOSE_FOR * 2) == 1
    assert Picture.objects.get() == used
    assert len(left(folder)) == len(files.WIDTHS)


def test_who_may_see_the_thing_may_see_its_picture(member_client, client, ana, ben, cleo, noon):
    picture = take(ana, upload(), noon)
    path = f"/pictures/{picture.pk}/480/"
    assert member_client(ana).get(path).status_code == 200
    assert member_client(ben).get(path).status_code == 404
    actions.share(pictures=[picture], audience=Audience.MEMBERS, group=None, now=noon)
    assert member_client(ben).get(path).status_code == 200
    assert member_client(cleo).get(path).status_code == 404
    assert member_client(ben).get(f"/pictures/{picture.pk}/481/").status_code == 404
    client.logout()
    assert client.get(path).status_code == 404
