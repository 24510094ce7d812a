"""The medical reviewers' desk, in our own look: what waits, exactly as readers will see it, to sign or to send back."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from myelin.base.http import MemberRequest, see_other
from myelin.library import actions, lint, queries
from myelin.library.body import read
from myelin.library.fingerprints import fingerprint
from myelin.library.forms import SendBackForm, SignatureForm
from myelin.library.models import ArticlePage
from myelin.library.models.review import wrote
from myelin.members.models import Member
from myelin.members.staff import REVIEWERS, belongs_to

USUAL_SPAN = timedelta(days=365)


def _reviewer(request: HttpRequest) -> Member:
    """Who asks, when they are a medical reviewer; for everybody else there is nothing here."""
    if not isinstance(request.user, Member) or not belongs_to(request.user, REVIEWERS):
        raise Http404
    return request.user


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The queue: drafts that wait, those who wait longest first, and live articles whose day has come."""
    reviewer = _reviewer(request)
    waiting = list(queries.waiting())
    own = queries.written_by(reviewer, waiting)
    overdue = queries.overdue(today=timezone.localdate())
    return render(
        request,
        "library/reviews.html",
        {"waiting": [(article, article.pk in own) for article in waiting], "overdue": overdue},
    )


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft, exactly as it will be read, with the form that signs it."""
    reviewer = _reviewer(request)
    today = timezone.localdate()
    form = SignatureForm(initial={"next_review_on": today + USUAL_SPAN})
    return _desk(request, reviewer, pk, form, SendBackForm(prefix="back"))


@require_POST
def signature(request: MemberRequest, pk: int) -> HttpResponse:
    """Sign the draft that was shown."""
    reviewer = _reviewer(request)
    form = SignatureForm(request.POST)
    if not form.is_valid():
        return _desk(request, reviewer, pk, form, SendBackForm(prefix="back"), status=422)
    found = get_object_or_404(queries.waiting(), pk=pk)
    signed = actions.sign_article(
        article=found,
        reviewer=reviewer,
        next_review_on=form.cleaned_data["next_review_on"],
        words=form.cleaned_data["comment"],
        read=request.POST.get("read", ""),
        now=timezone.now(),
    )
    messages.success(request, _("Signed. “%(title)s” is in the library now.") % {"title": signed.title})
    return see_other("library:article", signed.slug)


@require_POST
def sending_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Send the draft back to its author with words."""
    reviewer = _reviewer(request)
    form = SendBackForm(request.POST, prefix="back")
    if not form.is_valid():
        return _desk(request, reviewer, pk, SignatureForm(), form, status=422)
    found = get_object_or_404(queries.waiting(), pk=pk)
    actions.send_back(article=found, reviewer=reviewer, words=form.cleaned_data["comment"], now=timezone.now())
    messages.success(request, _("Sent back with your words. It comes here again when it was changed."))
    return see_other("library:reviews")


def _desk(
    request: HttpRequest, reviewer: Member, pk: int, form: SignatureForm, back: SendBackForm, status: int = 200
) -> HttpResponse:
    waiting = get_object_or_404(queries.waiting(), pk=pk)
    draft: ArticlePage = waiting.latest_revision.as_object()
    told = {
        "article": draft,
        "read": read(draft.body, today=timezone.localdate()),
        "fingerprint": fingerprint(waiting.latest_revision.content),
        "problems": lint.refusals(draft),
        "own": wrote(waiting, reviewer),
        "before": waiting.reviews.select_related("reviewer").order_by("-signed_at")[:5],
        "topics": list(draft.topics.all()),
        "form": form,
        "back": back,
    }
    return render(request, "library/review.html", told, status=status)
