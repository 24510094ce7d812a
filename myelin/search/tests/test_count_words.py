import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from myelin.members.models import Audience
from myelin.search import counting
from myelin.search.models import Document, Stat, Term
from myelin.search.tests.factories import refs, tell

pytestmark = pytest.mark.django_db


def counts() -> dict[str, float]:
    return dict(Term.objects.values_list("lexeme", "df"))


def test_new_documents_are_added_and_counted_once(ben):
    tell("update:1", "", "stairs", author=ben)
    assert counting.count_new_words() == 1
    tell("update:2", "", "stairs, balcony", author=ben)
    assert counting.count_new_words() == 1
    assert counting.count_new_words() == 0
    assert counts() == {"stair": 2, "balconi": 1}
    assert Stat.objects.get().n == 2


def test_counting_all_forgets_what_was_removed(ben):
    tell("update:1", "", "stairs", author=ben)
    tell("update:2", "", "balcony", author=ben)
    counting.count_new_words()
    Document.objects.filter(ref="update:2").delete()
    assert counting.count_all_words() == 1
    assert counts() == {"stair": 1}


@pytest.mark.parametrize("audience", [Audience.ME, Audience.CIRCLE, Audience.FOLLOWERS])
def test_only_what_all_members_may_see_is_counted(ben, audience):
    tell("update:1", "", "stairs", author=ben, audience=audience)
    assert counting.count_new_words() == counting.count_all_words() == 0
    assert counts() == {}
    assert Stat.objects.get().n == 0


def test_a_word_is_common_when_several_use_it_or_the_community_itself(ana, ben, ito):
    for number, author in enumerate([ana, ben, ito]):
        tell(f"update:{number}", "", "stairs, stairs", author=author)
    tell("update:8", "", "balcony", author=ana)
    tell("update:9", "", "balcony", author=ben)
    tell("article:1", "", "garden")
    counting.count_all_words()
    assert set(Term.objects.filter(common=True).values_list("lexeme", flat=True)) == {"stair", "garden"}


def test_searching_and_telling_count_nothing(ben):
    tell("update:1", "", "stairs", author=ben)
    refs(AnonymousUser(), "stairs")
    assert counts() == {}


def test_vectors_follow_when_documents_became_much_longer(ben):
    tell("update:1", "", "stairs " * 3, author=ben)
    before = Stat.objects.get().avg_len
    tell("update:2", "", "balcony " * 400, author=ben)
    counting.count_all_words()
    assert Stat.objects.get().avg_len != before
    assert refs(AnonymousUser(), "stairs") == ["update:1"]


def test_the_command_renews_the_ranking_and_counts(ben, capsys):
    tell("update:1", "", "stairs", author=ben)
    call_command("rebuildsearch")
    call_command("rebuildsearch", "--statistics")
    assert capsys.readouterr().out.count("Words counted in 1 documents.") == 2
    assert refs(AnonymousUser(), "stairs") == ["update:1"]
