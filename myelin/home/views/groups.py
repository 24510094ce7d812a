"""Groups: the list, a new one, and the page of one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.idempotency import once
from myelin.base.pages import LONGEST_PAGE, keyset
from myelin.discussion import queries as discussion
from myelin.groups import actions
from myelin.groups.forms import AboutForm, AskForm, GroupForm
from myelin.groups.models import Access, Group, Invitation, JoinRequest, Membership
from myelin.updates.forms import UpdateForm


@require_GET
@login_required
def groups(request: MemberRequest) -> HttpResponse:
    """My groups and what I am invited to; then the others that are there for me, by name."""
    after = request.GET.get("after")
    there = Group.objects.visible_to(request.user)
    words = {
        "page": keyset(Group.objects.to_discover(request.user), order=("name", "id"), after=after),
        "mine": [] if after else Group.objects.joined_by(request.user).order_by("name", "id")[:LONGEST_PAGE],
        "invitations": []
        if after
        else Invitation.objects.standing_for(request.user)
        .to(there)
        .select_related("group", "inviter")
        .order_by("-made_at", "-id")[:LONGEST_PAGE],
    }
    return render(request, "home/groups.html", words)


@require_http_methods(["GET", "POST"])
@login_required
@once
def new_group(request: MemberRequest) -> HttpResponse:
    """Open a group."""
    form = GroupForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        try:
            data = {**form.cleaned_data, "access": Access(form.cleaned_data["access"])}
            group = actions.open_group(by=request.user, now=timezone.now(), **data)
            messages.success(request, _("Your group is there. You look after it."))
            return see_other("home:group", group.slug)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "home/group_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
@login_required
def group(request: MemberRequest, slug: str) -> HttpResponse:
    """One group and what was shared in it, as far as it is there for the reader."""
    return group_page(request, get_object_or_404(Group.objects.visible_to(request.user), slug=slug), AskForm())


def group_page(request: MemberRequest, found: Group, form: AskForm, status: int = 200) -> HttpResponse:
    """The page of a group, with the form to ask as it stands."""
    member, after = request.user, request.GET.get("after")
    mine = Membership.objects.of(member).filter(group=found).first()
    reads = mine is not None or found.everybody_reads
    invited = Invitation.objects.standing_for(member).filter(group=found).select_related("inviter")
    words: dict[str, object] = {
        "group": found,
        "mine": mine,
        "moderates": mine is not None and mine.role == Membership.Role.MODERATOR,
        "reads": reads,
        "invitation": invited.first() if mine is None else None,
        "asked": JoinRequest.objects.of(member).filter(group=found).first() if mine is None else None,
        "moderators": found.memberships.moderators().met_by(member).order_by("joined_at", "id")[:10],
        "pinned": discussion.pinned(member, found.pk) if reads and not after else [],
        "page": discussion.in_group(member, found.pk, after=after) if reads else None,
        "form": form,
        "composer": UpdateForm(author=member) if mine is not None else None,
    }
    return render(request, "home/group.html", words, status=status)


@require_http_methods(["GET", "POST"])
@login_required
@once
def edit_group(request: MemberRequest, slug: str) -> HttpResponse:
    """Change what a group that I look after says of itself, and who may join."""
    found = get_object_or_404(Group.objects.moderated_by(request.user), slug=slug)
    form = AboutForm(request.POST if request.method == "POST" else None, instance=found, by=request.user)
    if form.is_valid():
        data = {**form.cleaned_data, "access": Access(form.cleaned_data["access"])}
        try:
            actions.edit_group(group=found, by=request.user, **data)
            messages.success(request, _("The group is changed, for everybody from now on."))
            return see_other("home:group", found.slug)
        except Refused as refused:
            form.add_error("access", str(refused))
    return render(request, "home/group_edit.html", {"form": form, "group": found}, status=422 if form.is_bound else 200)
