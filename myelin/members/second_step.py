"""What django-allauth's second steps need from this house: seeds unreadable in the database, nobody's e-mail in a key."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from myelin.base import fields
from myelin.members.models import Member


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth brings no types
    """Authenticator apps and key rings show the pseudonym and the community, never an address."""

    def encrypt(self, text: str) -> str:
        return fields.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return fields.decrypt(encrypted_text)

    def get_totp_label(self, user: Member) -> str:
        return user.handle

    def get_totp_issuer(self) -> str:
        return str(settings.COMMUNITY_NAME)

    def get_public_key_credential_user_entity(self, user: Member) -> dict[str, object]:
        return {**super().get_public_key_credential_user_entity(user), "name": user.handle, "display_name": user.name}
