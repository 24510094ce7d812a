"""Sign everybody in once: that takes as long as most of what is asked of a page."""

from __future__ import annotations

from collections.abc import Mapping

from django.test import Client

from myelin.members.models import Member

type Cookies = dict[str, str]


def sign_in(people: Mapping[str, Member]) -> dict[str, Cookies]:
    """The cookies of each by name, and of a visitor, who has none."""
    found: dict[str, Cookies] = {"visitor": {}}
    for name, member in people.items():
        client = Client()
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        found[name] = {name: cookie.value for name, cookie in client.cookies.items()}
    return found


def browser_of(cookies: Cookies) -> Client:
    """A browser that has only these; it answers with a page also where a view breaks."""
    client = Client(raise_request_exception=False)
    client.cookies.load(cookies)
    return client
