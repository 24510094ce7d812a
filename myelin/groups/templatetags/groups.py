"""{% group_chips group %} says what kind of group it is, {% group_title group %} what a title may say,
{% where group_id %} in which group something lies; |lines."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext, ngettext

from myelin.groups.models import Access, Group

register = template.Library()

FEW = 10


@register.inclusion_tag("groups/chips.html")
def group_chips(group: Group) -> dict[str, object]:
    """The kind of group and about how many belong to it."""
    return {"group": group, "size": about(group.size)}


@register.simple_tag
def group_title(group: Group) -> str:
    """The name, or for a private group nothing that a window's title could tell somebody else."""
    return gettext("A private group") if group.access == Access.PRIVATE else group.name


@register.inclusion_tag("groups/where.html", takes_context=True)
def where(context: dict[str, Any], group_id: int | None) -> dict[str, object]:
    """The group that a thing lies in, with the way there, for who may see the group; nothing for anybody else."""
    viewer = context["request"].user
    found = Group.objects.visible_to(viewer).filter(pk=group_id).first() if group_id else None
    return {"group": found}


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text that have something on them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def about(size: int) -> str:
    """About how many, in words: never so exact that somebody who left could be counted."""
    if size < FEW:
        return gettext("A few members")
    rounded = round(size, -1)
    return ngettext("About %(number)d member", "About %(number)d members", rounded) % {"number": rounded}
