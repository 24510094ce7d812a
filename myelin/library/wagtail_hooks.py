"""What the editors' room shows and says."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.models import Page

from myelin.library import lint
from myelin.library.models import ArticlePage, GlossaryWord, LibraryIndexPage, Sponsor
from myelin.members.staff import REVIEWERS, belongs_to

AT_MOST = 5


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_what_to_mend(request: HttpRequest, page: Page) -> None:
    """Say at every save what would keep a reviewer from signing; nothing is refused until then."""
    if not isinstance(page.specific, ArticlePage):
        return
    problems = lint.refusals(page.specific.get_latest_revision_as_object())
    for problem in problems[:AT_MOST]:
        messages.warning(request, problem.sentence)
    if len(problems) > AT_MOST:
        more = len(problems) - AT_MOST
        messages.warning(request, ngettext("And %(more)d more.", "And %(more)d more.", more) % {"more": more})


@hooks.register("before_copy_page")
def copies_are_drafts(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say what a copy will be, before it is made."""
    if isinstance(page.specific, ArticlePage) and request.method == "GET":
        messages.info(request, gettext("The copy will be a draft. A clinician has to sign it anew."))
    return None


class ReviewsItem(MenuItem):
    """The way to the medical reviewers' own desk."""

    def is_shown(self, request: HttpRequest) -> bool:
        return belongs_to(request.user, REVIEWERS)


@hooks.register("register_admin_menu_item")
def reviews_item() -> MenuItem:
    return ReviewsItem(_("Drafts to review"), reverse("library:reviews"), icon_name="tick", order=100)


class NextSteps(Component):
    """What can be done here, on the first page of the editors' room, and the way back to the community."""

    name = "next_steps"
    template_name = "library/next_steps.html"
    order = 50

    def get_context_data(self, parent_context: Context | dict[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {})["request"]  # Wagtail's first page always tells it
        shelf = LibraryIndexPage.objects.first()
        writes = shelf is not None and shelf.permissions_for_user(request.user).can_add_subpage()
        return {"shelf": shelf if writes else None, "reviews": belongs_to(request.user, REVIEWERS)}


@hooks.register("construct_homepage_panels")
def next_steps_first(request: HttpRequest, panels: list[Any]) -> None:
    """Let nobody stand before an empty page."""
    panels.insert(0, NextSteps())


@hooks.register("register_admin_menu_item")
def way_back() -> MenuItem:
    return MenuItem(_("To the community"), reverse("home:home"), icon_name="home", order=10_000)


@hooks.register("construct_main_menu")
def only_what_works_here(request: HttpRequest, items: list[Any]) -> None:
    """Leave the editors what the library uses: no uploads, no accounts of people, no reports of the house."""
    unused = {"images", "documents", "reports", "help"}
    items[:] = [item for item in items if item.name not in unused]


@hooks.register("construct_explorer_page_queryset")
def the_library_alone(parent: Page, pages: Any, request: HttpRequest) -> Any:
    """Show the library and its articles; there are no other pages."""
    return pages.type(LibraryIndexPage, ArticlePage)


class SponsorViewSet(ModelViewSet):
    model = Sponsor
    icon = "tag"
    add_to_admin_menu = False
    form_fields = ["name", "label", "about"]
    list_display = ["name", "label"]


class GlossaryViewSet(ModelViewSet):
    model = GlossaryWord
    icon = "help"
    add_to_admin_menu = False
    form_fields = ["word", "short", "fact_key"]
    list_display = ["word", "short"]
    search_fields = ["word"]
    menu_label = _("Words")


class BesidesArticles(ModelViewSetGroup):
    items = (SponsorViewSet, GlossaryViewSet)
    menu_label = _("Sponsors and words")
    menu_icon = "folder-open-inverse"


@hooks.register("register_admin_viewset")
def besides_articles() -> ModelViewSetGroup:
    return BesidesArticles()
