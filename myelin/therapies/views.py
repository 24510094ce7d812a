"""Pages about medicines. Everybody may read them."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from myelin.therapies import queries
from myelin.therapies.models import Therapy


@require_safe
def medicines(request: HttpRequest) -> HttpResponse:
    """All medicines, by how they are given."""
    return render(request, "therapies/medicines.html", {"medicines": queries.medicines()})


@require_safe
def medicine(request: HttpRequest, slug: str) -> HttpResponse:
    """One medicine, for the place named by `j`: US, EU …"""
    therapy = get_object_or_404(Therapy.objects.current(), slug=slug.replace("-", "_"))
    if slug != therapy.url_slug:
        return HttpResponsePermanentRedirect(f"/medicines/{therapy.url_slug}/")
    page = queries.medicine_page(therapy, place=request.GET.get("j", ""))
    return render(request, "therapies/medicine.html", {"page": page})
