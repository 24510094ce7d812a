"""The doors of the staff, known by the policy table: nobody passes one without a second step and a young session."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.translation import gettext as _

from myelin.base.http import see_other
from myelin.config.policy import PREFIXES, ROUTES, Who
from myelin.members import resting
from myelin.members.models import Member
from myelin.members.staff import has_duty, owes_second_step

STAFF = {Who.REVIEWER, Who.MODERATOR, Who.OPERATOR, Who.STAFF}
"""Who has a duty here; a new word for one belongs into this set, too."""


class StaffDoorsMiddleware:
    """Stands before every view of the staff. Whether somebody has that very duty is for the view to say."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Lead whoever lacks the second step to where it is set up."""
        member = request.user
        if not isinstance(member, Member) or not is_door(request.resolver_match) or not has_duty(member):
            return None
        if owes_second_step(member):
            messages.info(
                request, _("This page needs a second step when you sign in. Set one up here, then come back.")
            )
            return see_other("mfa_index")
        if not resting.take_up_duty(request, member=member, now=timezone.now()):
            return redirect_to_login(request.get_full_path())
        return None


def is_door(match: ResolverMatch | None) -> bool:
    """Whether the policy table keeps a route for people with a duty."""
    if match is None:
        return False
    rule = ROUTES.get(match.view_name)
    if rule is None:
        rule = next((rule for prefix, rule in PREFIXES.items() if match.route.startswith(prefix)), None)
    return rule is not None and bool({rule.read, rule.write} & STAFF)
