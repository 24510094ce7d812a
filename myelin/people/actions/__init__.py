"""What members do about each other and what they show of themselves: follow, tell their road, be buddies."""

from myelin.people.actions.buddies import (
    BuddyNotPossible,
    answer_buddy,
    ask_buddy,
    end_buddyship,
    keep_rhythm,
    part_from_all,
    take_invitation_back,
    wish_for_buddy,
    wish_for_none,
)
from myelin.people.actions.road import (
    TooManyTreatments,
    accept_follower,
    change_treatment,
    follow,
    remove_portrait,
    show_portrait,
    take_treatment_back,
    tell_hard_things,
    tell_treatment,
)

__all__ = [
    "BuddyNotPossible",
    "TooManyTreatments",
    "accept_follower",
    "answer_buddy",
    "ask_buddy",
    "change_treatment",
    "end_buddyship",
    "follow",
    "keep_rhythm",
    "part_from_all",
    "remove_portrait",
    "show_portrait",
    "take_invitation_back",
    "take_treatment_back",
    "tell_hard_things",
    "tell_treatment",
    "wish_for_buddy",
    "wish_for_none",
]
