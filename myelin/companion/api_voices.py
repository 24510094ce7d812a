"""A member's own voice notes as JSON and as sounds: the same form and actions as the pages. What is not theirs is 404."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from myelin.base.api import check_form
from myelin.base.http import or_404
from myelin.companion import actions, queries
from myelin.companion.forms import VoiceForm
from myelin.companion.models import VoiceNote
from myelin.companion.schemas import VoiceOut
from myelin.media.sealed import CARE
from myelin.media.serving import hand_out
from myelin.members.models import Member

router = Router(tags=["companion"])


@router.post("diary/{day}/voices", response={201: VoiceOut}, summary="Keep a voice note")
def keep_voice(
    request: HttpRequest, day: date, recording: File[UploadedFile], words: Form[str] = ""
) -> Status[VoiceNote]:  # fmt: skip
    """Keep something spoken about a day: Ogg, WebM, M4A, WAV or MP3, up to 10 MB."""
    form = VoiceForm({"words": words}, MultiValueDict({"recording": [recording]}))
    check_form(form)
    member, now = _member(request), timezone.now()
    today = timezone.localdate(now, ZoneInfo(member.time_zone))
    return Status(201, actions.keep_voice(member=member, day=day, today=today, now=now, **form.cleaned_data))


@router.get("voices/{pk}", summary="The sound of a voice note", url_name="voice")
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """The sound as it is kept; a part of it when a Range is asked for."""
    found = _voice(request, pk)
    try:
        content = CARE.read(found.name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    return hand_out(request, content, content_type=found.content_type, name="voice-note")


@router.delete("voices/{pk}", response={204: None}, summary="Remove a voice note")
def remove_voice(request: HttpRequest, pk: int) -> Status[None]:
    """Take it away, with its words and its file."""
    actions.remove_voice(voice=_voice(request, pk), by=_member(request))
    return Status(204, None)


def _member(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user


def _voice(request: HttpRequest, pk: int) -> VoiceNote:
    return or_404(queries.voice_of(_member(request), pk))
