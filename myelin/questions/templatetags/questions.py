"""{% dressed answers question %} shows the answers of a page, each as its reader sees it."""

from __future__ import annotations

from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.safestring import SafeString

from myelin.questions.dressing import dress
from myelin.questions.models import Question
from myelin.questions.reading import Given

register = template.Library()


@register.simple_tag(takes_context=True)
def dressed(context: dict[str, Any], answers: list[Given], question: Question) -> SafeString:
    """The answers of a question, each as this reader sees it."""
    request = context["request"]
    token = get_token(request) if request.user.is_authenticated else ""
    return dress(answers, question=question, reader=request.user.pk or 0, csrf_token=token, now=timezone.now())
