"""People: who is here, who may be like me, and the page of one member."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from myelin.audience.policy import Viewer, may_be_met, reach, somebody_new
from myelin.base.http import MemberRequest
from myelin.discussion import queries as discussion
from myelin.members.models import Audience, Follow, Member, Profile
from myelin.members.queries import ties
from myelin.messages.queries import takes_messages_from
from myelin.people import queries
from myelin.people.forms import WishForm
from myelin.people.reasons import Told, reasons
from myelin.therapies.queries import names as medicine_names


@require_GET
@login_required
def people(request: MemberRequest) -> HttpResponse:
    """People a bit like me; or those that a search narrows down to; or everybody, the newest first (`show=all`)."""
    after, year = request.GET.get("after"), timezone.localdate().year
    mine, names = queries.mine(request.user), medicine_names()
    form = WishForm(request.GET or None, names=names)
    missing = ""
    if form.is_bound and form.narrows and form.is_valid():
        missing = form.missing(mine)
        found = queries.find(request.user, form.wishes(mine, year=year), mine=mine, names=names, year=year, after=after)
    elif request.GET.get("show") == "all" or mine.is_empty:
        found = queries.find(request.user, queries.Wishes(), mine=mine, names=names, year=year, after=after)
    else:
        found = queries.like(request.user, mine=mine, names=names, after=after)
    words = {
        "form": form,
        "page": found,
        "missing": missing,
        "narrowed": form.is_bound and form.narrows,
        "everyone": request.GET.get("show") == "all" or mine.is_empty,
        "shows_nothing": mine.is_empty,
    }
    return render(request, "home/people.html", words)


@require_GET
@login_required
def person(request: MemberRequest, handle: str) -> HttpResponse:
    """One member, as far as they show themselves to the reader; one's own page also as others see it (`as=…`)."""
    rows = may_be_met(Member.objects.present(), request.user).select_related("profile")
    found = get_object_or_404(rows, handle=handle)
    is_me = found.pk == request.user.pk
    seen_as = request.GET.get("as", "") if is_me else ""
    follower = follower_named(seen_as, request.user)
    reader, nearest = (
        as_one_who_follows(follower, request.user)
        if follower
        else others(seen_as) or (request.user, reach(request.user, found))
    )
    as_others = reader is not request.user
    theirs, names = queries.told(found, nearest), medicine_names()
    mine = Told() if is_me else queries.mine(request.user, nearest=reach(found, request.user))
    profile, lines = found.profile, profile_lines(found, nearest)
    about = profile.about if profile.about_audience >= nearest else ""
    words = {
        "person": found,
        "about": about,
        "lines": lines,
        "told_year": theirs.told_year,
        "hard": list(theirs.hard.values()),
        "road": queries.road(found, nearest),
        "portrait": queries.portrait(found, nearest),
        "names": names,
        "is_me": is_me and not as_others,
        "seen_as": seen_as if as_others else "",
        "follower": follower,
        "lets_follower_in": nearest == Audience.CIRCLE,
        "shows_nothing": not (about or lines or theirs.now or theirs.before or theirs.hard or theirs.told_year),
        "reasons": [] if found.remembered_at else reasons(mine, theirs, names),
        "tie": ties(request.user, found),
        "takes_messages": takes_messages_from(found, request.user),
        "page": discussion.by_author(reader, found, after=request.GET.get("after")),
    }
    return render(request, "home/person.html", words)


def others(word: str) -> tuple[Viewer, int] | None:
    """Who is meant by `as=word` on one's own page: one to ask the gates for, and the nearest audience they are in.

    Visitors see no page of a member, so no line reaches them; search engines are visitors.
    """
    match word:
        case "others":
            return somebody_new(), Audience.MEMBERS
        case "follower":
            return somebody_new(follows=True), Audience.FOLLOWERS
        case "visitor":
            return AnonymousUser(), Audience.PUBLIC + 1
    return None


def follower_named(word: str, member: Member) -> Member | None:
    """Whom `as=@handle` means, if they follow `member`. A handle has no @, so that no word is somebody's name."""
    follow = Follow.objects.to(member).by(word[1:]) if word.startswith("@") else None
    return follow.follower if follow else None


def as_one_who_follows(follower: Member, member: Member) -> tuple[Viewer, int]:
    """As `others`, for one who has the ties of `follower` to `member`, and nothing else of theirs.

    The gates are asked for nobody real: what they read in groups, kept, muted or have covered is theirs alone.
    """
    nearest = reach(follower, member)
    return somebody_new(follows=nearest <= Audience.FOLLOWERS, in_circle=nearest <= Audience.CIRCLE), nearest


@dataclass(frozen=True)
class Line:
    """One line of a profile that this reader may see."""

    label: str
    value: str | Promise
    audience: Audience


def profile_lines(person: Member, nearest: int) -> list[Line]:
    """The filled lines of a profile whose audience reaches the reader; `about` and the road are shown apart."""
    profile: Profile = person.profile
    kind = profile.get_ms_type_display() if profile.ms_type else ""
    lines = [
        Line(_("Type of MS"), kind, Audience(profile.ms_type_audience)),
        Line(_("Region"), profile.region, Audience(profile.region_audience)),
        Line(_("Country"), profile.country, Audience(profile.country_audience)),
    ]
    return [line for line in lines if line.value and line.audience >= nearest]
