"""What comes by a form and is too large for memory is sealed while it comes: no part of it lies on the disk in clear."""

from __future__ import annotations

import io
import shutil
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.media.sealed import HELD, Writer

LARGEST_OF_STRANGERS = 25_000_000
"""Bytes of a file that comes without a session: by a program, or from nobody."""
LONG = 100_000_000
"""A file of so many bytes, and more, only comes where the disk keeps its room beside it."""


class TooLarge(Refused):
    """There is more of it than we take."""

    status = 413


class HeldUpload(UploadedFile[Any]):
    """A file that was sealed while it came. It is gone with its request, unless somebody keeps it.

    problem: why not all of it is there; reading it raises that.
    """

    def __init__(self, held_as: str, name: str, content_type: str, size: int, problem: Refused | None) -> None:
        file: IO[Any] = BufferedReader(_Not(problem)) if problem else HELD.opened(held_as)
        super().__init__(file, name, content_type, size)
        self.problem = problem
        self._held_as, self._gone = held_as, weakref.finalize(self, HELD.remove, held_as)

    def keep(self) -> str:
        """Keep it beyond the request, and say its name among what is held."""
        self._gone.detach()
        return self._held_as

    def close(self) -> None:
        super().close()
        self._gone()


class SealedUploadHandler(FileUploadHandler):
    """Stands behind the one that keeps small files in memory. After a problem it lets the rest come and drops it, so that
    the browser hears the answer."""

    problem: Refused | None = None
    writer: Writer | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.problem = self.writer = None
        expected = _number(self.request.META.get("CONTENT_LENGTH", "")) if self.request else 0
        with self._noting():
            self.writer = HELD.begin()
            # A connection that breaks off ends this handler, and nothing else says so.
            self._gone = weakref.finalize(self, self.writer.give_up)
            if expected > LONG and shutil.disk_usage(HELD.folder).free < expected + settings.ROOM:
                raise HELD.no_room()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.writer is None or self.problem is not None:
            return
        with self._noting():
            if start + len(raw_data) > self._largest:
                raise too_large(self._largest)
            self.writer.write(raw_data)

    def file_complete(self, file_size: int) -> HeldUpload:
        name = ""
        if self.writer is not None and self.problem is None:
            with self._noting():
                self.writer.close()
                self._gone.detach()
                name = self.writer.name
        return HeldUpload(name, self.file_name or "", self.content_type or "", file_size, self.problem)

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """Note what is refused, and leave no part of the file."""
        try:
            yield
        except Refused as problem:
            self.problem = problem
            if self.writer is not None:
                self.writer.give_up()

    @property
    def _largest(self) -> int:
        user = getattr(self.request, "user", None)
        return settings.LARGEST_FILE if user is not None and user.is_authenticated else LARGEST_OF_STRANGERS


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def too_large(largest: int) -> TooLarge:
    """What is said of a file that is larger than `largest` bytes."""
    words = _("This file is larger than %(size)d MB, which is more than we can take.")
    return TooLarge(words % {"size": largest // 1_000_000})


class _Not(io.RawIOBase):
    """Instead of a file that is not there."""

    def __init__(self, problem: Refused) -> None:
        self._problem = problem

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer is one
        raise self._problem
