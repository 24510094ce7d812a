"""A private group of the small world: somebody looks after it, Dele and another belong to it, one is invited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from myelin.discussion import actions as discussion
from myelin.groups import actions as groups
from myelin.groups.models import Access
from myelin.home import actions as home
from myelin.media import actions as media
from myelin.members.models import Member
from myelin.pack.models import Topic
from myelin.updates import actions as updates

MODERATOR, INSIDE, INVITED = "moderator of a group", "member of a private group", "invited"
ACTORS = [INSIDE, INVITED, MODERATOR]


def marker(reach: str, field: str) -> str:
    return f"kanari-{reach}-{field}-7f3a"


def build_circle(people: dict[str, Member], asker: Member, picture: Any, topic: Topic, now: datetime) -> dict[str, Any]:
    """Make it with something of everything in it, each thing marked for the crawl; return the ids."""
    by, owner = people[MODERATOR], people["owner"]
    circle = groups.open_group(
        by=by, name=f"Night talk {marker('invited', 'name')}", about=marker("invited", "about"),
        rules=marker("invited", "rules"), access=Access.REQUEST, now=now,
    )  # fmt: skip
    asked = groups.ask_to_join(group=circle, member=asker, words=marker("moderator", "request"), now=now)
    groups.edit_group(group=circle, by=by, about=circle.about, rules=circle.rules, access=Access.PRIVATE)
    circle.access = Access.PRIVATE
    for inside in (owner, people[INSIDE]):
        groups.invite(group=circle, by=by, person=inside, words="", now=now)
        groups.accept_invitation(group=circle, member=inside, now=now)
    words = marker("invitee", "words")
    # It ends some days from the real now, so that it can be said yes to.
    invitation = home.invite(group=circle, by=by, person=people[INVITED], words=words, now=timezone.now())
    kept = media.take_picture(owner=owner, upload=picture, alt=marker("group", "alt"), now=now)
    post = updates.post_update(
        author=owner, text=f"canary {marker('group', 'post')}", pictures=[kept], topics=[topic], group=circle, now=now
    )
    comment = f"canary {marker('group', 'comment')}"
    discussion.write_comment(thread=post.thread, author=people[INSIDE], text=comment, now=now)
    gone = updates.post_update(author=owner, text="Taken out", group=circle, now=now)
    home.take_post_out(thread=gone.thread, by=by, reason=marker("me", "reason"), now=now)
    return {
        "private circle": circle.slug,
        "request": asked.pk,
        "invitation": invitation.pk,
        "in the circle handle": people[INSIDE].handle,
        "circle post": post.pk,
        "circle picture": kept.pk,
        "taken out": gone.pk,
    }
