"""What is done with facts: filled from the pack, reviewed, cited."""

from myelin.facts.actions.citing import cite
from myelin.facts.actions.loading import load_facts
from myelin.facts.actions.reviewing import (
    ChangedMeanwhile,
    NeedsASource,
    NotADate,
    NotAReviewer,
    NothingRead,
    review_fact,
)

__all__ = [
    "ChangedMeanwhile",
    "NeedsASource",
    "NotADate",
    "NotAReviewer",
    "NothingRead",
    "cite",
    "load_facts",
    "review_fact",
]
