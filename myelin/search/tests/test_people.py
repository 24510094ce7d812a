"""Members are found by name, as soon as they have joined, by whom they may be met."""

import pytest
from django.contrib.auth.models import AnonymousUser

from myelin.members.models import Block
from myelin.search import queries
from myelin.search.tests.factories import refs, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def lind(make_member):
    return make_member("alma-l", name="Alma Lindqvist")


@pytest.mark.parametrize(
    "typed",
    ["Alma", "alma lindqvist", "Lindqvist", "lind", "Al", "alm", "Lindquist", "ALMA-L", "Álma", "Lindqvist Alma"],
)
def test_a_name_is_found_by_its_parts_and_with_slips(ben, lind, typed):
    assert refs(ben, typed) == [f"person:{lind.pk}"]


@pytest.mark.parametrize("name", ["Will", "An", "Be"])
def test_a_name_that_is_also_a_small_word_is_found(ben, make_member, name):
    person = make_member("someone", name=name)
    assert f"person:{person.pk}" in refs(ben, name.lower())


def test_the_hit_leads_to_their_page(ben, lind):
    lind.profile.context_line = "2nd year"
    lind.profile.save()
    (hit,) = queries.find(ben, "alma")
    assert (hit.kind, hit.title, hit.url, hit.excerpt) == ("person", "Alma Lindqvist", "/people/alma-l/", "2nd year")
    assert (hit.author_id, hit.author_handle) == (lind.pk, "alma-l")


def test_whole_messages_look_for_nobody(ben, make_member):
    make_member("will", name="Will")
    assert refs(ben, "how long will the infusion take") == []


def test_a_name_comes_before_texts_that_mention_it(ben, lind):
    tell("update:1", "", "Alma came by with soup.", author=ben)
    assert refs(ben, "Alma") == [f"person:{lind.pk}", "update:1"]


def test_kinds_keep_people_in_or_out(ben, lind):
    tell("update:1", "", "Alma came by with soup.", author=ben)
    assert refs(ben, "alma", kinds=["person"]) == [f"person:{lind.pk}"]
    assert refs(ben, "alma", kinds=["update"]) == ["update:1"]


def test_visitors_meet_nobody(lind):
    assert refs(AnonymousUser(), "alma") == []


@pytest.mark.parametrize("field", ["suspended_at", "erased_at"])
def test_who_is_gone_is_not_found(ben, lind, noon, field):
    setattr(lind, field, noon)
    lind.save()
    assert refs(ben, "alma") == []


def test_who_has_not_finished_joining_is_not_found(ben, lind):
    lind.welcomed_at = None
    lind.save()
    assert refs(ben, "alma") == []


def test_a_block_hides_both_from_each_other(ben, lind, noon):
    Block.objects.create(blocker=lind, blocked=ben, blocked_at=noon)
    assert refs(ben, "alma") == refs(lind, "ben") == []


def test_a_new_name_is_found_at_once(ben, lind):
    lind.name = "Rosalind"
    lind.save()
    assert refs(ben, "alma") == []
    assert refs(ben, "rosalind") == [f"person:{lind.pk}"]


def test_pages_of_people_follow_each_other(ben, make_member):
    everybody = {f"person:{make_member(f'rio-{number}', name='Rio').pk}" for number in range(12)}
    first = queries.find(ben, "rio")
    second = queries.find(ben, "rio", after=first.next)
    assert {hit.ref for hit in [*first, *second]} == everybody
    assert (len(first), len(second), second.next) == (10, 2, None)
