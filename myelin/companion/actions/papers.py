"""Papers with a result, photos and letters as PDF: take them in, put them to it, take them away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.companion.models import Course, Result, ResultLetter, ResultPicture, Step
from myelin.media import actions as media
from myelin.media.drawing import Upload
from myelin.media.letters import read_letter
from myelin.media.models import Picture
from myelin.media.sealed import CARE
from myelin.members import actions as members
from myelin.members.models import Member, Purpose

MOST_PAPERS = 4


class TooManyPapers(Refused):
    """More papers than one result keeps."""


def take_letter(*, owner: Member, upload: Upload, now: datetime) -> ResultLetter:
    """Take a PDF in; it belongs to no result until one is kept with it.

    The file comes first and the row last: a row always has its file.

    Raises NotAgreed without the member's yes, LetterRefused, DiskFull.
    """
    members.check_agreed(member=owner, purpose=Purpose.ACCOUNT)
    content = read_letter(upload)
    name = CARE.keep([content])
    try:
        with transaction.atomic():
            return ResultLetter.objects.create(member=owner, name=name, size=len(content), kept_at=now)
    except BaseException:
        CARE.remove(name)
        raise


@transaction.atomic
def add_papers(
    *, result: Result, by: Member, photos: Sequence[Picture] = (), letters: Sequence[ResultLetter] = (), now: datetime
) -> None:
    """Put papers to a result: their owner alone sees them, with it. Raises TooManyPapers; then none is put there."""
    Result.objects.of(by).select_for_update().get(pk=result.pk)
    there = [model.objects.filter(result=result).count() for model in (ResultPicture, ResultLetter)]
    if sum(there) + len(photos) + len(letters) > MOST_PAPERS:
        raise TooManyPapers(_("Four papers fit with a result. You can remove one that you do not need."))
    media.keep_apart(pictures=photos, now=now)
    ResultPicture.objects.bulk_create([ResultPicture(member=by, result=result, picture=photo) for photo in photos])
    ResultLetter.objects.of(by).loose().filter(pk__in=[letter.pk for letter in letters]).update(result=result)


@transaction.atomic
def remove_photo(*, paper: ResultPicture, by: Member) -> None:
    """Take a photo of a paper away for good."""
    photos = ResultPicture.objects.filter(member=by, pk=paper.pk).select_related("picture")
    media.remove_pictures([photo.picture for photo in photos])


@transaction.atomic
def remove_letter(*, letter: ResultLetter, by: Member) -> None:
    """Take a letter away for good."""
    remove_letters(ResultLetter.objects.of(by).filter(pk=letter.pk))


@transaction.atomic
def remove_letters(letters: Iterable[ResultLetter]) -> None:
    """Take letters away; the files go once the rows are gone."""
    for letter in letters:
        letter.delete()
        transaction.on_commit(partial(CARE.remove, letter.name))


@transaction.atomic
def remove_papers(results: QuerySet[Result]) -> None:
    """Take all papers of these results away."""
    photos = ResultPicture.objects.filter(result__in=results).select_related("picture")
    media.remove_pictures([photo.picture for photo in photos])
    remove_letters(ResultLetter.objects.filter(result__in=results))


@transaction.atomic
def remove_papers_of_course(course: Course, by: Member) -> None:
    """Take away the papers of its tests, and the proofs on the way to its doses."""
    remove_papers(Result.objects.of(by).filter(course=course))
    proofs = Step.objects.of(by).filter(infusion__course=course, picture__isnull=False).select_related("picture")
    media.remove_pictures([step.picture for step in proofs if step.picture is not None])
