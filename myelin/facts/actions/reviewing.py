from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from myelin.base.errors import Refused
from myelin.facts.models import Confidence, Fact, FactReview, Outcome
from myelin.members.models import Member
from myelin.members.staff import REVIEWERS, belongs_to

REVIEW_LASTS_AT_MOST = timedelta(days=730)
"""How far away the day may lie on which a fact is checked again."""


class NotAReviewer(Refused):
    status = 403


class ChangedMeanwhile(Refused):
    """The fact is no longer what the reviewer saw."""


class NotADate(Refused):
    """The day to check again is not a day to come, or too far away."""


class NothingRead(Refused):
    """The reviewer did not say what they read."""


class NeedsASource(Refused):
    """Too unsure to be confirmed: it has to be read somewhere first."""


@transaction.atomic
def review_fact(
    *,
    fact: Fact,
    reviewer: Member,
    version: int,
    outcome: Outcome,
    read_in: str,
    review_by: date,
    now: datetime,
    note: str = "",
) -> Fact:
    """Say that a fact holds, or that it does not, until it is checked again.

    The review is about `version`, the one the reviewer saw. It is written once, as a FactReview, and never changed.

    Raises:
        NotAReviewer, ChangedMeanwhile, NotADate, NothingRead, NeedsASource: with what to do about it.
    """
    if not belongs_to(reviewer, REVIEWERS):
        raise NotAReviewer(gettext("Only a medical reviewer of this community can sign a fact."))
    fact = Fact.objects.current().select_for_update().get(pk=fact.pk)
    if fact.version != version:
        raise ChangedMeanwhile(gettext("This fact has changed since you opened it. Please read it again."))
    _check(fact, outcome=outcome, read_in=read_in, review_by=review_by, today=now.date())

    fact.outcome, fact.reviewed_by, fact.read_in = outcome, reviewer, read_in.strip()
    fact.reviewed_on, fact.review_by = now.date(), review_by
    fact.save(update_fields=["outcome", "reviewed_by", "read_in", "reviewed_on", "review_by"])
    FactReview.objects.create(
        fact=fact,
        version=version,
        reviewer=reviewer,
        outcome=outcome,
        read_in=read_in.strip(),
        note=note.strip(),
        reviewed_on=fact.reviewed_on,
        review_by=review_by,
        made_at=now,
    )
    return fact


def _check(fact: Fact, *, outcome: Outcome, read_in: str, review_by: date, today: date) -> None:
    if not read_in.strip():
        raise NothingRead(gettext("Say which source and version you read."))
    if not today < review_by <= today + REVIEW_LASTS_AT_MOST:
        raise NotADate(gettext("Choose a day within the next two years on which it is checked again."))
    if outcome == Outcome.CONFIRMED and fact.confidence == Confidence.LOW:
        raise NeedsASource(gettext("This one is too unsure to confirm. It needs a source in the formulary first."))
