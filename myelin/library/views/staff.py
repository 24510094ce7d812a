"""Doors for staff: taking an article off the site, and the way into the editors' room."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import ExternalLinkView

from myelin.base.http import MemberRequest, see_other
from myelin.library import actions
from myelin.library.models import ArticlePage
from myelin.members.staff import REVIEWERS, belongs_to


@require_http_methods(["GET", "HEAD", "POST"])
def offline(request: MemberRequest, slug: str) -> HttpResponse:
    """Let a medical reviewer take an article off the site, after asking once."""
    if not belongs_to(request.user, REVIEWERS):
        raise Http404
    article = get_object_or_404(ArticlePage.objects.on_site(), slug=slug)
    if request.method == "POST":
        actions.take_offline(article=article, by=request.user, now=timezone.now())
        messages.success(request, _("“%(title)s” is off the site. Its draft is kept.") % {"title": article.title})
        return see_other("library:index")
    told = {
        "title": _("Take this article off the site?"),
        "text": _("Readers will not find “%(title)s” any more. A new review brings it back.")
        % {"title": article.title},
        "action": _("Take it off the site"),
        "back": resolve_url("library:article", slug),
        "danger": True,
    }
    return render(request, "components/confirm.html", told)


def cms_login(request: HttpRequest) -> HttpResponse:
    """Lead editors to the one sign-in page, so that nobody walks around a second factor."""
    return redirect(f"{resolve_url('members:login')}?{urlencode({'next': request.GET.get('next', '/cms/')})}")


def cms_account(request: HttpRequest) -> HttpResponse:
    """Lead to where accounts are looked after, with a second step and a fresh sign-in."""
    return redirect("members:settings")


@require_admin_access
def cms_link(request: HttpRequest) -> HttpResponse:
    """Let Wagtail ask for an address elsewhere. Its own form breaks where no such field was sent."""
    if request.method == "POST" and f"{ExternalLinkView.form_prefix}-url" not in request.POST:
        raise BadRequest("The form has no address.")
    answer: HttpResponse = ExternalLinkView.as_view()(request)
    return answer
