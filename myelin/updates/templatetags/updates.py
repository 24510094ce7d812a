"""{% moods %} and {% audiences %}: what the composer offers, without a form being made for it."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise

from myelin.members.models import Audience
from myelin.updates.models import Mood

register = template.Library()

type Choices = list[tuple[str | int, str | Promise]]


@register.simple_tag
def moods() -> Choices:
    return [(mood.value, mood.label) for mood in Mood]


@register.simple_tag
def audiences() -> Choices:
    return [(audience.value, audience.label) for audience in Audience]
