"""What one tap gives and another takes back, when both come at once."""

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from myelin.base.rows import get_or_make
from myelin.members.models import Follow

pytestmark = pytest.mark.django_db


class Crossed(QuerySet):
    """Each time but the last, somebody else is quicker, and theirs is gone when we look again."""

    crossings = 3

    def create(self, **fields):
        if type(self).crossings:
            type(self).crossings -= 1
            Follow.objects.create(**fields)  # in our own savepoint, so it goes when ours is refused
        return super().create(**fields)


def test_what_was_taken_back_in_the_worst_moment_is_given_anew(ana, ben, cleo, noon):
    rows, pair = Crossed(Follow), {"follower": ben, "followee": cleo}
    follow, made = get_or_make(rows, **pair, defaults={"followed_at": noon})
    assert made
    assert (follow, False) == get_or_make(rows, **pair, defaults={"followed_at": noon})


def test_what_is_wrong_in_itself_is_said(ben, noon):
    with pytest.raises(IntegrityError):
        get_or_make(Follow.objects.all(), follower=ben, followee=ben, defaults={"followed_at": noon})
