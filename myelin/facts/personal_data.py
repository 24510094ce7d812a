"""What this room holds of a member: the facts that they reviewed."""

from datetime import datetime

from myelin.facts.models import Fact, FactReview
from myelin.members.models import Member

type Told = dict[str, list[dict[str, str]]]


def export_for(member: Member) -> Told:
    """Everything that a reviewer said about facts, newest first."""
    reviews = FactReview.objects.filter(reviewer=member).select_related("fact").order_by("-made_at")
    return {
        "fact_reviews": [
            {
                "fact": review.fact.key,
                "outcome": review.outcome,
                "read_in": review.read_in,
                "note": review.note,
                "reviewed_on": review.reviewed_on.isoformat(),
                "review_by": review.review_by.isoformat(),
            }
            for review in reviews
        ]
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Take the name off the reviews; that a fact was reviewed, and against which source, stays for its readers."""
    FactReview.objects.filter(reviewer=member).update(reviewer=None, note="")
    Fact.objects.filter(reviewed_by=member).update(reviewed_by=None)
