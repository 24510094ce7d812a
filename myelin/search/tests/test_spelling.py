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
    for number in range(10):
        tell(f"article:fatigue-{number}", "", "fatigue")
    counting.count_new_words()
    assert {"update:slip", "article:1"} < set(refs(VISITOR, "fatige", size=20))


def test_a_rare_word_is_no_slip_beside_another_rare_one(texts):
    tell("article:scarf", "", "A scarf, half done.")
    tell("article:scare", "", "That gave me a scare.")
    counting.count_new_words()
    assert refs(VISITOR, "scared") == ["article:scare"]


def test_a_word_that_is_right_comes_before_a_word_that_is_near(texts):
    tell("article:2", "Ocrevas", "A word very near to another.")
    assert refs(VISITOR, "ocrevas")[0] == "article:2"
