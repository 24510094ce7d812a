import pytest
from django.contrib.auth.models import AnonymousUser

from myelin.search import actions, counting
from myelin.search.models import Synonym
from myelin.search.tests.factories import refs, tell

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()
GROUPS = [
    ["ocrelizumab", "Ocrevus"],
    ["brain fog", "cog fog", "mental clouding", "cloudy head"],
    ["wearing off", "crap gap"],
    ["spasticity", "stiff legs"],
]


@pytest.fixture
def texts(db):
    tell("medicine:1", "Ocrelizumab", "A page of the pack.")
    tell("update:2", "", "My third Ocrevus is next Monday.")
    tell("article:3", "Mental clouding", "Words that hide, names that go.")
    tell("update:4", "", "Fog on the hills this morning, and my brain loved it.")
    tell("update:5", "", "The crap gap is real this month.")
    tell("update:6", "", "Clouds all day, a mental note to bring an umbrella.")
    actions.set_synonyms(GROUPS)
    counting.count_all_words()


@pytest.mark.parametrize("word", ["ocrevus", "Ocrelizumab", "okrevus"])
def test_brand_and_generic_find_the_same(texts, word):
    assert set(refs(VISITOR, word)) == {"medicine:1", "update:2"}


def test_the_word_that_was_typed_comes_first(texts):
    assert refs(VISITOR, "ocrevus")[0] == "update:2"
    assert refs(VISITOR, "ocrelizumab")[0] == "medicine:1"


def test_a_phrase_finds_the_phrase_that_stands_for_it(texts):
    assert "article:3" in refs(VISITOR, "cog fog")
    assert "article:3" in refs(VISITOR, "Does anybody else get brain fog in the afternoon?")
    assert refs(VISITOR, "wearing off") == ["update:5"]


@pytest.mark.parametrize("typed", ["I can't go", "I can’t GO!", "Help, can't go. Again."])
def test_a_phrase_of_small_words_is_understood_as_it_is_typed(texts, typed):
    tell("update:8", "", "Constipation, the guest that never leaves.")
    actions.set_synonyms([["constipation", "can't go"]])
    assert "update:8" in refs(VISITOR, typed)
    assert "update:8" not in refs(VISITOR, "When shall we go?")


def test_a_phrase_of_small_words_is_never_looked_for(texts):
    tell("update:8", "", "Ready, steady, go!")
    actions.set_synonyms([["constipation", "can't go"]])
    assert refs(VISITOR, "constipation") == []


def test_half_a_phrase_or_its_words_apart_stand_for_nothing(texts):
    assert "article:3" not in refs(VISITOR, "fog")
    assert "article:3" not in refs(VISITOR, "My brain says there is fog")


def test_a_phrase_is_looked_for_as_a_phrase(texts):
    assert "update:6" not in refs(VISITOR, "brain fog")


def test_setting_them_again_replaces_them(texts):
    assert actions.set_synonyms([["cane", "walking stick"]]) == 1
    assert Synonym.objects.count() == 2
    assert refs(VISITOR, "wearing off") == []


@pytest.mark.parametrize(
    "group",
    [
        [],
        ["cane"],
        ["cane", "canes", "Cane"],
        ["the", "of"],
        ["", "cane", "\x00"],
        ["stuck", "help"],
    ],
)
def test_a_group_without_two_names_is_none(db, group):
    assert actions.set_synonyms([group]) == 0
    assert not Synonym.objects.exists()


def test_a_name_that_nobody_wrote_yet_may_be_misspelled_too(texts):
    tell("update:7", "", "Stiff legs again, so we went by bus.")
    for count in (counting.count_new_words, counting.count_all_words):
        count()
        assert refs(VISITOR, "spastisity") == ["update:7"]
