"""What I show of my road: treatments, hard things, a picture."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.people import actions
from myelin.people.forms import HardThingsForm, PortraitForm, TreatmentForm
from myelin.people.models import HardThing, Portrait, Treatment
from myelin.therapies.queries import names as medicine_names


@require_http_methods(["GET", "POST"])
@login_required
@once
def treatments(request: MemberRequest) -> HttpResponse:
    """The treatments I tell others about, and the form for one more."""
    mine = Treatment(member=request.user)
    form = TreatmentForm(request.POST if request.method == "POST" else None, instance=mine)
    if form.is_valid():
        try:
            actions.tell_treatment(member=request.user, **form.cleaned_data)
            messages.success(request, _("Saved. Your page shows it to whom you chose."))
            return see_other("people:treatments")
        except Refused as refused:
            form.add_error(None, str(refused))
    words = {"form": form, "rows": Treatment.objects.of(request.user).in_order(), "names": medicine_names()}
    return render(request, "people/treatments.html", words, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def treatment(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what I tell about one treatment."""
    found = get_object_or_404(Treatment.objects.of(request.user).select_related("therapy"), pk=pk)
    form = TreatmentForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        actions.change_treatment(treatment=found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return see_other("people:treatments")
    words = {"form": form, "pk": pk}
    return render(request, "people/treatment.html", words, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def treatment_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Stop telling about one treatment."""
    found = get_object_or_404(Treatment.objects.of(request.user), pk=pk)
    if request.method == "POST":
        actions.take_treatment_back(treatment=found)
        messages.success(request, _("It is off your page. What you keep in your care stays as it is."))
        return see_other("people:treatments")
    words = {
        "title": _("Take this treatment off your page?"),
        "text": _("Nobody will see it there any more. What you keep in your care stays as it is."),
        "action": _("Take it off"),
        "back": "/settings/treatments/",
    }
    return render(request, "components/confirm.html", words)


@require_http_methods(["GET", "POST"])
@login_required
def hard_things(request: MemberRequest) -> HttpResponse:
    """The symptoms I tell others I live with."""
    mine = list(HardThing.objects.of(request.user).in_order())
    start = {"symptoms": [row.symptom.slug for row in mine]}
    if mine:
        start["audience"] = mine[0].audience  # type: ignore[assignment]  # one form, values of two kinds
    form = HardThingsForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        actions.tell_hard_things(member=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Your page shows it to whom you chose."))
        return see_other("people:hard_things")
    return render(request, "people/hard_things.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
@once
def portrait(request: MemberRequest) -> HttpResponse:
    """The picture on my page."""
    mine = Portrait.objects.of(request.user).first()
    start = {"audience": mine.picture.audience, "alt": mine.picture.alt} if mine is not None else {}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PortraitForm(*sent, initial=start, has_one=mine is not None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.show_portrait(
                member=request.user,
                upload=data["picture"],
                alt=data["alt"],
                audience=data["audience"],
                now=timezone.now(),
            )
            messages.success(request, _("Saved. Your page shows it to whom you chose."))
            return see_other("people:portrait")
        except Refused as refused:
            form.add_error("picture", str(refused))
    words = {"form": form, "portrait": mine}
    return render(request, "people/portrait.html", words, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@login_required
def portrait_removal(request: MemberRequest) -> HttpResponse:
    """Take the picture off my page."""
    if request.method == "POST":
        actions.remove_portrait(member=request.user)
        messages.success(request, _("The picture is gone."))
        return see_other("people:portrait")
    words = {
        "title": _("Take your picture off?"),
        "text": _("The file is removed for good."),
        "action": _("Take it off"),
        "back": "/settings/portrait/",
    }
    return render(request, "components/confirm.html", words)
