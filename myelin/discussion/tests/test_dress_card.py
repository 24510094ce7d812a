"""Cards are kept as several readers see them; the token, the way back and what is the reader's own are never another's."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from myelin.discussion.actions import react
from myelin.discussion.models import Reaction
from myelin.updates import actions

pytestmark = pytest.mark.django_db


def card_on(client, path):
    page = client.get(path).text
    return re.search(r'<article class="card post".*?</article>', page, re.DOTALL)[0]


def only(pattern, card):
    (found,) = set(re.findall(pattern, card))
    return found


def test_each_reader_gets_their_own_token_way_back_and_buttons(ana, ben, noor, noon):
    post = actions.post_update(author=ana, text="A garden [[csrf]] and [[back]]", now=noon)
    react(thread=post.thread, member=ben, kind=Reaction.Kind.LIKE, now=noon)
    clients = {member: Client() for member in (ana, ben, noor)}
    for member, client in clients.items():
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    cards = {}
    for path, back in (("/updates/?show=all", "/updates/?show=all"), ("/people/ana/", "/people/ana/")):
        for member, client in clients.items():
            card = cards[member] = card_on(client, path)
            assert only(r'name="next" value="([^#"]+)#', card) == back
            assert ('aria-pressed="true"' in card) == (member == ben)
            assert ("See less of this" in card) == (member != ana)
            assert "A garden [[csrf]] and [[back]]" in card.replace("\u200b", "")
    tokens = {only(r'name="csrfmiddlewaretoken" value="(\w+)"', card) for card in cards.values()}
    assert len(tokens) == len(clients)
