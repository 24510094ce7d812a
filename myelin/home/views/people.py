"""People: who is here, and the page of one member."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from myelin.audience.policy import may_be_met, reach
from myelin.base.http import MemberRequest
from myelin.base.pages import keyset
from myelin.discussion import queries as discussion
from myelin.members.models import Audience, Member, Profile
from myelin.members.queries import ties


@require_GET
@login_required
def people(request: MemberRequest) -> HttpResponse:
    """Members, the newest first."""
    rows = may_be_met(Member.objects.present(), request.user).select_related("profile")
    page = keyset(rows, order=("-joined_at", "-id"), after=request.GET.get("after"))
    return render(request, "home/people.html", {"page": page})


@require_GET
@login_required
def person(request: MemberRequest, handle: str) -> HttpResponse:
    """One member, as far as they show themselves to the reader."""
    rows = may_be_met(Member.objects.present(), request.user).select_related("profile")
    found = get_object_or_404(rows, handle=handle)
    words = {
        "person": found,
        "shown": shown_profile(found, request.user),
        "is_me": found.pk == request.user.pk,
        "tie": ties(request.user, found),
        "page": discussion.by_author(request.user, found, after=request.GET.get("after")),
    }
    return render(request, "home/person.html", words)


@dataclass(frozen=True)
class Shown:
    """One line of a profile that this reader may see."""

    label: str
    value: str | Promise
    audience: Audience


def shown_profile(person: Member, viewer: Member) -> list[Shown]:
    """The filled fields of a profile whose audience reaches `viewer`."""
    profile: Profile = person.profile
    nearest = reach(viewer, person)
    told = _("Told about MS in %(year)d") % {"year": profile.told_year} if profile.told_year else ""
    kind = profile.get_ms_type_display() if profile.ms_type else ""
    lines = [
        Shown(_("About"), profile.about, Audience(profile.about_audience)),
        Shown(_("Type of MS"), kind, Audience(profile.ms_type_audience)),
        Shown(_("The road so far"), told, Audience(profile.told_year_audience)),
        Shown(_("Country"), profile.country, Audience(profile.country_audience)),
    ]  # fmt: skip
    return [line for line in lines if line.value and line.audience >= nearest]
