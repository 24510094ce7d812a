"""Nobody finds what the gate hides, nor learns that it is there."""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from myelin.audience.policy import visible_to
from myelin.groups.models import Group, Membership
from myelin.members.models import Audience, Block, Follow, Grant, Member
from myelin.search import counting, queries
from myelin.search.models import Document
from myelin.search.tests.factories import refs, tell

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def everybodys(ana, ben, cleo, ito, noor, noon):
    """A document of each author for each audience, and every tie that there can be between members."""
    Grant.objects.create(owner=ben, friend=ito, granted_at=noon)
    Follow.objects.create(follower=cleo, followee=ana, followed_at=noon)
    Follow.objects.create(follower=noor, followee=ben, followed_at=noon)
    gone = Member.objects.create_user("gone@example.org", None, name="Gone", handle="gone", erased_at=noon)
    away = Member.objects.create_user("away@example.org", None, name="Away", handle="away", suspended_at=noon)
    closed = Group.objects.create(slug="early", name="Early birds", access="private", made_at=noon)
    for member in (ana, cleo, ben):
        Membership.objects.create(group=closed, member=member, joined_at=noon)
    for author, audience, group in product([ana, ben, cleo, ito, gone, away, None], Audience, [None, closed]):
        ref = f"update:{author}-{audience}-{group}"
        tell(ref, "", "stairs", author=author, audience=audience, group_id=group and group.pk)
    counting.count_all_words()
    return [VISITOR, ana, ben, cleo, ito, noor, away]


def test_it_finds_what_the_policy_shows_and_nothing_else(everybodys):
    for viewer in everybodys:
        allowed = set(visible_to(Document.objects.all(), viewer).values_list("ref", flat=True))
        assert set(refs(viewer, "stairs", size=100)) == allowed
        assert set(refs(viewer, "stairs", size=100, kinds=["update"])) == allowed


def test_each_page_is_full_though_much_is_hidden(ana, ben):
    for number in range(30):
        tell(f"update:{number}", "", "stairs", author=ben, audience=Audience.ME if number % 3 else Audience.MEMBERS)
    page = queries.find(ana, "stairs", size=5)
    assert len(page) == 5
    assert len(queries.find(ana, "stairs", size=5, after=page.next)) == 5


def test_hidden_hits_leave_no_sign_of_more(ana, ben):
    for number in range(30):
        tell(f"update:{number}", "", "stairs", author=ben, audience=Audience.ME)
    tell("update:seen", "", "stairs", author=ben)
    page = queries.find(ana, "stairs")
    assert ([hit.ref for hit in page], page.next) == (["update:seen"], None)


@pytest.mark.parametrize("blocker", ["ana", "cleo"])
def test_a_block_hides_both_from_each_other(ana, cleo, noon, blocker):
    Block.objects.all().delete()
    one, other = (ana, cleo) if blocker == "ana" else (cleo, ana)
    Block.objects.create(blocker=one, blocked=other, blocked_at=noon)
    tell("update:1", "", "stairs", author=ana)
    tell("update:2", "", "stairs", author=cleo)
    assert refs(ana, "stairs") == ["update:1"]
    assert refs(cleo, "stairs") == ["update:2"]
    assert refs(ana, "cleo") == refs(cleo, "ana") == refs(cleo, "an") == refs(ana, "cle") == []


@pytest.mark.parametrize("audience", [Audience.ME, Audience.CIRCLE, Audience.FOLLOWERS])
def test_a_private_word_repairs_no_spelling(ana, ben, cleo, ito, audience):
    for author in (ana, ben, cleo, ito):
        tell(f"update:{author}", "", "zebrafinch", author=author, audience=audience)
    tell("update:shown", "", "zebrafinc", author=ben)
    counting.count_all_words()
    counting.count_new_words()
    assert refs(VISITOR, "zebrafinkh") == []


def test_private_words_do_not_move_the_order(ana, ben):
    """If they counted, `alpenrose` would become the more frequent word, and the order would turn."""
    tell("update:1", "", "alpenrose", author=ben)
    tell("update:2", "", "edelweiss", author=ben)
    tell("update:3", "", "edelweiss", author=ben)
    counting.count_all_words()
    before = refs(VISITOR, "alpenrose edelweiss")
    for number in range(20):
        tell(f"diary:{number}", "", "alpenrose", author=ana, audience=Audience.ME)
    counting.count_all_words()
    assert refs(VISITOR, "alpenrose edelweiss") == before == ["update:1", "update:2", "update:3"]


def test_one_persons_rare_word_repairs_no_spelling(ben):
    for number in range(5):
        tell(f"update:{number}", "", "zebrafinch", author=ben)
    counting.count_all_words()
    assert refs(VISITOR, "zebrafinkh") == []


def test_words_of_a_group_repair_no_spelling_and_count_nowhere(ana, ben, cleo, ito, noon):
    """Also of an open one: it may close its doors tomorrow."""
    group = Group.objects.create(slug="early", name="Early birds", made_at=noon)
    for author in (ana, ben, cleo, ito):
        tell(f"update:{author}", "", "zebrafinch", author=author, group_id=group.pk)
    tell("update:shown", "", "zebrafinc", author=ben)
    counting.count_all_words()
    counting.count_new_words()
    assert refs(VISITOR, "zebrafinkh") == []
