"""Voice notes as they come: known by what is in them, and without what a phone wrote beside the sound.

Of MP4, WAV and MP3 everything is dropped but the sound and what is needed to play it: names, programs, places. Ogg and
WebM are what browsers record; they write the name of a program there and nothing else, and are kept as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.media.drawing import Upload
from myelin.media.sealed import LARGEST_BYTES

HEAD = 4096
"""Bytes in which a file says what it holds."""


class SoundRefused(Refused):
    """What was sent cannot be kept as a voice note."""

    status = 422


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording: what it is, and its bytes as they are kept."""

    content_type: str
    content: bytes


def take_sound(upload: Upload) -> Sound:
    """Read a recording. What it is says the file itself, never its name. Raises SoundRefused with a sentence."""
    content = upload.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise SoundRefused(_("This recording is larger than 10 MB. A shorter one will do."))
    found = _ogg(content) or _webm(content) or _mp4(content) or _wav(content) or _mp3(content)
    if found is None:
        raise SoundRefused(_("We cannot open this as a recording. Ogg, WebM, M4A, WAV and MP3 work."))
    return found


def _film() -> SoundRefused:
    return SoundRefused(_("This is a film. A voice note is sound alone."))


def _ogg(content: bytes) -> Sound | None:
    if not content.startswith(b"OggS"):
        return None
    if b"theora" in content[:HEAD]:
        raise _film()
    is_sound = any(mark in content[:HEAD] for mark in (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC"))
    return Sound("audio/ogg", content) if is_sound else None


def _webm(content: bytes) -> Sound | None:
    if not content.startswith(b"\x1a\x45\xdf\xa3") or b"webm" not in content[:64]:
        return None
    if b"V_" in content[:HEAD]:
        raise _film()
    return Sound("audio/webm", content) if b"A_" in content[:HEAD] else None


def _mp4(content: bytes) -> Sound | None:
    """Boxes that say something beside the sound are emptied where they stand, so that nothing else moves."""
    if content[4:8] != b"ftyp":
        return None
    bare, tracks = bytearray(content), set()
    for kind, start, end in _boxes(content, 0, len(content)):
        if kind in {b"udta", b"meta", b"uuid"}:
            bare[start - 4 : start] = b"free"
            bare[start:end] = bytes(end - start)
        elif kind == b"hdlr":
            tracks.add(bytes(content[start + 8 : start + 12]))
    if b"vide" in tracks:
        raise _film()
    return Sound("audio/mp4", bytes(bare)) if b"soun" in tracks else None


def _boxes(content: bytes, place: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, and where the inside begins and ends, of each box; those that hold tracks are entered."""
    while place + 8 <= end:
        size, kind, head = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[place + 8 : place + 16], "big"), 16
        size = size or end - place
        if size < head or place + size > end:
            # What cannot be followed to its end may hide anything.
            raise SoundRefused(_("This recording is not whole. Could you make it once more?"))
        yield kind, place + head, place + size
        if kind in {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"}:
            yield from _boxes(content, place + head, place + size)
        place += size


def _wav(content: bytes) -> Sound | None:
    if not content.startswith(b"RIFF") or content[8:12] != b"WAVE":
        return None
    chunks: dict[bytes, bytes] = {}
    place = 12
    while place + 8 <= len(content):
        kind, size = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        chunks.setdefault(kind, content[place + 8 : place + 8 + size])
        place += 8 + size + size % 2
    if b"fmt " not in chunks or b"data" not in chunks:
        return None
    bare = b"".join(
        kind + len(inside).to_bytes(4, "little") + inside + bytes(len(inside) % 2)
        for kind in (b"fmt ", b"fact", b"data")
        if (inside := chunks.get(kind)) is not None
    )
    return Sound("audio/wav", b"RIFF" + (len(bare) + 4).to_bytes(4, "little") + b"WAVE" + bare)


def _mp3(content: bytes) -> Sound | None:
    if content.startswith(b"ID3"):
        size = 0
        for seven in content[6:10]:
            size = size << 7 | seven & 0x7F
        content = content[10 + size :]
    if content[-128:-125] == b"TAG":
        content = content[:-128]
    is_frame = len(content) > 4 and content[0] == 0xFF and content[1] & 0xE0 == 0xE0 and content[1] & 0x06 == 0x02
    return Sound("audio/mpeg", content) if is_frame else None
