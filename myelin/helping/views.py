"""The public board, the yes to being asked, and the moderators' desk."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.pages import keyset
from myelin.helping import actions, board, queries
from myelin.helping.forms import HelperForm
from myelin.helping.models import Energy, Helper, HelpInvitation
from myelin.members.staff import is_moderator

MOST_INVITATIONS = 20
"""The first is shown; the others wait folded up, for more at once would be a burden."""
LONGEST_FIRST = ("asked_at", "pk")


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Questions without an answer, longest first, and how the community is doing."""
    page = keyset(queries.waiting(request.user), order=LONGEST_FIRST, after=request.GET.get("after"))
    now = timezone.now()
    words = {
        "page": page,
        "rows": [board.standing(question, now=now) for question in page],
        "figures": board.figures(),
        "invitations": _invitations(request),
        "top": "after" not in request.GET,
    }
    return render(request, "helping/board.html", words)


def _invitations(request: HttpRequest) -> list[HelpInvitation]:
    if not request.user.is_authenticated:
        return []
    return list(HelpInvitation.objects.waiting_for(request.user).best_first()[:MOST_INVITATIONS])


@require_POST
@login_required
def not_today(request: MemberRequest, pk: int) -> HttpResponse:
    """Put an invitation away; nobody is told."""
    invitation = get_object_or_404(HelpInvitation.objects.of(request.user), pk=pk)
    actions.not_today(invitation=invitation, now=timezone.now())
    messages.success(request, _("Not today, then. Nobody is told."))
    return see_other("helping:board")


@require_http_methods(["GET", "POST"])
@login_required
def may_be_asked(request: MemberRequest) -> HttpResponse:
    """Say whether and how one may be asked."""
    helper = Helper.objects.of(request.user).first()
    resting = helper is not None and helper.resting_until is not None and helper.resting_until > timezone.now()
    start = {"energy": Energy.REST} if resting else None
    form = HelperForm(request.POST if request.method == "POST" else None, instance=helper, initial=start)
    if form.is_valid() and _said_yes(request, form):
        messages.success(request, _("Thank you. We ask you seldom, and you can always say no."))
        return see_other("helping:settings")
    words = {"form": form, "helper": helper}
    return render(request, "helping/settings.html", words, status=422 if form.is_bound else 200)


def _said_yes(request: MemberRequest, form: HelperForm) -> bool:
    try:
        actions.say_yes(member=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_POST
@login_required
def pause(request: MemberRequest) -> HttpResponse:
    """Be asked nothing for now, or (`stop`) again."""
    if "stop" in request.POST:
        actions.resume(member=request.user)
    else:
        actions.pause(member=request.user, now=timezone.now())
    return see_other("helping:settings")


@require_http_methods(["GET", "POST"])
@login_required
def no_more(request: MemberRequest) -> HttpResponse:
    """Take the yes back."""
    if request.method == "POST":
        actions.say_no(member=request.user)
        messages.success(request, _("You will not be asked any more. What you chose here is forgotten."))
        return see_other("helping:settings")
    words = {
        "title": _("Not be asked any more?"),
        "text": _("We forget what you chose here. You can say yes again at any time."),
        "action": _("Do not ask me any more"),
        "back": "/settings/helping/",
    }
    return render(request, "components/confirm.html", words)


@require_GET
@login_required
def desk(request: MemberRequest) -> HttpResponse:
    """What nobody answered for a day, for moderators."""
    if not is_moderator(request.user):
        raise Http404
    page = keyset(queries.on_the_desk(request.user), order=LONGEST_FIRST, after=request.GET.get("after"))
    return render(request, "helping/desk.html", {"page": page})
