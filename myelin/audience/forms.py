"""The box in which a form asks who may see a thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.members.models import Audience


class AudienceField(forms.TypedChoiceField):
    """Who may see it: members, where a form did not ask, so that it says so too when it comes back for another reason."""

    def __init__(self, audiences: Iterable[Audience] = Audience, **options: Any) -> None:
        super().__init__(
            label=_("Who can see this"),
            choices=[(audience.value, audience.label) for audience in audiences],
            coerce=lambda raw: Audience(int(raw)),
            required=False,
            empty_value=Audience.MEMBERS,  # type: ignore[arg-type]  # the stubs know words only
            initial=Audience.MEMBERS,
            **options,
        )

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent; nothing sent is what it counts as."""
        return Audience.MEMBERS if data in self.empty_values else data
