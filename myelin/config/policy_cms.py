"""Who of the staff finds anything behind each part of the editors' room. Whoever is not named here is sent away.

Wagtail holds these rules by the rights of groups (`library/migrations`), and `tests/authz/test_cms.py` asks every
address as everybody. A part that is not in this table fails the tests, so that no upgrade brings one unseen.
"""

from __future__ import annotations

AUTHOR, REVIEWER, MODERATOR, OPERATOR = "author", "reviewer", "moderator", "operator"
STAFF = frozenset({AUTHOR, REVIEWER, MODERATOR, OPERATOR})
WRITERS = frozenset({AUTHOR})
READERS = frozenset({AUTHOR, REVIEWER})
KEEPERS = frozenset({OPERATOR})
NOBODY: frozenset[str] = frozenset()

PARTS: dict[str, frozenset[str]] = {
    "": STAFF,
    "api": STAFF,
    "pages": READERS,
    "bulk": WRITERS,
    # Words and links while one writes. What they list is what the asker may see.
    "choose-page": STAFF,
    "choose-external-link": STAFF,
    "choose-email-link": STAFF,
    "choose-phone-link": STAFF,
    "choose-anchor-link": STAFF,
    "tag-autocomplete": STAFF,
    "block-preview": STAFF,
    "editing-sessions": STAFF,
    "dismissibles": STAFF,
    "embeds": STAFF,
    "reports": STAFF,
    # The library has no uploads; choosing one shows an empty shelf, and nobody may add to it.
    "images": STAFF,
    "documents": STAFF,
    "forms": WRITERS,
    "snippets": NOBODY,
    "sponsor": KEEPERS,
    "glossaryword": KEEPERS,
    # How the review runs is settled by migrations; its steps can be looked at.
    "workflows": STAFF,
    "collections": NOBODY,
    # People and their rights are never looked after here.
    "users": NOBODY,
    "groups": NOBODY,
    "sites": NOBODY,
    # An account has its pages at /settings/ and /login/ alone.
    "account": NOBODY,
    "password_reset": NOBODY,
    "login": NOBODY,
    "logout": STAFF,
    "failwhale": NOBODY,
    "test404": NOBODY,
    # Pictures and words of the editor itself, the same for everybody.
    "sprite": STAFF,
    "jsi18n": STAFF,
}
"""The first word of an address behind `/cms/`, and who may find a page there."""
EVERYBODY = frozenset({"sprite", "jsi18n"})
"""Parts that hold nothing of ours."""
SAYS_NO = frozenset({"move_confirm", "confirm_workflow_cancellation", "choose_parent", "revisions_index"})
"""Addresses under `pages` that tell everybody on the staff in words that it cannot be done, or lead to one that is shut."""
