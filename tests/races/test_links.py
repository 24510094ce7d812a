"""One code and 64 browsers: it opens one of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from myelin.visits import actions
from myelin.visits.models import Look, Share
from myelin.visits.models.sharing import MOST_TRIES
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def link(ana, noon):
    """A link to a page of ana's, and its code."""
    today = noon.date()
    visit = actions.make_visit(member=ana, on=today, with_whom="", since=today - timedelta(days=9), now=noon)
    share, _token, code = actions.share_visit(visit=visit, by=ana, shown={}, lasts=timedelta(days=1), now=noon)
    return share, code


def test_a_code_opens_one_browser_of_many(link, noon):
    share, code = link
    given = at_once(64, lambda n: actions.open_link(share=share, code=code, browser=f"browser-{n}", now=noon))
    assert [result for result in given if not isinstance(result, actions.WrongCode)] == [None]
    assert Look.objects.filter(what=Look.What.OPENED).count() == 1


def test_no_more_than_five_codes_are_tried(link, noon):
    share, code = link
    at_once(64, lambda n: actions.open_link(share=share, code=f"{n}", browser=f"browser-{n}", now=noon))
    assert Share.objects.get().tries == MOST_TRIES
    with pytest.raises(actions.WrongCode):
        actions.open_link(share=share, code=code, browser="late", now=noon)
    assert not Share.objects.opened_by(share.digest, now=noon).exists()
