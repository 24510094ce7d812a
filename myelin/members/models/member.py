from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myelin.base.text import called
from myelin.members import zones


class Role(models.TextChoices):
    MS = "ms", _("I live with MS")
    CAREGIVER = "caregiver", _("I care for someone with MS")
    HEALTH_WORKER = "health_worker", _("I work in health care")


class Theme(models.TextChoices):
    AUTO = "auto", _("Same as my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")
    CONTRAST = "contrast", _("High contrast")


class Language(models.TextChoices):
    """The languages that everything on screen and in letters is told in, by their own names."""

    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class MemberQuerySet(models.QuerySet["Member"]):
    def present(self) -> MemberQuerySet:
        """Members whom others may meet: neither suspended nor erased."""
        return self.filter(is_active=True, suspended_at=None, erased_at=None)

    def reachable(self) -> MemberQuerySet:
        """Members who can be followed, asked, written to and told: present, and not a memorial."""
        return self.present().filter(remembered_at=None)

    def others(self, member: Member) -> MemberQuerySet:
        """Whom `member` can do something about: present, not themselves, and nobody who blocked them."""
        return self.present().exclude(pk=member.pk).exclude(blocks__blocked=member)

    def in_circle_of(self, member: Member) -> MemberQuerySet:
        """Whom `member` let into their circle, by name."""
        return self.reachable().filter(circles__owner=member).order_by("name", "pk")

    def named(self, words: str) -> MemberQuerySet:
        """Who goes by a name, or has it in the address of their page."""
        word = words.strip().lower().removeprefix("@")
        return self.alias(low=Lower("handle")).filter(Q(low=word) | Q(name__iexact=words.strip()))

    def known_as(self, typed: str) -> MemberQuerySet:
        """Who has this handle or address: for whoever runs the community, and for nobody else."""
        word = typed.lower()
        found = self.alias(small=Lower("handle"), address=Lower("email"))
        return found.filter(Q(small=word) | Q(address=word), erased_at=None)

    def met_by(self, member: Member) -> MemberQuerySet:
        """Other people who are there for `member`: no block stands between."""
        return self.others(member).exclude(blocked_by__blocker=member)

    def shown(self, people: Iterable[Member]) -> MemberQuerySet:
        """These, who came through a gate already, with their profiles."""
        return self.filter(pk__in=[person.pk for person in people]).select_related("profile")


class MemberManager(BaseUserManager["Member"]):
    def get_queryset(self) -> MemberQuerySet:
        return MemberQuerySet(self.model, using=self._db)

    def myself(self, member: Member) -> Member:
        """A fresh copy of `member`, for a form that may be refused."""
        return self.get(pk=member.pk)

    def shown(self, people: Iterable[Member]) -> MemberQuerySet:
        return self.get_queryset().shown(people)

    def present(self) -> MemberQuerySet:
        return self.get_queryset().present()

    def known_as(self, typed: str) -> MemberQuerySet:
        return self.get_queryset().known_as(typed)

    def reachable(self) -> MemberQuerySet:
        return self.get_queryset().reachable()

    def in_circle_of(self, member: Member) -> MemberQuerySet:
        return self.get_queryset().in_circle_of(member)

    def get_by_natural_key(self, username: str | None) -> Member:
        """Whose address this is, whatever its capitals; letters that only look alike in capitals are other letters."""
        return self.alias(small=Lower("email")).get(small=(username or "").lower())

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Member:
        """Make a member; `name` and `handle` are required. Without a password nobody can sign in with one."""
        member = self.model(email=self.normalize_email(email), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Member:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Member(AbstractBaseUser, PermissionsMixin):
    """Somebody who belongs here, under a name they chose. The e-mail address is for signing in and is never shown."""

    email = models.EmailField(_("e-mail"), max_length=254)
    handle = models.CharField(
        max_length=30,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$", _("Use small letters, numbers and hyphens."))],
        help_text="Part of the page's address; made from the name, unique, small letters.",
    )
    name = models.CharField(_("name"), max_length=40, help_text="The pseudonym that others see.")
    role = models.CharField(max_length=20, choices=Role, default=Role.MS)
    credentials = models.CharField(
        max_length=120, blank=True, help_text="Of authors and reviewers, checked by an operator: “MD, neurologist”."
    )
    organisation = models.CharField(max_length=120, blank=True, help_text="Where a reviewer or author works.")
    time_zone = models.CharField(
        max_length=40, default="UTC", help_text="IANA name; days of a treatment are days here."
    )
    language = models.CharField(max_length=10, choices=Language, default=Language.ENGLISH)
    theme = models.CharField(max_length=10, choices=Theme, default=Theme.AUTO)
    calm = models.BooleanField(default=False)
    lens: ArrayField[list[str], list[str]] = ArrayField(
        models.CharField(max_length=60),
        default=list,
        db_default=[],
        blank=True,
        help_text="Slugs of the pack's themes that this member asked to have covered.",
    )
    unread = models.PositiveSmallIntegerField(default=0, help_text="Notices not looked at yet, counted to 99.")
    approves_followers = models.BooleanField(default=False, help_text="Following asks this member first.")
    unread_conversations = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="Conversations with something new in them; the room of messages keeps it."
    )
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May open the editors' pages.")
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    welcomed_at = models.DateTimeField(null=True, blank=True, help_text="When role and consents were chosen.")
    suspended_at = models.DateTimeField(null=True, blank=True)
    remembered_at = models.DateTimeField(
        null=True, blank=True, help_text="When an operator made their page a memorial: it stays, and nobody signs in."
    )
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[MemberManager] = MemberManager()

    follows_everybody = False
    """Of nobody real: the gates take one who is imagined (`audience.policy.somebody_new`) for a follower of every author."""
    in_every_circle = False
    """Of nobody real, too: for one whom every author let into their circle."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "handle"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="member_email_once", violation_error_message=_("This address cannot be used.")
            ),
            models.UniqueConstraint(
                Lower("handle"),
                name="member_handle_once",
                violation_error_message=_("Somebody here already has this name. Try a small change."),
            ),
            models.CheckConstraint(
                name="member_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Tell us what to call you. A nickname is fine."),
            ),
        ]

        indexes = [
            # The list of people, newest first.
            models.Index(fields=["-joined_at", "-id"], name="member_newest"),
            # The newest of those who care for somebody, for each other to find.
            models.Index(fields=["id"], condition=Q(role=Role.CAREGIVER), name="member_caring"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """What they are greeted by: "How are things today, Theo?"."""
        return called(self.name)

    @property
    def place(self) -> str:
        """Whose clock counts for them: "Los Angeles"."""
        return zones.place(self.time_zone)

    @property
    def has_news(self) -> bool:
        """Whether the bell in the top bar shows its dot."""
        return self.unread > 0

    @property
    def has_messages(self) -> bool:
        """Whether the letter in the top bar shows its dot."""
        return self.unread_conversations > 0
