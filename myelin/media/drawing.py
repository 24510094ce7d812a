"""Draw a picture anew from what a member sent: nothing that a camera or a program wrote beside it survives."""

from __future__ import annotations

import io
import warnings
from typing import Protocol

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from myelin.base.errors import Refused
from myelin.media.files import WIDTHS

LARGEST_BYTES = 10 * 1024 * 1024
LARGEST_PIXELS = 24_000_000
MOST_FRAMES = 200
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")


class PictureRefused(Refused):
    """What was sent cannot be kept as a picture."""

    status = 422


class Upload(Protocol):
    """Anything to read bytes from: a file, or what a form brought."""

    def read(self, num_bytes: int, /) -> bytes: ...


def draw(upload: Upload) -> tuple[dict[int, bytes], tuple[int, int]]:
    """The WebP files by width, and the size in pixels of the larger one.

    The format is what the decoder finds, never what the name says. Size and frames are read from the header, before
    anything is decoded.

    Raises PictureRefused with a sentence for the member.
    """
    content = upload.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise PictureRefused(_("This picture is larger than 10 MB. A smaller copy will do."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                _check(image)
                return _drawn(image)
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(_too_many_pixels()) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError):
        raise PictureRefused(_("We cannot open this as a picture. JPEG, PNG, GIF and WebP work.")) from None


def _check(image: Image.Image) -> None:
    width, height = image.size
    if width * height > LARGEST_PIXELS:
        raise PictureRefused(_too_many_pixels())
    if getattr(image, "n_frames", 1) > MOST_FRAMES:
        raise PictureRefused(_("This moving picture is too long. A still one will do."))


def _drawn(image: Image.Image) -> tuple[dict[int, bytes], tuple[int, int]]:
    upright = ImageOps.exif_transpose(image)
    has_alpha = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    plain = upright.convert("RGBA" if has_alpha else "RGB")
    # A new image carries pixels only: no EXIF, no comments, no color profile, no thumbnail.
    bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    files: dict[int, bytes] = {}
    size = bare.size
    for width in sorted(WIDTHS):
        copy = bare.copy()
        copy.thumbnail((width, width * 2), Image.Resampling.LANCZOS)
        buffer = io.BytesIO()
        copy.save(buffer, "WEBP", quality=80, method=2)
        files[width], size = buffer.getvalue(), copy.size
    return files, size


def _too_many_pixels() -> str:
    return _("This picture has more than 24 million dots. A smaller copy will do.")
