"""Cards that an older version made can be saved, too."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Replace

from myelin.discussion.models import Thread
from myelin.library.tests.factories import author, published, reviewer
from myelin.questions import actions as questions

then = import_module("myelin.discussion.migrations.0012_save_on_old_cards")


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
