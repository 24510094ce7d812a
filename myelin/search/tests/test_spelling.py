import pytest
from django.contrib.auth.models import AnonymousUser

from myelin.search import counting
from myelin.search.tests.factories import refs, tell

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def texts(ana, ben, ito):
    tell("medicine:ocrelizumab", "Ocrelizumab (Ocrevus)", "An infusion. Its page in the pack.")
    tell("medicine:natalizumab", "Natalizumab (Tysabri)", "An infusion. Its page in the pack.")
    tell("article:1", "Fatigue, and what helps", "Rest before you have to.")
    for author in (ana, ben, ito):
        tell(f"update:{author}", "", "Tiredness all week, and a balcony full of tomatoes.", author=author)
    counting.count_all_words()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("okrevus", "medicine:ocrelizumab"),
        ("Ocrelizumap", "medicine:ocrelizumab"),
        ("tysabry", "medicine:natalizumab"),
        ("natilizumab", "medicine:natalizumab"),
        ("fatige", "article:1"),
        ("does fatige get better with rest?", "article:1"),
        ("tomatos on the balconny", "update:Ana"),
    ],
)
def test_a_slip_of_the_finger_finds_what_was_meant(texts, typed, found):
    assert refs(VISITOR, typed)[0] == found


@pytest.mark.parametrize("typed", ["ocr", "ocrev", "Ocreli", "ocrelizumab"])
def test_the_beginning_of_a_word_is_enough(texts, typed):
    assert refs(VISITOR, typed) == ["medicine:ocrelizumab"]


def test_what_one_person_misspelled_does_not_stand_in_the_way(texts, ben):
    tell("update:slip", "", "fatige is back", author=ben)
    counting.count_new_words()
    assert set(refs(VISITOR, "fatige")) == {"update:slip", "article:1"}


def test_a_word_that_is_right_comes_before_a_word_that_is_near(texts):
    tell("article:2", "Ocrevas", "A word very near to another.")
    assert refs(VISITOR, "ocrevas")[0] == "article:2"


def test_people_are_found_by_name_handle_and_beginning(ana, ben):
    tell("person:ana", "Ana Lindqvist", "ana-l", author=ana)
    tell("person:ben", "Ben", "benny-b", author=ben)
    tell("update:1", "", "I went to see Lindqvist, the painter.", author=ben)
    counting.count_all_words()
    assert refs(VISITOR, "Lindqvist") == ["person:ana", "update:1"]
    assert refs(VISITOR, "lind")[0] == "person:ana"
    assert refs(VISITOR, "benny-b")[0] == "person:ben"
    assert refs(VISITOR, "Be", kinds=["person"]) == ["person:ben"]


def test_a_name_with_a_slip_is_found(ana):
    tell("person:ana", "Ana Lindqvist", "ana-l", author=ana)
    assert refs(VISITOR, "Lindquist") == ["person:ana"]


@pytest.mark.parametrize("name", ["Will", "An", "Be"])
def test_a_name_that_is_also_a_small_word_is_found(ana, name):
    tell("person:ana", name, author=ana)
    assert refs(VISITOR, name.lower()) == ["person:ana"]


def test_a_name_is_looked_for_in_short_queries_only(ana):
    tell("person:ana", "Will", author=ana)
    assert refs(VISITOR, "how long will the infusion take") == []
