from django.contrib.auth.models import AnonymousUser

from myelin.members.models.audience import Audience
from myelin.members.models.buddies import Buddyship, BuddyWish
from myelin.members.models.consent import Consent, Purpose
from myelin.members.models.member import Language, Member, Role, Theme
from myelin.members.models.profile import MsType, Profile
from myelin.members.models.relations import Block, Follow, FollowRequest, Grant, Mute
from myelin.members.models.seals import Seal, SealApart
from myelin.members.models.session import Session
from myelin.members.models.tokens import ApiToken
from myelin.members.models.wish import LastWish

Viewer = Member | AnonymousUser
"""Whoever looks at a page."""

__all__ = [
    "ApiToken",
    "Audience",
    "Block",
    "BuddyWish",
    "Buddyship",
    "Consent",
    "Follow",
    "FollowRequest",
    "Grant",
    "Language",
    "LastWish",
    "Member",
    "MsType",
    "Mute",
    "Profile",
    "Purpose",
    "Role",
    "Seal",
    "SealApart",
    "Session",
    "Theme",
    "Viewer",
]
