"""|called: what people say for the medicine of an id."""

from collections.abc import Mapping

from django import template

from myelin.therapies.queries import Named

register = template.Library()


@register.filter
def called(pk: int, names: Mapping[int, Named]) -> str:
    """Its short name; empty for a medicine that the pack does not name any more."""
    return names[pk].short if pk in names else ""
