"""Who may call what: every route of the house, by name and method. A route that is not here fails the tests.

The views hold these rules; this table says what they must hold, and `tests/authz` asks every cell of it.
"""

from __future__ import annotations

from myelin.config.policy_of_care import CARE, CARE_OF_PROGRAMS
from myelin.config.who import Rule, Who

__all__ = ["PREFIXES", "ROUTES", "Rule", "Who"]

_form = Rule(read=Who.MEMBER, write=Who.MEMBER)
_mine = Rule(read=Who.OWNER, write=Who.OWNER)
_tended = Rule(read=Who.TENDER, write=Who.TENDER)
_ours = Rule(read=Who.PARTICIPANT, write=Who.PARTICIPANT)
_program_ours = Rule(read=Who.PROGRAM_OF_PARTICIPANT, write=Who.PROGRAM_OF_PARTICIPANT)
_account = Rule(read=Who.ANYONE, write=Who.ANYONE)

_OWN = [f"{what}_{deed}" for what in ("comment", "update", "answer") for deed in ("edit", "gone", "back")]
_OWN += ["question_edit", "question_gone"]

ROUTES: dict[str, Rule] = {
    # Health of the install
    "healthz": Rule(read=Who.ANYONE),
    "readyz": Rule(read=Who.ANYONE),
    # Pages that mix rooms
    "base:about": Rule(read=Who.ANYONE),
    "base:manifest": Rule(read=Who.ANYONE),
    "base:service_worker": Rule(read=Who.ANYONE),
    "base:language": Rule(write=Who.ANYONE),
    "home:home": Rule(read=Who.ANYONE),
    "home:people": Rule(read=Who.MEMBER),
    "home:person": Rule(read=Who.MEMBER_WHO_SEES),
    "home:groups": Rule(read=Who.MEMBER),
    "home:new_group": _form,
    # An open group is there for every member; the matrix asks about a private one.
    "home:group": Rule(read=Who.INSIDE_OR_INVITED),
    "home:edit_group": Rule(read=Who.LOOKS_AFTER, write=Who.LOOKS_AFTER),
    "home:membership": Rule(write=Who.INSIDE_OR_INVITED),
    "home:group_request": Rule(write=Who.INSIDE_OR_INVITED),
    "home:group_requests": Rule(read=Who.LOOKS_AFTER),
    "home:group_answer": Rule(write=Who.LOOKS_AFTER),
    "home:invitation": Rule(write=Who.INSIDE_OR_INVITED),
    "home:group_invitations": Rule(read=Who.INSIDE, write=Who.INSIDE),
    # Whoever looks after the group, and who made the invitation.
    "home:invitation_withdrawal": Rule(write=Who.LOOKS_AFTER),
    "home:group_members": Rule(read=Who.INSIDE),
    "home:group_member_removal": Rule(read=Who.LOOKS_AFTER, write=Who.LOOKS_AFTER),
    "home:group_moderators": Rule(write=Who.LOOKS_AFTER),
    "home:pin": Rule(write=Who.LOOKS_AFTER),
    "home:post_removal": Rule(read=Who.LOOKS_AFTER, write=Who.LOOKS_AFTER),
    "home:taken_out": Rule(read=Who.OWNER),
    "home:search": Rule(read=Who.ANYONE),
    "home:picture": Rule(read=Who.SEES),
    # Joining and signing in
    "members:join": _account,
    "members:role": _form,
    "members:login": _account,
    "members:logout": _account,
    "members:calm": Rule(write=Who.ANYONE),
    "account_signup": _account,
    "account_email_verification_sent": _account,
    "account_login": _account,
    "account_confirm_login_code": _account,
    "account_logout": _account,
    "account_inactive": Rule(read=Who.ANYONE),
    "account_reauthenticate": _form,
    "account_reset_password": _account,
    "account_confirm_password_reset_code": _account,
    "account_complete_password_reset": _account,
    "account_password_reset_completed": Rule(read=Who.ANYONE),
    "account_change_password": _form,
    "account_set_password": _form,
    "account_email": _form,
    # Settings
    "members:settings": Rule(read=Who.MEMBER),
    "members:profile": _form,
    "members:look": _form,
    **{f"members:{page}": _form for page in ("consents", "last_wish", "lens")},
    "members:sessions": _form,
    "members:tokens": _form,
    "members:token_revocation": Rule(write=Who.OWNER),
    "members:circle_list": Rule(read=Who.MEMBER),
    "members:following": Rule(read=Who.MEMBER),
    "members:blocked": Rule(read=Who.MEMBER),
    "members:circle": Rule(write=Who.OTHERS),
    # Who blocked somebody may do so again, and may take it back.
    "members:mute": Rule(write=Who.OTHERS),
    "members:block": Rule(write=Who.OTHERS),
    "people:follow": Rule(write=Who.OTHERS),
    "people:followers": Rule(read=Who.MEMBER),
    "people:approval": Rule(write=Who.MEMBER),
    "people:follower": Rule(write=Who.OTHERS),
    # Whoever is not looking for a buddy hears the same sentence as everybody who does not fit.
    **dict.fromkeys(("people:buddy", "people:buddy_wish_removal"), _form),
    "people:buddy_invitation": Rule(write=Who.OTHERS),
    "people:buddy_end": _ours,
    "people:treatments": _form,
    "people:treatment": _mine,
    "people:treatment_removal": _mine,
    "people:hard_things": _form,
    "people:portrait": _form,
    "people:portrait_removal": _form,
    "notifications:list": _form,
    "notifications:notice": Rule(read=Who.OWNER),
    "notifications:settings": _form,
    "notifications:devices": Rule(write=Who.MEMBER),
    "notifications:device_removal": Rule(write=Who.OWNER),
    "notifications:leave": Rule(read=Who.SECRET, write=Who.SECRET),
    "notifications:mail": Rule(read=Who.OPERATOR),
    "notifications:letter": Rule(read=Who.OPERATOR),
    # Talk
    **dict.fromkeys(("discussion:drafts", "discussion:draft_removal"), Rule(write=Who.MEMBER)),
    **{f"discussion:{name}": Rule(write=Who.MEMBER_WHO_SEES) for name in ("comments", "reaction", "votes", "bookmark")},
    **dict.fromkeys(("discussion:comment_edit", "discussion:comment_withdrawal", "discussion:note"), _mine),
    **dict.fromkeys(("discussion:comment_withdrawal_undo", "updates:withdrawal_undo"), Rule(write=Who.OWNER)),
    **dict.fromkeys(("discussion:topics", "discussion:topic"), Rule(read=Who.ANYONE)),
    "discussion:saved": Rule(read=Who.MEMBER),
    "discussion:thread": Rule(read=Who.SEES),
    "discussion:thread_mute": Rule(read=Who.MEMBER_WHO_SEES, write=Who.MEMBER_WHO_SEES),
    "discussion:seal": Rule(read=Who.MODERATOR, write=Who.MODERATOR),
    "discussion:topic_mute": Rule(write=Who.MEMBER),
    "discussion:muted": Rule(read=Who.MEMBER),
    "discussion:topic_follow": Rule(write=Who.MEMBER),
    "updates:feed": Rule(read=Who.MEMBER),
    "updates:new": _form,
    "updates:update": Rule(read=Who.SEES),
    "updates:edit": _mine,
    "updates:history": Rule(read=Who.SEES),
    "updates:withdrawal": _mine,
    "updates:shelf": Rule(write=Who.OWNER),
    "updates:month_one": Rule(read=Who.MEMBER),
    "api:month_one": Rule(read=Who.PROGRAM),
    **dict.fromkeys(("api:shelf", "api:shelf_gone"), Rule(write=Who.PROGRAM_OF_OWNER)),
    "questions:list": Rule(read=Who.ANYONE),
    "questions:new": _form,
    "questions:question": Rule(read=Who.SEES),
    "questions:edit": _mine,
    "questions:similar": Rule(write=Who.MEMBER),
    **dict.fromkeys(("questions:history", "questions:answer_history"), Rule(read=Who.SEES)),
    "questions:withdrawal": _mine,
    "questions:follow": Rule(write=Who.MEMBER_WHO_SEES),
    "questions:closing": _tended,
    "questions:opening": Rule(write=Who.TENDER),
    **dict.fromkeys(("questions:move", "questions:duplicate"), _tended),
    "questions:answers": Rule(write=Who.MEMBER_WHO_SEES),
    "questions:best_answer": Rule(write=Who.ASKER),
    "questions:answer_reaction": Rule(write=Who.MEMBER_WHO_SEES),
    "questions:answer_edit": _mine,
    "questions:answer_withdrawal": _mine,
    "questions:answer_withdrawal_undo": Rule(write=Who.OWNER),
    # Messages
    **dict.fromkeys(("messages:list", "messages:requests"), Rule(read=Who.MEMBER)),
    "messages:new": _form,
    "messages:write": Rule(read=Who.OTHERS, write=Who.OTHERS),
    "messages:door": _form,
    **dict.fromkeys(("messages:mute", "messages:acceptance"), Rule(write=Who.PARTICIPANT)),
    **{f"messages:{page}": _ours for page in ("conversation", "removal", "leaving", "people", "reporting")},
    "messages:picture": Rule(read=Who.PARTICIPANT),
    "messages:reports": Rule(read=Who.MODERATOR),
    "messages:report": Rule(read=Who.MODERATOR, write=Who.MODERATOR),
    # Helping
    "helping:board": Rule(read=Who.ANYONE),
    "helping:desk": Rule(read=Who.MODERATOR),
    "helping:not_today": Rule(write=Who.OWNER),
    "helping:settings": _form,
    "helping:pause": Rule(write=Who.MEMBER),
    "helping:no_more": _form,
    # Facts and medicines
    "facts:queue": Rule(read=Who.REVIEWER),
    "facts:fact": Rule(read=Who.REVIEWER, write=Who.REVIEWER),
    "therapies:medicines": Rule(read=Who.ANYONE),
    "therapies:medicine": Rule(read=Who.ANYONE),
    # Library
    **{
        f"library:{page}": Rule(read=Who.ANYONE)
        for page in ("index", "article", "topic", "feed", "sponsors", "sitemap", "robots")
    },
    "library:offline": Rule(read=Who.REVIEWER, write=Who.REVIEWER),
    "library:reviews": Rule(read=Who.REVIEWER),
    "library:review": Rule(read=Who.REVIEWER),
    "library:signature": Rule(write=Who.REVIEWER),
    "library:sending_back": Rule(write=Who.REVIEWER),
    "wagtail_serve": Rule(read=Who.NOBODY, write=Who.NOBODY),
    # Newsletter
    "newsletter:subscribe": _account,
    "newsletter:sent": Rule(read=Who.ANYONE),
    "newsletter:thanks": Rule(read=Who.ANYONE),
    "newsletter:confirmation": Rule(read=Who.SECRET, write=Who.SECRET),
    "newsletter:leave": Rule(read=Who.SECRET, write=Who.SECRET),
    "newsletter:issues": Rule(read=Who.OPERATOR, write=Who.OPERATOR),
    "newsletter:sending": Rule(write=Who.OPERATOR),
    # My data
    "privacy:data": Rule(read=Who.MEMBER),
    "privacy:copy": _form,
    "privacy:erasure": _form,
    "privacy:erased": Rule(read=Who.ANYONE),
    **{f"privacy:{page}": Rule(read=Who.OPERATOR, write=Who.OPERATOR) for page in ("members", "memorial")},
    **CARE,
    # API
    "api:courses": Rule(read=Who.PROGRAM),
    "api:add_course": Rule(write=Who.PROGRAM),
    "api:course": Rule(read=Who.PROGRAM_OF_OWNER),
    "api:infusions": Rule(read=Who.PROGRAM_OF_OWNER),
    "api:tests": Rule(read=Who.PROGRAM_OF_OWNER),
    **{f"api:{word}": Rule(write=Who.PROGRAM_OF_OWNER) for word in ("complete", "take_back", "move")},
    "api:taps": Rule(read=Who.PROGRAM_OF_OWNER),
    **dict.fromkeys(("api:tap", "api:undo_tap"), Rule(write=Who.PROGRAM_OF_OWNER)),
    **CARE_OF_PROGRAMS,
    "api:diary": Rule(read=Who.PROGRAM),
    "api:save_day": Rule(write=Who.PROGRAM),
    "api:openapi-json": Rule(read=Who.ANYONE),
    "api:api-root": Rule(read=Who.NOBODY),
    "api:me": Rule(read=Who.PROGRAM),
    "api:lens": Rule(read=Who.PROGRAM),
    "api:lens_change": Rule(write=Who.PROGRAM),
    **dict.fromkeys(("api:buddy", "api:buddy_candidates"), Rule(read=Who.PROGRAM)),
    **dict.fromkeys(("api:buddy_wish", "api:buddy_wish_gone"), Rule(write=Who.PROGRAM)),
    **dict.fromkeys(("api:buddy_invitation", "api:buddy_invitation_gone"), Rule(write=Who.PROGRAM_FOR_OTHERS)),
    "api:buddy_end": Rule(write=Who.PROGRAM_OF_PARTICIPANT),
    "api:mute": Rule(write=Who.PROGRAM_FOR_OTHERS),
    "api:unmute": Rule(write=Who.PROGRAM_FOR_OTHERS),
    "api:thread_mute": Rule(write=Who.PROGRAM_THAT_SEES),
    "api:thread_unmute": Rule(write=Who.PROGRAM_THAT_SEES),
    # Whom it takes back stands behind the question mark.
    **dict.fromkeys(("api:mutes", "api:mutes_more"), Rule(read=Who.PROGRAM, write=Who.PROGRAM_FOR_OTHERS)),
    "api:mutes_less": Rule(read=Who.PROGRAM, write=Who.PROGRAM),
    "api:topic_mute": Rule(write=Who.PROGRAM),
    "api:topic_unmute": Rule(write=Who.PROGRAM),
    "api:feed": Rule(read=Who.PROGRAM),
    "api:search": Rule(read=Who.PROGRAM),
    **dict.fromkeys(("api:draft", "api:draft_gone"), Rule(write=Who.PROGRAM)),
    **{
        f"api:{name}": Rule(write=Who.PROGRAM_THAT_SEES)
        for name in ("comments", "reaction", "reaction_gone", "votes", "bookmark", "bookmark_gone")
    },
    **dict.fromkeys(("api:saved", "api:drafts"), Rule(read=Who.PROGRAM)),
    "api:updates": Rule(write=Who.PROGRAM),
    "api:update": Rule(read=Who.PROGRAM_THAT_SEES),
    "api:pictures": Rule(write=Who.PROGRAM),
    "api:questions": Rule(read=Who.PROGRAM, write=Who.PROGRAM),
    "api:ask": Rule(read=Who.PROGRAM, write=Who.PROGRAM),
    "api:question": Rule(read=Who.PROGRAM_THAT_SEES),
    "api:answers": Rule(write=Who.PROGRAM_THAT_SEES),
    "api:best_answer": Rule(write=Who.PROGRAM_OF_ASKER),
    **dict.fromkeys(("api:question_versions", "api:answer_versions"), Rule(read=Who.PROGRAM_THAT_SEES)),
    **{
        f"api:question_{name}": Rule(write=Who.PROGRAM_OF_TENDER)
        for name in ("closing", "opening", "topics", "duplicate")
    },
    **{f"api:{name}": Rule(write=Who.PROGRAM_OF_OWNER) for name in (*_OWN, "not_today")},
    **{
        f"api:{name}": Rule(write=Who.PROGRAM_THAT_SEES)
        for name in ("question_follow", "question_unfollow", "answer_reaction", "answer_reaction_gone")
    },
    **dict.fromkeys(
        ("api:conversations", "api:begin_conversation"), Rule(read=Who.PROGRAM, write=Who.PROGRAM_FOR_OTHERS)
    ),
    **dict.fromkeys(("api:messages", "api:send_message"), _program_ours),
    **dict.fromkeys(("api:helping", "api:invitations", "api:waiting"), Rule(read=Who.PROGRAM)),
    **{f"api:{name}": Rule(write=Who.PROGRAM) for name in ("say_yes", "say_no", "pause", "resume", "similar")},
    "api:groups": Rule(read=Who.PROGRAM),
    # An open group is there for every member; the matrix asks about a private one.
    "api:group": Rule(read=Who.PROGRAM_INSIDE_OR_INVITED),
    **dict.fromkeys(("api:group_membership", "api:group_leaving"), Rule(write=Who.PROGRAM_INSIDE_OR_INVITED)),
    "api:group_feed": Rule(read=Who.PROGRAM_INSIDE),
    "api:group_posts": Rule(write=Who.PROGRAM_INSIDE),
    "api:facts": Rule(read=Who.PROGRAM),
    "api:medicines": Rule(read=Who.PROGRAM),
    "api:medicine": Rule(read=Who.PROGRAM),
    "api:articles": Rule(read=Who.ANYONE),
    "api:article": Rule(read=Who.ANYONE),
}
"""The rule of each named route."""

PREFIXES: dict[str, Rule] = {
    "cms/": Rule(read=Who.STAFF, write=Who.STAFF),
    "settings/second-factor/": _form,
}
"""Whole parts of the house that libraries bring, by the beginning of their path."""
