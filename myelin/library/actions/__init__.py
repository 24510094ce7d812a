"""What authors, medical reviewers and staff do with articles."""

from myelin.library.actions.publishing import mend, publish_article, take_offline
from myelin.library.actions.reviewing import NotWaiting, ask_again, send_back, sign_article
from myelin.library.actions.verifying import Verdict, verify_reviews
from myelin.library.actions.writing import submit_for_review, write_article

__all__ = [
    "NotWaiting",
    "Verdict",
    "ask_again",
    "mend",
    "publish_article",
    "send_back",
    "sign_article",
    "submit_for_review",
    "take_offline",
    "verify_reviews",
    "write_article",
]
