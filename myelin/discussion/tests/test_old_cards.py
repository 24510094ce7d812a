"""Cards that an older version made can be saved, too, and carry no more than new ones."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Replace

from myelin.discussion.models import Thread
from myelin.library.tests.factories import author, published, reviewer
from myelin.questions import actions as questions
from myelin.updates import actions as updates

then = import_module("myelin.discussion.migrations.0012_save_on_old_cards")
lighter = import_module("myelin.discussion.migrations.0013_lighter_avatars")


@pytest.fixture
def threads(ana, ben, noor, noon):
    question = questions.ask_question(author=ana, title="Which [[save]] shoes?", now=noon).thread
    return {"question": question, "article": published(author(ben), reviewer(noor), noon).thread}


@pytest.mark.parametrize("kind", ["question", "article"])
def test_save_comes_to_where_it_stands_on_a_new_card(member_client, ana, threads, kind):
    thread = threads[kind]
    as_new = thread.card
    blank = "[[save]]\n" if kind == "article" else "[[save]]"
    Thread.objects.filter(pk=thread.pk).update(card=Replace(F("card"), Value(blank), Value("")))
    assert "[[save]]" not in Thread.objects.get(pk=thread.pk).card
    for _again in range(2):
        with connection.cursor() as cursor:
            cursor.execute(then.SAVE_ON_QUESTIONS)
            cursor.execute(then.SAVE_ON_ARTICLES)
    assert Thread.objects.get(pk=thread.pk).card.split() == as_new.split()
    assert f"/threads/{thread.pk}/bookmark/" in member_client(ana).get("/updates/?show=all").text


def test_an_old_avatar_becomes_a_new_one(ana, noon):
    thread = updates.post_update(author=ana, text="A garden", now=noon).thread
    as_new = thread.card
    Thread.objects.filter(pk=thread.pk).update(card=as_new.replace(lighter.AFTER, lighter.BEFORE))
    assert "stroke-dasharray" in Thread.objects.get(pk=thread.pk).card
    with connection.cursor() as cursor:
        cursor.execute(lighter.SWAP, {"old": lighter.BEFORE, "new": lighter.AFTER})
    assert Thread.objects.get(pk=thread.pk).card == as_new
