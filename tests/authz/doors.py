"""Sign everybody in once: that takes as long as most of what is asked of a page."""

from __future__ import annotations

from collections.abc import Mapping

from django.test import Client

from myelin.members import resting
from myelin.members.models import Member
from myelin.members.staff import has_duty

type Cookies = dict[str, str]


def sign_in(people: Mapping[str, Member]) -> dict[str, Cookies]:
    """The cookies of each by name, and of a visitor, who has none."""
    found: dict[str, Cookies] = {"visitor": {}}
    for name, member in people.items():
        client = Client()
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        if has_duty(member):
            _take_up(client)
        found[name] = {name: cookie.value for name, cookie in client.cookies.items()}
    return found


def _take_up(client: Client) -> None:
    """As signing in does; else each page of the staff would change the number of the session first."""
    session = client.session
    session[resting.ON_DUTY] = True
    session.save()


def browser_of(cookies: Cookies) -> Client:
    """A browser that has only these; it answers with a page also where a view breaks."""
    client = Client(raise_request_exception=False)
    client.cookies.load(cookies)
    return client
