"""Take pictures in, place them, take them away."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial

from django.db import transaction

from myelin.groups.models import Group
from myelin.media import earlier, files
from myelin.media.drawing import PictureRefused, Upload, draw
from myelin.media.models import Picture
from myelin.media.sealed import LOOSE_FOR, PICTURES
from myelin.members.models import Audience, Member

__all__ = [
    "PictureRefused",
    "describe",
    "hold",
    "keep_apart",
    "remove_loose",
    "remove_pictures",
    "remove_stray_files",
    "share",
    "take_picture",
]


def take_picture(*, owner: Member, upload: Upload, alt: str, now: datetime) -> Picture:
    """Draw a picture anew and keep it, seen by its owner alone until something shows it.

    The files come first and the row last: a row always has its files.

    Raises:
        PictureRefused: too large, too many dots, or nothing that the decoder knows (SVG among them).
        DiskFull: no room; nothing is kept.
    """
    drawn, (width, height) = draw(upload)
    name = secrets.token_hex(16)
    files.keep(name, drawn)
    try:
        with transaction.atomic():
            return Picture.objects.create(
                owner=owner, name=name, width=width, height=height, alt=alt.strip()[:300], made_at=now
            )
    except BaseException:
        files.remove(name)
        raise


def share(*, pictures: Iterable[Picture], audience: Audience, group: Group | None, now: datetime | None = None) -> None:
    """Let those who see the thing that shows them see these pictures; `now` when it begins to show them.

    group: the group that the thing lies in.
    """
    placed = {"placed_at": now} if now is not None else {}
    Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).update(audience=audience, group=group, **placed)


def keep_apart(*, pictures: Iterable[Picture], now: datetime) -> None:
    """Let these pictures be shown by the room that holds them alone: the common address finds them no more."""
    Picture.objects.filter(pk__in=[picture.pk for picture in pictures]).update(
        audience=Audience.ME, kept_apart=True, placed_at=now
    )


def describe(*, picture: Picture, alt: str) -> None:
    """Say in words what is in a picture. Saying the same again writes nothing."""
    if (alt := alt.strip()[:300]) != picture.alt:
        picture.alt = alt
        picture.save(update_fields=["alt"])


def hold(*, owner: Member, pictures: Collection[int], until: datetime) -> None:
    """Let loose pictures wait longer for the form that they belong to; those of somebody else are left alone."""
    Picture.objects.of(owner).loose().filter(pk__in=pictures).update(held_until=until)


@transaction.atomic
def remove_pictures(pictures: Iterable[Picture]) -> None:
    """Take pictures away for good; the files go once the rows are gone."""
    for picture in pictures:
        picture.delete()
        transaction.on_commit(partial(files.remove, picture.name))


def remove_loose(*, now: datetime) -> int:
    """Take away pictures that nobody used; says how many."""
    rows = list(Picture.objects.loose().unclaimed(now).filter(made_at__lt=now - LOOSE_FOR)[:500])
    remove_pictures(rows)
    return len(rows)


def remove_stray_files(*, now: datetime) -> int:
    """Take away files that no picture names, after sealing what lies there in an earlier way; says how many."""
    earlier.seal_anew(now=now)
    return PICTURES.remove_strangers(files.known, now=now)
