"""For each route that names a thing: which of Dele's things, and what a form or a program sends there."""

from __future__ import annotations

from typing import Any

from tests.authz import caring, examples_of_reminders
from tests.authz.examples_of_care import CARE, CARE_BODIES
from tests.authz.world import World

ARGUMENTS: dict[str, dict[str, str]] = {
    "home:person": {"handle": "handle"},
    **{
        f"home:{name}": {"slug": "private circle"}
        for name in (
            "group",
            "edit_group",
            "membership",
            "group_request",
            "group_requests",
            "invitation",
            "group_invitations",
            "group_members",
            "group_moderators",
        )
    },
    **{
        f"api:{name}": {"slug": "private circle"}
        for name in ("group", "group_membership", "group_leaving", "group_feed", "group_posts")
    },
    "home:group_answer": {"slug": "private circle", "pk": "request"},
    "home:invitation_withdrawal": {"slug": "private circle", "pk": "invitation"},
    "home:group_member_removal": {"slug": "private circle", "handle": "in the circle handle"},
    "home:pin": {"slug": "private circle", "pk": "circle post"},
    "home:post_removal": {"slug": "private circle", "pk": "circle post"},
    "home:taken_out": {"pk": "taken out"},
    "home:picture": {"pk": "picture", "width": "=480"},
    "base:about": {"slug": "=privacy"},
    "members:token_revocation": {"pk": "token"},
    **{name: {"handle": "handle"} for name in ("people:follow", "people:follower", "members:circle", "members:block")},
    **{
        name: {"handle": "handle"}
        for name in ("people:buddy_invitation", "api:buddy_invitation", "api:buddy_invitation_gone")
    },
    **{name: {"pk": "buddyship"} for name in ("people:buddy_end", "api:buddy_end")},
    "people:treatment": {"pk": "treatment"},
    "people:treatment_removal": {"pk": "treatment"},
    "notifications:notice": {"pk": "notice"},
    "notifications:device_removal": {"pk": "device"},
    "notifications:leave": {"pk": "notice", "key": "=none"},
    "members:mute": {"handle": "handle"},
    "api:mute": {"handle": "handle"},
    "api:unmute": {"handle": "handle"},
    "discussion:thread": {"pk": "update"},
    "discussion:thread_mute": {"pk": "update"},
    "discussion:seal": {"pk": "sealed"},
    "discussion:topic_mute": {"slug": "topic"},
    "api:thread_mute": {"thread_id": "update"},
    "api:thread_unmute": {"thread_id": "update"},
    "api:topic_mute": {"slug": "topic"},
    "api:topic_unmute": {"slug": "topic"},
    "discussion:comments": {"pk": "update"},
    **{f"discussion:{name}": {"pk": "update"} for name in ("reaction", "votes", "bookmark", "note")},
    **{f"discussion:comment_{name}": {"pk": "comment"} for name in ("edit", "withdrawal", "withdrawal_undo")},
    "discussion:topic": {"slug": "topic"},
    "discussion:topic_follow": {"slug": "topic"},
    "updates:update": {"pk": "update"},
    "updates:edit": {"pk": "update"},
    "updates:history": {"pk": "update"},
    "updates:withdrawal": {"pk": "update"},
    "updates:shelf": {"pk": "update"},
    **{f"api:{name}": {"update_id": "update"} for name in ("shelf", "shelf_gone")},
    "updates:withdrawal_undo": {"pk": "update"},
    **{
        f"questions:{name}": {"pk": "question"}
        for name in (
            "question",
            "edit",
            "history",
            "withdrawal",
            "follow",
            "closing",
            "opening",
            "move",
            "duplicate",
            "answers",
            "best_answer",
        )
    },
    **{
        f"questions:answer_{name}": {"pk": "answer"}
        for name in ("edit", "history", "reaction", "withdrawal", "withdrawal_undo")
    },
    "messages:write": {"handle": "handle"},
    **{
        f"messages:{name}": {"pk": "conversation"}
        for name in ("conversation", "acceptance", "mute", "removal", "leaving", "people", "reporting")
    },
    "messages:picture": {"pk": "message picture", "width": "=480"},
    "messages:report": {"pk": "report"},
    "api:messages": {"number": "conversation"},
    "api:send_message": {"number": "conversation"},
    "helping:not_today": {"pk": "help invitation"},
    "api:not_today": {"invitation_id": "help invitation"},
    "facts:fact": {"pk": "fact"},
    **CARE,
    **examples_of_reminders.ARGUMENTS,
    **{f"exchange:{name}": {"pk": "reading"} for name in ("reading", "removal")},
    **caring.ARGUMENTS,
    **{f"api:{name}": {"pk": "course"} for name in ("course", "infusions", "tests")},
    **{f"api:{name}": {"pk": "infusion"} for name in ("complete", "take_back", "move", "taps")},
    **{f"api:{name}": {"pk": "infusion", "uuid": "tap"} for name in ("tap", "undo_tap")},
    "api:save_day": {"day": "day"},
    "api:comments": {"thread_id": "update"},
    "api:reaction": {"thread_id": "update", "kind": "=hug"},
    "api:reaction_gone": {"thread_id": "update", "kind": "=hug"},
    **{f"api:{name}": {"thread_id": "update"} for name in ("bookmark", "bookmark_gone")},
    "api:update": {"update_id": "update"},
    "api:votes": {"thread_id": "update"},
    "api:draft": {"place": "=update"},
    "api:draft_gone": {"place": "=update"},
    **{f"api:comment_{name}": {"comment_id": "comment"} for name in ("edit", "gone", "back")},
    **{f"api:update_{name}": {"update_id": "update"} for name in ("edit", "gone", "back")},
    "api:question": {"question_id": "question"},
    "api:answers": {"question_id": "question"},
    "api:best_answer": {"question_id": "question"},
    **{
        f"api:question_{name}": {"question_id": "question"}
        for name in ("edit", "gone", "versions", "follow", "unfollow", "closing", "opening", "topics", "duplicate")
    },
    **{f"api:answer_{name}": {"answer_id": "answer"} for name in ("edit", "gone", "versions", "back")},
    "api:answer_reaction": {"answer_id": "answer", "kind": "=helpful"},
    "api:answer_reaction_gone": {"answer_id": "answer", "kind": "=helpful"},
}
"""Arguments of a route: the kind of thing whose id goes there, or "=" and the word itself."""

