"""Pictures of members, shown to whoever may see what they stand in."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from myelin.audience.policy import visible_q
from myelin.media import files
from myelin.media.models import Picture


@require_GET
def picture(request: HttpRequest, pk: int, width: int) -> HttpResponseBase:
    """One picture in one of its widths; what may not be seen is not there."""
    found = get_object_or_404(Picture.objects.visible_by(visible_q(request.user, author="owner")), pk=pk)
    try:
        file = files.open_picture(found, width)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(file, content_type=found.content_type, filename=f"picture-{pk}")
    response["Cache-Control"] = "private, max-age=86400"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
