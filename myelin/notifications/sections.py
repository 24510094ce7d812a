"""Which section each kind of news belongs to. A test holds that none is forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from myelin.notifications.models import Notice, Section

_KINDS = {
    Section.TALK: [
        Notice.Kind.COMMENT,
        Notice.Kind.ANSWER,
        Notice.Kind.FOLLOWED_ANSWER,
        Notice.Kind.CLOSED,
        Notice.Kind.DUPLICATE,
        Notice.Kind.BEST_ANSWER,
        Notice.Kind.MENTION,
    ],
    Section.REACTIONS: [Notice.Kind.HUG, Notice.Kind.LIKE, Notice.Kind.ME_TOO],
    Section.PEOPLE: [
        Notice.Kind.FOLLOW,
        Notice.Kind.FOLLOW_REQUEST,
        Notice.Kind.FOLLOW_ACCEPTED,
        Notice.Kind.GROUP_INVITATION,
        Notice.Kind.GROUP_REQUEST,
        Notice.Kind.GROUP_WELCOME,
        Notice.Kind.CIRCLE_INVITATION,
        Notice.Kind.CIRCLE_ACCEPTED,
        Notice.Kind.CIRCLE_WORD,
        Notice.Kind.CIRCLE_TAKEN,
        Notice.Kind.CIRCLE_NOTE,
    ],
    Section.MESSAGES: [],
    Section.BUDDY: [
        Notice.Kind.BUDDY_ASKED,
        Notice.Kind.BUDDY_YES,
        Notice.Kind.BUDDY_WEEK,
        Notice.Kind.BUDDY_EIGHT,
        Notice.Kind.BUDDY_OVER,
    ],
    Section.HELPING: [Notice.Kind.INVITATION],
    Section.HOUSE: [Notice.Kind.EXPORT, Notice.Kind.REVIEW, Notice.Kind.GROUP_TAKEN_OUT, Notice.Kind.SEAL_OPENED],
    Section.CARE: [Notice.Kind.REMINDER],
}

SECTIONS: Mapping[str, Section] = {kind.value: section for section, kinds in _KINDS.items() for kind in kinds}

ALONE = {Section.CARE}
"""What is told as each thing itself asks for it, and never together with other news."""

WRITTEN = {section for section, kinds in _KINDS.items() if kinds} - ALONE
"""What letters tell of. Private messages are no notices: their own dot says that they wait, here and on devices."""

ALWAYS = {Section.HOUSE, Section.CARE}
"""What concerns a member's own data and duties, and what they set themselves, is always told in the app."""


def kinds_outside(sections: list[str]) -> list[str]:
    """The kinds of news that are told together and that none of `sections` holds."""
    return [kind for kind, section in SECTIONS.items() if section not in {*sections, *ALONE}]
