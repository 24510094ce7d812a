"""The page about buddies: say that one would like one, ask, answer, and end it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.members.models import Buddyship, BuddyWish
from myelin.people import actions, matching, queries
from myelin.people.forms import BuddyForm
from myelin.people.views.followers import person_to_meet
from myelin.therapies.queries import names as medicine_names


@require_http_methods(["GET", "POST"])
@login_required
def buddy(request: MemberRequest) -> HttpResponse:
    """What I have to do with buddies; posted to, I would like one, or on the other side."""
    form = BuddyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.wish_for_buddy(member=request.user, side=form.cleaned_data["side"], now=timezone.now())
        messages.success(request, _("Good. Nothing happens until both of you say yes."))
        return see_other("people:buddy")
    return render(request, "people/buddy.html", _words(request, form), status=422 if form.is_bound else 200)


def _words(request: MemberRequest, form: BuddyForm) -> dict[str, object]:
    me, now = request.user, timezone.now()
    wish = BuddyWish.objects.of(me).first()
    form.initial["side"] = wish.side if wish is not None else matching.side_of(me, now=now)
    mine = matching.of(me, now=now)
    words: dict[str, object] = {"form": form, "wish": wish, "mine": mine, "after": request.GET.get("after")}
    if wish is not None and matching.looks_on(wish, mine):
        told, after = queries.mine(me), request.GET.get("after")
        words |= {
            "page": matching.candidates(me, wish, mine=told, names=medicine_names(), now=now, after=after),
            "shows_year": told.told_year is not None,
        }
    return words


@require_http_methods(["GET", "POST"])
@login_required
def wish_removal(request: MemberRequest) -> HttpResponse:
    """Stop looking for a buddy."""
    if request.method == "POST":
        actions.wish_for_none(member=request.user, now=timezone.now())
        messages.success(request, _("Nobody finds you as a buddy any more. You can come back any time."))
        return see_other("people:buddy")
    words = {
        "title": _("Not look for a buddy?"),
        "text": _("Invitations that wait are gone then, and nobody is told. A buddy you have stays."),
        "action": _("Stop looking"),
        "back": "/people/buddy/",
    }
    return render(request, "components/confirm.html", words)


@require_POST
@login_required
def invitation(request: MemberRequest, handle: str) -> HttpResponse:
    """Ask somebody (`ask`), take that back (`back`), or answer them (`yes`, `no`)."""
    person, now = person_to_meet(request, handle), timezone.now()
    try:
        if "back" in request.POST:
            actions.take_invitation_back(member=request.user, person=person, now=now)
        elif "no" in request.POST:
            actions.answer_buddy(member=request.user, person=person, yes=False, now=now)
        elif "yes" in request.POST:
            actions.answer_buddy(member=request.user, person=person, yes=True, now=now)
            messages.success(request, _("You are buddies now. A first hello is all it takes."))
        elif "ask" in request.POST:
            actions.ask_buddy(member=request.user, person=person, now=now)
            messages.success(request, _("You asked. They may say yes whenever they like."))
    except Refused as refused:
        messages.warning(request, str(refused))
    return see_other("people:buddy")


@require_http_methods(["GET", "POST"])
@login_required
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """End it, at once and without a reason."""
    bond = get_object_or_404(Buddyship.objects.of(request.user).exclude(accepted_at=None), pk=pk)
    if request.method == "POST":
        actions.end_buddyship(buddyship=bond, by=request.user, now=timezone.now())
        messages.success(request, _("It is over, and that is fine. They hear it kindly, and not from whom or why."))
        return see_other("people:buddy")
    words = {
        "title": _("End it?"),
        "text": _("At once, and without a reason. They hear kindly that it is over. Your messages stay."),
        "action": _("End it"),
        "back": "/people/buddy/",
    }
    return render(request, "components/confirm.html", words)
