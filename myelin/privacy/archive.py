"""A member's whole archive in one ZIP: JSON for programs, a page for people, all their files, and care as FHIR and tables."""

from __future__ import annotations

import json
import zipfile
from contextlib import suppress
from datetime import datetime
from typing import IO, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from myelin.companion.personal_data import files_for
from myelin.exchange import files as care
from myelin.media import files
from myelin.media.models import Picture
from myelin.media.sealed import HELD
from myelin.members.models import Member
from myelin.privacy.rooms import rooms

VERSION = 1
"""Of the shape of `data.json`; raise it when a room renames what it exports."""


def collect(member: Member, *, now: datetime) -> dict[str, Any]:
    """All that every room keeps of a member, as plain JSON values."""
    told = {name: room.export_for(member) for name, room in rooms()}
    whole = {"version": VERSION, "community": settings.COMMUNITY_NAME, "made_at": now, "rooms": told}
    plain: dict[str, Any] = json.loads(json.dumps(whole, cls=DjangoJSONEncoder))
    return plain


def write(member: Member, *, now: datetime) -> IO[bytes]:
    """The archive as an open file that is gone when it is closed; until then it lies sealed. Raises DiskFull."""
    whole = HELD.begin()
    try:
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            _fill(archive, member, now)
        whole.close()
        return HELD.opened(whole.name)
    finally:
        # An open file stays readable without its name.
        whole.give_up()
        HELD.remove(whole.name)


def _fill(archive: zipfile.ZipFile, member: Member, now: datetime) -> None:
    told = collect(member, now=now)
    archive.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=2))
    archive.writestr("archive.css", render_to_string("privacy/archive.css"))
    archive.writestr("index.html", render_to_string("privacy/archive.html", {"archive": told, "member": member}))
    care.put(archive, care.files_of(member, now=now), folder="care/")
    for picture in Picture.objects.of(member).order_by("pk").iterator():
        with suppress(FileNotFoundError):
            content = files.read_picture(picture, max(files.WIDTHS))
            archive.writestr(f"pictures/{picture.name}.webp", content, zipfile.ZIP_STORED)
    for path, content in files_for(member):
        archive.writestr(path, content, zipfile.ZIP_STORED)


def name_of(now: datetime) -> str:
    """What the file is called: nothing in it says whose it is."""
    return f"my-data-{now:%Y-%m-%d}.zip"
