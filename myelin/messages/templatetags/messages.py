"""{% called member %}: how somebody is called in a conversation, also once they are gone."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from myelin.members.models import Member
from myelin.messages import queries

register = template.Library()


@register.simple_tag
def called(member: Member | None) -> str:
    """The name, or words for who left the community."""
    return queries.name_of(member) if member is not None else gettext("A member who left")
