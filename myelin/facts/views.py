"""Pages of the medical reviewers. For everybody else they are not there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, see_other
from myelin.base.pages import keyset
from myelin.facts import actions, queries
from myelin.facts.forms import ReviewForm
from myelin.facts.models import Fact, Outcome
from myelin.members.staff import REVIEWERS, belongs_to


@login_required
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    """Facts that wait for a reviewer, what moves plans first."""
    _only_reviewers(request)
    today = timezone.localdate()
    tab = request.GET.get("tab", "")
    tab, subject = (tab if tab in queries.QUEUES else "waiting"), request.GET.get("medicine", "")
    facts = queries.queue(tab, subject=subject, today=today)
    shown = {
        "page": keyset(facts, order=("rank", "id"), after=request.GET.get("after")),
        "subjects": queries.subjects(today=today),
        "subject": subject,
        "tab": tab,
    }
    return render(request, "facts/queue.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: MemberRequest, pk: int) -> HttpResponse:
    """One fact: what it says, where it was read, where it is used, and what a reviewer says about it."""
    _only_reviewers(request)
    found = get_object_or_404(Fact.objects.current().with_sources(), pk=pk)
    form = ReviewForm(request.POST or None, initial={"version": found.version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.review_fact(
                    fact=found,
                    reviewer=request.user,
                    now=timezone.now(),
                    **form.cleaned_data | {"outcome": Outcome(form.cleaned_data["outcome"])},
                )
            except Refused as refused:
                form.add_error(None, str(refused))
                status = refused.status
            else:
                messages.success(request, _("Your word on this fact is in the record."))
                return see_other("facts:fact", found.pk)
    shown = {
        "fact": found,
        "form": form,
        "reviews": found.reviews.select_related("reviewer").order_by("-made_at"),
        "versions": found.versions.order_by("-version"),
        "uses": found.citations.order_by("title"),
    }
    return render(request, "facts/fact.html", shown, status=status)


def _only_reviewers(request: MemberRequest) -> None:
    if not belongs_to(request.user, REVIEWERS):
        raise Http404
