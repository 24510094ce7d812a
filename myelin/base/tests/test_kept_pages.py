"""Pages that visitors share: never one on which somebody is being told something."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.test import RequestFactory

from myelin.base.kept_pages import for_everybody


def ask():
    request = RequestFactory().get("/", headers={"Accept-Encoding": ""})
    request.session = {}
    request._messages = messages.storage.default_storage(request)
    return request


def test_a_page_that_tells_somebody_something_is_neither_kept_nor_a_kept_one():
    told = ask()
    messages.success(told, "You are signed out.")
    assert for_everybody(told, "one stamp", lambda: HttpResponse("You are signed out.")).text == "You are signed out."
    assert for_everybody(ask(), "one stamp", lambda: HttpResponse("The page.")).text == "The page."
    assert for_everybody(told, "one stamp", lambda: HttpResponse("Told again.")).text == "Told again."
    assert for_everybody(ask(), "one stamp", lambda: HttpResponse("Made anew.")).text == "The page."
