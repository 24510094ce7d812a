"""The pages of the library, one file for each kind of reader."""

from myelin.library.views.machines import feed, robots, sitemap
from myelin.library.views.readers import article, index, nowhere, sponsors, topic
from myelin.library.views.reviewers import review, reviews, sending_back, signature
from myelin.library.views.staff import cms_account, cms_link, cms_login, offline

__all__ = [
    "article",
    "cms_account",
    "cms_link",
    "cms_login",
    "feed",
    "index",
    "nowhere",
    "offline",
    "review",
    "reviews",
    "robots",
    "sending_back",
    "signature",
    "sitemap",
    "sponsors",
    "topic",
]