METHODS = {
    **examples_of_reminders.METHODS,
    "api:lens_change": "PUT",
    **{f"api:buddy_{name}": "PUT" for name in ("wish", "invitation")},
    **{f"api:buddy_{name}": "DELETE" for name in ("wish_gone", "invitation_gone", "end")},
    "api:shelf": "PUT",
    "api:shelf_gone": "DELETE",
    "api:group_membership": "PUT",
    "api:group_leaving": "DELETE",
    **{f"api:{name}": "PUT" for name in ("mute", "thread_mute", "topic_mute")},
    **{f"api:{name}": "DELETE" for name in ("mutes_less", "unmute", "thread_unmute", "topic_unmute")},
    **{f"api:{name}": "PUT" for name in ("tap", "move", "save_day", "reaction", "votes", "draft")},
    **{f"api:{name}": "DELETE" for name in ("take_back", "undo_tap", "reaction_gone", "draft_gone")},
    "api:comment_edit": "PUT",
    "api:comment_gone": "DELETE",
    "api:comment_back": "DELETE",
    "api:update_edit": "PUT",
    "api:bookmark": "PUT",
    "api:bookmark_gone": "DELETE",
    "api:update_gone": "DELETE",
    "api:update_back": "DELETE",
    "api:best_answer": "PUT",
    **{f"api:question_{name}": "PUT" for name in ("edit", "follow", "closing", "topics", "duplicate")},
    **{f"api:question_{name}": "DELETE" for name in ("gone", "unfollow", "opening")},
    "api:answer_edit": "PUT",
    **{f"api:{name}": "PUT" for name in ("say_yes", "pause")},
    **{f"api:{name}": "DELETE" for name in ("say_no", "resume", "not_today")},
    "api:answer_gone": "DELETE",
    "api:answer_back": "DELETE",
    "api:answer_reaction": "PUT",
    "api:answer_reaction_gone": "DELETE",
}
"""How a route is written to, where it is not POST."""

