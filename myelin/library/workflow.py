"""What happens when the last step of the workflow is done; named in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from myelin.members.models import Member


def finish(workflow_state: WorkflowState, user: Member | None = None) -> None:
    """Put the signed version on the site. Refused, with the whole approval, when nobody signed this very version."""
    from myelin.library import actions  # Wagtail reads this file before the models are there.

    article = workflow_state.content_object.specific
    actions.publish_article(article=article, editor=user, now=timezone.now())
