"""Voice notes are known by what is in them, and lose what a phone wrote beside the sound."""

from __future__ import annotations

import io

import pytest

from myelin.media.sealed import LARGEST_BYTES
from myelin.media.sounds import SoundRefused, take_sound
from tests.authz.papers import small_sound

HERE = b"+52.5200+013.4050/"


def box(kind: bytes, inside: bytes) -> bytes:
    return (len(inside) + 8).to_bytes(4, "big") + kind + inside


def mp4(handler: bytes = b"soun", beside: bytes = b"") -> bytes:
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(13))))
    return box(b"ftyp", b"M4A " + bytes(8)) + box(b"moov", track + beside) + box(b"mdat", b"the sound itself")


OGG = b"OggS" + bytes(24) + b"OpusHead" + bytes(30)
WEBM = b"\x1a\x45\xdf\xa3" + bytes(20) + b"webm" + bytes(90) + b"A_OPUS" + bytes(30)
MP3 = b"\xff\xfb\x90\x00" + bytes(200)


def taken(content: bytes):
    return take_sound(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [(OGG, "audio/ogg"), (WEBM, "audio/webm"), (mp4(), "audio/mp4"), (MP3, "audio/mpeg")],
)
def test_each_kind_is_known_by_its_content_and_kept_as_it_is(content, kind):
    sound = taken(content)
    assert (sound.content_type, sound.content) == (kind, content)


def test_a_tone_stays_whole():
    tone = small_sound().read()
    assert taken(tone).content == tone and taken(tone).content_type == "audio/wav"


def test_the_place_and_the_names_in_an_mp4_are_emptied_and_nothing_moves():
    told = box(b"udta", box(b"\xa9xyz", HERE)) + box(b"meta", b"Ana's phone")
    marked = mp4(beside=told) + box(b"uuid", bytes(16) + HERE)
    kept = taken(marked).content
    assert HERE in marked and HERE not in kept and b"Ana" not in kept
    assert len(kept) == len(marked) and kept.index(b"the sound itself") == marked.index(b"the sound itself")


def test_what_stands_beside_the_sound_in_a_wav_or_an_mp3_is_dropped():
    tone = small_sound().read()
    named = tone[:12] + b"LIST" + len(HERE).to_bytes(4, "little") + HERE + tone[12:]
    assert taken(named).content == tone
    tagged = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(HERE)]) + HERE + MP3 + b"TAG" + HERE + bytes(125 - len(HERE))
    assert taken(tagged).content == MP3


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "cannot open"),
        (b"<html><script>alert(1)</script></html>", "cannot open"),
        (b"%PDF-1.7", "cannot open"),
        (b"OggS" + bytes(60), "cannot open"),
        (b"RIFF" + bytes(4) + b"WAVE", "cannot open"),
        (b"RIFF" + bytes(4) + b"WEBP" + bytes(90), "cannot open"),
        (b"ID3" + bytes(7), "cannot open"),
        (mp4(b"text"), "cannot open"),
        (mp4(b"vide"), "film"),
        (OGG + b"\x80theora", "film"),
        (WEBM + b"V_VP8", "film"),
        (mp4()[:-3], "not whole"),
        (mp4() + b"\x00\x00\x00\x02free", "not whole"),
        (OGG + bytes(LARGEST_BYTES), "10 MB"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(SoundRefused, match=sentence):
        taken(content)
