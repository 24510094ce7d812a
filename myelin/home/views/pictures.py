"""Pictures of members, shown to whoever may see what they stand in."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from myelin.audience.policy import visible_q
from myelin.media.models import Picture
from myelin.media.serving import hand_out_picture


@require_GET
def picture(request: HttpRequest, pk: int, width: int) -> HttpResponseBase:
    """One picture in one of its widths; what may not be seen is not there."""
    found = get_object_or_404(Picture.objects.visible_by(visible_q(request.user, author="owner")), pk=pk)
    return hand_out_picture(found, width, name=f"picture-{pk}", cache="private, max-age=86400")
