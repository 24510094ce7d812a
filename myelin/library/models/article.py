from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page, PageManager, Revision
from wagtail.query import PageQuerySet

from myelin.base.errors import Refused
from myelin.discussion.models import Thread
from myelin.library.blocks import Body, BodyField
from myelin.library.forms import ArticleForm
from myelin.library.models.review import Review
from myelin.library.models.sponsor import Sponsor
from myelin.library.rights import LibraryRights
from myelin.members.models import Member
from myelin.pack.models import Topic


class NotReviewed(Refused):
    """Somebody wants to put a version on the site that no clinician signed, or signed too long ago."""

    def __init__(self) -> None:
        super().__init__(gettext("A clinician has to sign this draft before it can be published."))


class Kind(models.TextChoices):
    GUIDE = "guide", _("Guide")
    EXPLAINER = "explainer", _("Explainer")
    LIST = "list", _("List")
    QUESTION = "question", _("Question")


class LibraryIndexPage(Page):
    """The root of the library: every article is a page under it. There is one."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["library.ArticlePage"]
    max_count = 1
    preview_modes: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    def permissions_for_user(self, user: Any) -> LibraryRights:
        """Say what somebody may do here in the editor; publishing is never among it."""
        return LibraryRights(user, self)


class ArticleQuerySet(PageQuerySet["ArticlePage"]):
    def on_site(self) -> ArticleQuerySet:
        """The gate: articles that are live and were not hidden by a moderator. The same for everybody."""
        return self.filter(live=True, signature__isnull=False, thread__hidden_at=None, thread__withdrawn_at=None)

    def for_cards(self) -> ArticleQuerySet:
        """Bring what a card shows."""
        return self.select_related("sponsor", "signature")

    def for_page(self) -> ArticleQuerySet:
        """Bring what the page of an article shows, besides its lists."""
        return self.select_related("sponsor", "author", "signature", "signature__reviewer", "thread")

    def about(self, topic: Topic) -> ArticleQuerySet:
        return self.filter(topics=topic)

    def written_by(self, person: Member) -> ArticleQuerySet:
        """Articles in whose newest words this person had a hand, so that somebody else has to sign them.

        That is whoever began it, is or was named as its author, or saved any version since the last that was signed,
        for words stay whoever adds a comma after them.
        """
        versions = Revision.page_revisions.filter(object_id=Cast(OuterRef("pk"), CharField())).filter(
            Q(user=person) | Q(content__author=person.pk)
        )
        signed_at = OuterRef("signature__signed_at")
        since = versions.filter(
            Q(pk=OuterRef("latest_revision")) | Q(created_at__gt=Coalesce(signed_at, datetime.min.replace(tzinfo=UTC)))
        )
        return self.filter(Q(author=person) | Q(owner=person) | Exists(since))


class ArticlePage(Page):
    """An article: what its author wrote, and under its live version the signature of a medical reviewer.

    `first_published_at` is when it was posted, `last_published_at` when its words changed last.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.GUIDE)
    summary = models.CharField(
        _("summary"),
        max_length=100,
        blank=True,
        help_text=_(
            "One line for cards and lists, at most 100 characters. Left empty, the beginning of the text is used."
        ),
    )
    author = models.ForeignKey(
        Member,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        limit_choices_to={"groups__name": "authors"},
        help_text=_("Name, credentials and place of work come from the author's own page. Empty: the starter library."),
    )
    topics = ParentalManyToManyField(
        Topic,
        verbose_name=_("topics"),
        blank=True,
        related_name="articles",
        help_text=_("Readers find it under these."),
    )
    sponsor = models.ForeignKey(
        Sponsor,
        verbose_name=_("sponsor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
        help_text=_("Only when somebody paid for this page. The label stands before the title everywhere."),
    )
    what_changed = models.CharField(
        _("what changed"),
        max_length=300,
        blank=True,
        help_text=_("For readers, when a page comes back from review: “New part about tests, May 2027.”"),
    )
    minutes = models.PositiveSmallIntegerField(default=0, editable=False, help_text="To read it; from its words.")
    body = BodyField(Body(), verbose_name=_("text"))
    signature = models.OneToOneField(
        Review, null=True, editable=False, on_delete=models.SET_NULL, related_name="+", help_text="Of the live version."
    )
    thread = models.OneToOneField(Thread, null=True, editable=False, on_delete=models.SET_NULL, related_name="article")
    starter = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Fingerprint of the version that the pack brought."
    )

    objects = PageManager.from_queryset(ArticleQuerySet)()

    base_form_class = ArticleForm
    exclude_fields_in_copy = ["signature", "thread", "starter"]
    parent_page_types = ["library.LibraryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "library/preview.html"
    content_panels = [
        TitleFieldPanel("title", help_text=_("What a reader would type to find it.")),
        FieldPanel("kind"),
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("author"), FieldPanel("topics"), FieldPanel("sponsor")], heading=_("Who and where")
        ),
        FieldPanel("what_changed"),
    ]
    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]
    settings_panels: ClassVar[list[Any]] = []

    ABOUT_THE_PAGE = ("signature_id", "thread_id", "starter")
    """What belongs to the page and not to one version of it, so that no old version brings it back."""

    def clean(self) -> None:
        """Hold the promise of the library: what is live was signed by a clinician, in this very version.

        Scheduling is refused, because a schedule runs when nobody looks; an article goes live the moment it is signed.
        """
        super().clean()
        if self.go_live_at is not None or self.expire_at is not None:
            raise ValidationError(
                gettext("An article goes live the moment a clinician signs it. It cannot be scheduled.")
            )
        if self.alias_of_id is not None:
            raise ValidationError(gettext("The library has each article once. Link to it instead."))
        if self.live and not Review.objects.for_revision(self.live_revision).filter(article=self.pk).exists():
            raise ValidationError(str(NotReviewed()))

    def publish(self, revision: Revision, user: Member | None = None, **options: Any) -> Any:
        """Put a version on the site.

        Raises:
            NotReviewed: nobody signed this very version within `REVIEW_LASTS`.
        """
        if not Review.objects.standing_for(revision, at=timezone.now()).exists():
            raise NotReviewed
        return super().publish(revision, user=user, **options)

    def copy(self, *places: Any, **options: Any) -> Any:
        """Copy the article as a draft: the signature stands under one page only."""
        return super().copy(*places, **{**options, "keep_live": False})

    def create_alias(self, **options: Any) -> Any:
        """Refuse: an alias would go live with no signature of its own."""
        raise NotReviewed

    def with_content_json(self, content: Any) -> ArticlePage:
        """Give the page with the words of a version; what belongs to the page itself stays."""
        page: ArticlePage = super().with_content_json(content)
        for name in self.ABOUT_THE_PAGE:
            setattr(page, name, getattr(self, name))
        return page

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Say where readers find it: at the address of this community, whatever Wagtail's row of sites says."""
        parts = super().get_url_parts(request)
        return (parts[0], settings.WAGTAILADMIN_BASE_URL, parts[2]) if parts else None

    def permissions_for_user(self, user: Any) -> LibraryRights:
        """Say what somebody may do with it in the editor; publishing is never among it."""
        return LibraryRights(user, self)