BODIES: dict[str, dict[str, Any]] = {
    "api:lens_change": {"themes": ["needles"]},
    **{name: {"handle": "owner"} for name in ("api:mutes", "api:mutes_more")},
    "people:buddy": {"side": "new"},
    "people:buddy_invitation": {"ask": "1"},
    "api:buddy_wish": {"side": "new"},
    "home:group_moderators": {"handle": "member-of-a-private-group"},
    "notifications:devices": {"endpoint": "https://fcm.googleapis.com/a", "p256dh": "B" * 87, "auth": "a" * 22},
    "discussion:comments": {"text": "Kind words"},
    "discussion:reaction": {"put": "hug"},
    "discussion:comment_edit": {"text": "Kind words"},
    "discussion:drafts": {"place": "update", "text": "Begun"},
    "discussion:draft_removal": {"place": "update"},
    "discussion:votes": {"option": "0"},
    "api:comment_edit": {"text": "Kind words"},
    "api:update_edit": {"text": "Words"},
    "api:votes": {"options": [0]},
    "api:draft": {"fields": {"text": ["Begun"]}},
    "questions:answers": {"text": "Kind words"},
    "questions:answer_reaction": {"put": "helpful"},
    "questions:best_answer": {"none": "1"},
    "messages:write": {"text": "Kind words"},
    "messages:conversation": {"text": "Kind words"},
    "api:conversations": {"text": "Kind words", "people": ["owner"]},
    "api:begin_conversation": {"text": "Kind words", "people": ["owner"]},
    "api:messages": {"text": "Kind words"},
    "api:send_message": {"text": "Kind words"},
    "api:add_course": {
        "medicine": "demomab",
        "started_on": "2026-06-01",
        "jurisdiction": "US",
        "time_zone": "Europe/Madrid",
    },
    "api:complete": {"given_on": "2026-06-01"},
    "api:move": {"due_on": "2026-12-01"},
    "api:save_day": {"mood": "okay"},
    "companion:taps": {"uuid": "b1c1e3f0-2f6e-4a53-9d3e-0f6a9a1b2c3d", "kind": "arrive"},
    "companion:evening": {"uuid": "b1c1e3f0-2f6e-4a53-9d3e-0f6a9a1b2c3e", "evening": "0", "feeling": "fine"},
    "companion:item": {"words": "Blanket"},
    "api:tap": {"kind": "arrive"},
    "companion:step": {"answer": "done"},
    **caring.BODIES,
    "companion:own_step": {"title": "Pack", "owner": "me", "days_before": "1"},
    **CARE_BODIES,
    **examples_of_reminders.BODIES,
    "companion:contact": {"owner": "center", "name": "Harbor", "phone": "555 0142"},
    "companion:course_interval": {"weeks": "6"},
    "companion:course_order": {"starts_on": "2027-06-01"},
    **{f"companion:{name}": {"done_on": "2026-06-01"} for name in ("test", "result")},
    "companion:completion": {"given_on": "2026-06-01"},
    "companion:date": {"due_on": "2026-12-01"},
    "api:comments": {"text": "Kind words"},
    "discussion:seal": {"reason": "Somebody may be in danger."},
    "discussion:note": {"note": "Read it again"},
    "api:bookmark": {"note": "Read it again"},
    "api:updates": {"text": "Words"},
    "api:group_posts": {"text": "Words"},
    "api:ask": {"title": "What?"},
    "api:questions": {"title": "What?"},
    "api:answers": {"text": "Kind words"},
    "api:best_answer": {"answer": None},
    "questions:closing": {"because": "It is settled."},
    "questions:duplicate": {"none": "1"},
    "api:question_edit": {"title": "What?"},
    "api:question_closing": {"because": "It is settled."},
    "api:question_topics": {"topics": []},
    "api:question_duplicate": {"first": None},
    "api:answer_edit": {"text": "Kind words"},
}

ELSEWHERE = {
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_email_verification_sent",
    "account_reauthenticate",
    "library:article",
    "library:offline",
    "library:review",
    "library:signature",
    "library:sending_back",
    "library:topic",
    "newsletter:sending",
    "newsletter:confirmation",
    "newsletter:leave",
    "therapies:medicine",
    "notifications:mail",
    "notifications:letter",
    "api:article",
    "api:medicine",
    "wagtail_serve",
}
"""Routes open only in the middle of signing in, or whose things take a room of their own to make; that room asks."""


def arguments_of(name: str, world: World) -> dict[str, Any]:
    wanted = ARGUMENTS.get(name, {})
    return {key: kind[1:] if kind.startswith("=") else world.ids[kind] for key, kind in wanted.items()}
