"""The whole house, and a few addresses where things go wrong on purpose."""

from threading import Event

from django import forms
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from myelin.base.errors import DiskFull, Refused
from myelin.base.http import see_other
from myelin.base.idempotency import once


class SlotTaken(Refused):
    """A rule of a room above."""


class NoteForm(forms.Form):
    text = forms.CharField(label="Your words", required=False)


class TooOften(Refused):
    """A limit of a room above."""

    status = 429


def busy(request: HttpRequest) -> HttpResponse:
    raise TooOften("Let us take a short break.")


def refused(request: HttpRequest) -> HttpResponse:
    raise SlotTaken("Somebody else was quicker.")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a bug")


def lost(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the connection is closed")


def full(request: HttpRequest) -> HttpResponse:
    raise OSError(28, "No space left on device")


def full_in_a_room(request: HttpRequest) -> HttpResponse:
    raise DiskFull


def note(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", ""), content_type="text/plain")


@once
def counted(request: HttpRequest) -> HttpResponse:
    if request.POST.get("text") == "":
        return render(request, "base/error.html", {}, status=422)
    sent.append(request.POST["text"])
    return see_other(f"/try/{len(sent)}/")


@once
def slowly(request: HttpRequest) -> HttpResponse:
    entered.set()
    go_on.wait(60)
    sent.append(request.POST["text"])
    return see_other(f"/try/{len(sent)}/")


sent: list[str] = []
entered, go_on = Event(), Event()

urlpatterns = [
    path("try/refused/", refused),
    path("try/broken/", broken),
    path("try/busy/", busy),
    path("try/lost/", lost),
    path("try/full/", full),
    path("try/full-in-a-room/", full_in_a_room),
    path("try/note/", note),
    path("try/counted/", counted),
    path("try/slowly/", slowly),
    path("api/try/refused/", refused),
    path("api/try/lost/", lost),
    path("api/try/broken/", broken),
    path("", include("myelin.config.urls")),
]

handler400 = "myelin.base.views.handler400"
handler403 = "myelin.base.views.handler403"
handler404 = "myelin.base.views.handler404"
handler500 = "myelin.base.views.handler500"
