"""{% group_chips group %} says what kind of group it is, {% group_title group %} what a title may say; |lines."""

from __future__ import annotations

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
