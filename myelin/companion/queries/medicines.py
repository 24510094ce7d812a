from __future__ import annotations

from collections.abc import Mapping

from myelin.therapies.models import Brand, Regimen, Therapy, brand_name


def find_therapy(text: str) -> Therapy | None:
    """The medicine that somebody means by an id (with - or _), its generic name or a brand name."""
    wanted = text.strip().casefold()
    slug = wanted.replace("-", "_").replace(" ", "_")
    current = Therapy.objects.current()
    found = current.filter(slug=slug).first() or current.filter(name__iexact=wanted).first()
    if found is not None or not wanted:
        return found
    brands = Brand.objects.filter(therapy__in=current, fact__retired_at=None).order_by("position")
    for brand in brands.select_related("therapy"):
        if brand_name(brand.name).casefold() == wanted:
            return brand.therapy
    return None


def regimens_of(therapy: Therapy) -> Mapping[int, Regimen]:
    """The regimens of a medicine that dates can be told from, in the order of the formulary, by their ids."""
    return {row.pk: row for row in Regimen.objects.with_dates().filter(therapy=therapy)}
