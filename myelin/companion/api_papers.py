"""Papers with a member's own results: photos and letters as PDF. What is not theirs is 404."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from myelin.base.errors import Refused
from myelin.base.http import or_404
from myelin.companion import actions, queries
from myelin.companion.models import Result
from myelin.media import actions as media
from myelin.media.files import WIDTHS
from myelin.media.letters import is_letter
from myelin.media.sealed import CARE
from myelin.media.serving import hand_out, hand_out_picture
from myelin.members.models import Member

router = Router(tags=["companion"])


class NoPaper(Refused):
    """Nothing was sent."""

    status = 422


class PaperOut(Schema):
    """A paper. kind: photo, whose picture is at `photos/{id}`, or letter, whose PDF is at `letters/{id}`."""

    kind: str
    id: int


@router.get("results/{pk}/papers", response=list[PaperOut], summary="The papers of a result")
def papers(request: HttpRequest, pk: int) -> list[PaperOut]:
    """Photos first, then letters, each in the order in which they came."""
    return list(_papers(or_404(queries.result_of(_member(request), pk))))


@router.post("results/{pk}/papers", response={201: list[PaperOut]}, summary="Add a paper to a result")
def add_paper(request: HttpRequest, pk: int, paper: File[UploadedFile | None] = None) -> Status[list[PaperOut]]:
    """A photo, or a letter as PDF, up to 10 MB; four fit. Answers with all papers of the result."""
    member, now = _member(request), timezone.now()
    result = or_404(queries.result_of(member, pk))
    if paper is None:
        raise NoPaper(_("Which paper is it? Please send a photo or a PDF."))
    start = paper.read(16)
    paper.seek(0)
    if is_letter(start):
        letters = [actions.take_letter(owner=member, upload=paper, now=now)]
        actions.add_papers(result=result, by=member, letters=letters, now=now)
    else:
        photos = [media.take_picture(owner=member, upload=paper, alt="", now=now)]
        actions.add_papers(result=result, by=member, photos=photos, now=now)
    return Status(201, list(_papers(or_404(queries.result_of(member, pk)))))


@router.get("photos/{pk}", summary="A photo of a paper", url_name="paper_photo")
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The photo as WebP."""
    found = or_404(queries.paper_of(_member(request), pk))
    return hand_out_picture(found.picture, max(WIDTHS), name=f"paper-{pk}")


@router.delete("photos/{pk}", response={204: None}, summary="Remove a photo of a paper")
def remove_photo(request: HttpRequest, pk: int) -> Status[None]:
    """Take it away."""
    member = _member(request)
    actions.remove_photo(paper=or_404(queries.paper_of(member, pk)), by=member)
    return Status(204, None)


@router.get("letters/{pk}", summary="A letter", url_name="letter")
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF as it came."""
    found = or_404(queries.letter_of(_member(request), pk))
    try:
        content = CARE.read(found.name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return hand_out(request, content, content_type=found.content_type, name=f"letter-{pk}", downloads=True)


@router.delete("letters/{pk}", response={204: None}, summary="Remove a letter")
def remove_letter(request: HttpRequest, pk: int) -> Status[None]:
    """Take it away, its file too."""
    member = _member(request)
    actions.remove_letter(letter=or_404(queries.letter_of(member, pk)), by=member)
    return Status(204, None)


def _papers(result: Result) -> Iterator[PaperOut]:
    for row in result.pictures.all():
        yield PaperOut(kind="photo", id=row.pk)
    for letter in result.letters.all():
        yield PaperOut(kind="letter", id=letter.pk)


def _member(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
