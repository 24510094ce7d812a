"""My settings: name, profile, look, consents, keys, sessions."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm, BaseModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myelin.base import shown_once
from myelin.base.http import MemberRequest, see_other, way_back
from myelin.base.idempotency import once
from myelin.members import actions
from myelin.members.forms import ConsentForm, LastWishForm, LensForm, LookForm, NameForm, ProfileForm, TokenForm
from myelin.members.models import LastWish, Member, Purpose
from myelin.members.staff import MODERATORS, REVIEWERS, belongs_to, is_operator

FRESH = "fresh_key"
"""Where in the session a new key waits to be shown."""


@require_GET
@login_required
def overview(request: MemberRequest) -> HttpResponse:
    """Where everything is."""
    desks = {
        "is_operator": is_operator(request.user),
        "is_reviewer": belongs_to(request.user, REVIEWERS),
        "is_moderator": belongs_to(request.user, MODERATORS),
    }
    return render(request, "members/settings.html", desks)


def _page(request: MemberRequest, template: str, forms: dict[str, BaseForm], **more: Any) -> HttpResponse:
    bad = any(form.is_bound and form.errors for form in forms.values())
    return render(request, template, forms | more, status=422 if bad else 200)


@require_http_methods(["GET", "POST"])
@login_required
def profile(request: MemberRequest) -> HttpResponse:
    """The name and what I tell about myself, each with its audience."""
    sent = request.POST if request.method == "POST" else None
    mine = actions.begin_profile(member=request.user)
    # Bound to a copy: a name that is refused must not show in the top of the page.
    forms: dict[str, BaseForm] = {
        "name_form": NameForm(sent, instance=Member.objects.myself(request.user)),
        "form": ProfileForm(sent, instance=mine),
    }
    return _kept(request, forms) or _page(request, "members/profile.html", forms)


@require_http_methods(["GET", "POST"])
@login_required
def look(request: MemberRequest) -> HttpResponse:
    """Colors, calm mode and time zone."""
    sent = request.POST if request.method == "POST" else None
    forms: dict[str, BaseForm] = {"form": LookForm(sent, instance=Member.objects.myself(request.user))}
    return _kept(request, forms) or _page(request, "members/look.html", forms)


def _kept(request: MemberRequest, forms: dict[str, BaseForm]) -> HttpResponse | None:
    # Every form is asked, so that all errors show at once.
    good = {form.is_valid() for form in forms.values()}
    if request.method != "POST" or good != {True}:
        return None
    for form in forms.values():
        assert isinstance(form, BaseModelForm)
        form.save()
    # In the language that was chosen just now.
    chosen = next((form.instance for form in forms.values() if isinstance(form, LookForm)), request.user)
    with override(chosen.language):
        messages.success(request, _("Saved."))
    return see_other(request.path)


@require_http_methods(["GET", "POST"])
@login_required
def lens(request: MemberRequest) -> HttpResponse:
    """The gentle lens: which themes are covered wherever they come up."""
    sent = request.POST if request.method == "POST" else None
    form = LensForm(sent, initial={"themes": request.user.lens})
    if form.is_valid():
        actions.set_lens(member=request.user, themes=form.cleaned_data.get("themes", []))
        messages.success(request, _("Saved. It holds everywhere, from now on."))
        return see_other("members:lens")
    return _page(request, "members/lens.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
def consents(request: MemberRequest) -> HttpResponse:
    """What I agreed to, and since when; taking it back is as easy."""
    standing = {row.purpose: row for row in request.user.consents.standing()}
    form = ConsentForm(request.POST if request.method == "POST" else None, initial=dict.fromkeys(standing, True))
    if form.is_valid():
        for purpose in Purpose:
            actions.give_or_withdraw(
                member=request.user, purpose=purpose, agrees=purpose in form.purposes, now=timezone.now()
            )
        messages.success(request, _("Saved. It holds from now on."))
        return see_other("members:consents")
    return _page(request, "members/consents.html", {"form": form}, standing=standing.values())


@require_http_methods(["GET", "POST"])
@login_required
def last_wish(request: MemberRequest) -> HttpResponse:
    """What shall happen to my account when I am gone, or that I wish nothing any more (`stop`)."""
    if "stop" in request.POST:
        actions.take_wish_back(member=request.user)
        messages.success(request, _("Your wish is gone. You can tell us another whenever you like."))
        return see_other("members:last_wish")
    told = LastWish.objects.of(request.user).first()
    sent, first = request.POST if request.method == "POST" else None, {}
    if told is not None:
        first = {"what": told.what, "contact": told.contact_id}
    form = LastWishForm(sent, member=request.user, initial=first)
    if form.is_valid():
        wished = LastWish.What(form.cleaned_data["what"])
        actions.wish(member=request.user, what=wished, contact=form.cleaned_data["contact"], now=timezone.now())
        messages.success(request, _("Thank you for telling us. You can change it whenever you like."))
        return see_other("members:last_wish")
    return _page(request, "members/last_wish.html", {"form": form}, told=told)


@require_http_methods(["GET", "POST"])
@login_required
@once
def tokens(request: MemberRequest) -> HttpResponse:
    """Personal keys to the API. A new one is shown once."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        token = actions.make_token(member=request.user, name=form.cleaned_data["name"], now=timezone.now())
        shown_once.keep(request, FRESH, token)
        return see_other("members:tokens")
    rows = request.user.keys.filter(revoked_at=None).order_by("-made_at")[:100]
    return _page(request, "members/tokens.html", {"form": form}, rows=rows, fresh=shown_once.take(request, FRESH))


@require_POST
@login_required
def token_revocation(request: MemberRequest, pk: int) -> HttpResponse:
    """Stop one of my keys."""
    actions.revoke_token(token=get_object_or_404(request.user.keys, pk=pk), now=timezone.now())
    return see_other("members:tokens")


@require_http_methods(["GET", "POST"])
@login_required
def sessions(request: MemberRequest) -> HttpResponse:
    """Where I am signed in; POST ends all the others."""
    rows = UserSession.objects.purge_and_list(request.user)
    if request.method == "POST":
        for row in rows:
            if not row.is_current():
                row.end()
        messages.success(request, _("You are signed out everywhere else."))
        return see_other("members:sessions")
    return render(request, "members/sessions.html", {"rows": rows})


@require_POST
def calm(request: HttpRequest) -> HttpResponse:
    """Switch calm mode on or off: on the server for members, in a cookie for visitors."""
    on = request.POST.get("calm") == "on"
    response = see_other(way_back(request, "/"))
    if isinstance(request.user, Member):
        actions.set_calm(member=request.user, on=on)
    else:
        response.set_cookie("calm", "on" if on else "off", max_age=31_536_000, httponly=True, samesite="Lax")
    return response
