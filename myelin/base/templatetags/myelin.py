"""The words of our templates: {% icon %}, {% avatar %}, {% field %}, {% errors %}, {% once %}, |ago, |called, |browser, |clean."""

from collections.abc import Hashable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from myelin.base import text
from myelin.base.avatars import ring_of, turn_of
from myelin.base.browsers import browser_name
from myelin.base.forms import Problem, Row, problems_of, row_of
from myelin.base.idempotency import FIELD
from myelin.base.moments import Clock

register = template.Library()

AVATAR_SIZES = {"sm": "av--sm", "lg": "av--lg", "xl": "av--xl", "": ""}


@register.simple_tag
def kept(template: str, **words: Hashable) -> SafeString:
    """Include a template that depends on `words` and the language alone, made once for each of them.

    For what stands around every page: made anew each time, it would cost more than most pages themselves.
    """
    return _kept(template, get_language(), tuple(words.items()))


@lru_cache(maxsize=1024)
def _kept(template: str, language: str | None, words: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return render_to_string(template, dict(words))


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, extra: str = "") -> SafeString:
    """Draw an icon of the sprite. It is never alone: words stand beside it or in a label."""
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {extra}" if extra else "",
        static("base/icons.svg"),
        name,
    )


@register.inclusion_tag("components/avatar.html")
def avatar(name: str, seed: int | str = 0, size: str = "") -> dict[str, object]:
    """Draw somebody's ring with their initials; the color is chance (from `seed`) and carries no meaning."""
    number = seed if isinstance(seed, int) else sum(str(seed).encode())
    return {
        "initials": text.initials(name),
        "ring": ring_of(number),
        "size": AVATAR_SIZES.get(size, ""),
        "turn": turn_of(number),
    }


@register.filter(expects_localtime=True)
def ago(moment: datetime | None, place: str = "") -> SafeString | str:
    """Say when in a few words, as a <time>: "5 minutes ago", "Yesterday", "December 8, 2026".

    Within a sentence (`|ago:"within"`) it begins with a small letter: "Asked yesterday".
    """
    if moment is None:
        return ""
    return Clock().shown(moment, within=place == "within")


@register.filter
def called(name: str) -> str:
    """Greet by it: "How are things today, Theo?"."""
    return text.called(name)


@register.filter
def browser(user_agent: str) -> str:
    """Name a browser as its owner would: "Firefox on Android"."""
    return browser_name(user_agent)


@register.filter
def clean(html: str) -> SafeString:
    """Show HTML that `render_markdown` made and a table kept; it is cleaned again, so that `|safe` is never needed."""
    return text.clean(html)


@register.simple_tag(takes_context=True)
def once(context: dict[str, Any]) -> SafeString:
    """Give a form its key, so that two taps do one thing. A pressed page (`base/pressed.py`) brings a `once` for it."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, context.get("once") or uuid4())


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, **look: Any) -> dict[str, Row]:
    """Show a field: label, hint, box, error. `look`: kind="tiles", size="short", rows=3, autocomplete="email" …"""
    return {"row": row_of(bound, **look)}


@register.inclusion_tag("components/errors.html")
def errors(form: BaseForm) -> dict[str, list[Problem]]:
    """Show what is to mend in a form, above it, with a link to each field."""
    return {"problems": problems_of(form)}
