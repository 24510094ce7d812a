"""Who belongs to a group: join, ask, invite, leave; and what those who look after it decide."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.base.pages import keyset
from myelin.groups import actions as groups
from myelin.groups.forms import AskForm, InviteForm
from myelin.groups.models import Group, Invitation, JoinRequest, Membership
from myelin.home import actions
from myelin.home.views.groups import group_page
from myelin.members.models import Member


@require_POST
@login_required
def membership(request: MemberRequest, slug: str) -> HttpResponse:
    """Join a group, or leave it (`leave`)."""
    found = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    if "leave" not in request.POST:
        groups.join_group(group=found, member=request.user, now=timezone.now())
        return see_other("home:group", found.slug)
    try:
        groups.leave_group(group=found, member=request.user, now=timezone.now())
    except groups.LastToCare as refused:
        messages.warning(request, str(refused))
        return see_other("home:group_members", found.slug)
    messages.success(request, _("You left the group. Nobody is told. What you wrote there stays yours."))
    return see_other("home:groups")


@require_POST
@login_required
@once
def group_request(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask to join a group, or ask no longer (`take_back`)."""
    found = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    if "take_back" in request.POST:
        groups.take_request_back(group=found, member=request.user)
        return see_other("home:group", found.slug)
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_to_join(group=found, member=request.user, words=form.cleaned_data["words"], now=timezone.now())
            messages.success(request, _("We asked those who look after it. You hear from them here."))
            return see_other("home:group", found.slug)
        except Refused as refused:
            form.add_error("words", str(refused))
    return group_page(request, found, form, status=422)


@require_GET
@login_required
def group_requests(request: MemberRequest, slug: str) -> HttpResponse:
    """Who asks to join a group that I look after, the longest first."""
    found = get_object_or_404(Group.objects.moderated_by(request.user), slug=slug)
    rows = JoinRequest.objects.waiting_for(request.user).filter(group=found)
    page = keyset(rows, order=("asked_at", "id"), after=request.GET.get("after"))
    return render(request, "home/group_requests.html", {"group": found, "page": page})


@require_POST
@login_required
def group_answer(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody in who asked, or say no (`decline`)."""
    found = get_object_or_404(Group.objects.moderated_by(request.user), slug=slug)
    asked = get_object_or_404(JoinRequest.objects.waiting_for(request.user).filter(group=found), pk=pk)
    if "decline" in request.POST:
        groups.decline_request(request=asked, by=request.user, now=timezone.now())
        messages.success(request, _("You said no. They are not told by whom."))
    else:
        actions.accept_request(request=asked, by=request.user, now=timezone.now())
        messages.success(request, _("They are in, and they are told."))
    return see_other("home:group_requests", found.slug)


@require_http_methods(["GET", "POST"])
@login_required
@once
def group_invitations(request: MemberRequest, slug: str) -> HttpResponse:
    """Invite somebody into a group of mine, and see who has not answered."""
    found = get_object_or_404(Group.objects.joined_by(request.user), slug=slug)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = actions.person_named(form.cleaned_data["name"], by=request.user)
            words = form.cleaned_data["words"]
            actions.invite(group=found, by=request.user, person=person, words=words, now=timezone.now())
            messages.success(request, _("The invitation is on its way."))
            return see_other("home:group_invitations", found.slug)
        except Refused as refused:
            form.add_error("name", str(refused))
    moderates = Group.objects.moderated_by(request.user).filter(pk=found.pk).exists()
    rows = Invitation.objects.shown_to(request.user, moderates=moderates).filter(group=found)
    page = keyset(rows, order=("-made_at", "-id"), after=request.GET.get("after"))
    words_of_page = {"group": found, "form": form, "page": page}
    return render(request, "home/group_invitations.html", words_of_page, status=422 if form.is_bound else 200)


@require_POST
@login_required
def invitation_withdrawal(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    found = get_object_or_404(Group.objects.joined_by(request.user), slug=slug)
    moderates = Group.objects.moderated_by(request.user).filter(pk=found.pk).exists()
    rows = Invitation.objects.shown_to(request.user, moderates=moderates).filter(group=found)
    actions.withdraw_invitation(invitation=get_object_or_404(rows, pk=pk), by=request.user)
    return see_other("home:group_invitations", found.slug)


@require_POST
@login_required
def invitation(request: MemberRequest, slug: str) -> HttpResponse:
    """Say yes to an invitation, or no (`decline`)."""
    found = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    if "decline" in request.POST:
        actions.decline_invitation(group=found, member=request.user, now=timezone.now())
        messages.success(request, _("That is fine. Nobody is told."))
        return see_other("home:groups")
    groups.accept_invitation(group=found, member=request.user, now=timezone.now())
    messages.success(request, _("You are in. Nothing here is in a hurry."))
    return see_other("home:group", found.slug)


@require_GET
@login_required
def group_members(request: MemberRequest, slug: str) -> HttpResponse:
    """Who is in a group where I may read, the longest here first."""
    found = get_object_or_404(Group.objects.visible_to(request.user).readable_by(request.user), slug=slug)
    rows = found.memberships.met_by(request.user)
    words = {
        "group": found,
        "page": keyset(rows, order=("joined_at", "id"), after=request.GET.get("after")),
        "moderates": Group.objects.moderated_by(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "home/group_members.html", words)


@require_http_methods(["GET", "POST"])
@login_required
def group_member_removal(request: MemberRequest, slug: str, handle: str) -> HttpResponse:
    """Ask somebody out of a group that I look after."""
    found = get_object_or_404(Group.objects.moderated_by(request.user), slug=slug)
    person = _member_of(found, handle, request.user)
    if request.method == "POST":
        groups.remove_member(group=found, by=request.user, person=person, now=timezone.now())
        messages.success(request, _("They are out of the group, and read nothing here any more."))
        return see_other("home:group_members", found.slug)
    words = {
        "title": _("Take %(name)s out of the group?") % {"name": person.name},
        "text": _(
            "They stop seeing what is said here, at once. What they wrote stays. "
            "Only an invitation of yours brings them back."
        ),
        "action": _("Take them out"),
        "danger": True,
        "back": f"/groups/{found.slug}/members/",
    }
    return render(request, "components/confirm.html", words)


@require_POST
@login_required
def group_moderators(request: MemberRequest, slug: str) -> HttpResponse:
    """Let another member look after the group too, or instead of me (`instead`)."""
    found = get_object_or_404(Group.objects.moderated_by(request.user), slug=slug)
    person = _member_of(found, request.POST.get("handle", ""), request.user)
    groups.hand_over(group=found, by=request.user, to=person, staying="instead" not in request.POST)
    messages.success(request, _("%(name)s looks after the group now.") % {"name": person.name})
    return see_other("home:group_members", found.slug)


def _member_of(group: Group, handle: str, viewer: Member) -> Member:
    rows = Membership.objects.met_by(viewer).filter(group=group).exclude(member=viewer)
    return get_object_or_404(rows, member__handle=handle).member
