"""Letters as they come: PDF alone, known by what is in it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.media.drawing import Upload
from myelin.media.sealed import LARGEST_BYTES

CONTENT_TYPE = "application/pdf"
START, END = b"%PDF-", b"%%EOF"
TAIL = 2048
"""Bytes before the end of the file in which a whole PDF says that it ends."""


class LetterRefused(Refused):
    """What was sent cannot be kept as a letter."""

    status = 422


def is_letter(start: bytes) -> bool:
    """Whether a file that begins so is a PDF."""
    return start.startswith(START)


def read_letter(upload: Upload) -> bytes:
    """The bytes of a PDF, as they came. Raises LetterRefused with a sentence."""
    content = upload.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise LetterRefused(_("This PDF is larger than 10 MB. A photo of its main page will do."))
    if not is_letter(content):
        raise LetterRefused(_("We cannot open this as a PDF."))
    if END not in content[-TAIL:]:
        raise LetterRefused(_("This PDF is not whole. Could you download it once more?"))
    return content
