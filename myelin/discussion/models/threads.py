from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from myelin.audience.policy import Viewer, visible_to
from myelin.audience.sql import seen
from myelin.discussion.models.standing import stands
from myelin.groups.models import Group
from myelin.members.models import Audience, Member, Seal
from myelin.members.models.seals import own_tag
from myelin.pack.models import Topic


def themes_field() -> ArrayField[list[str], list[str]]:
    """Where a thing keeps what it is about, for readers who asked to have that covered."""
    return ArrayField(
        models.CharField(max_length=60), default=list, db_default=[], blank=True,
        help_text="Slugs of the pack's themes, found when it was written.",
    )  # fmt: skip


def by(member: Member, *, path: str = "") -> Q:
    """The condition that `member` wrote it, with their name or without; `path` leads to the thread or comment."""
    return Q(**{f"{path}author": member}) | Q(**{f"{path}seal__own": own_tag(member.pk)})


class ThreadQuerySet(models.QuerySet["Thread"]):
    def standing(self) -> ThreadQuerySet:
        """Threads that their authors did not withdraw and moderators did not hide."""
        return self.filter(stands())

    def visible_to(self, viewer: Viewer) -> ThreadQuerySet:
        """The one gate to everything that is posted."""
        rows = visible_to(self, viewer, seal="seal")
        assert isinstance(rows, ThreadQuerySet)
        return rows.standing()

    def written_by(self, member: Member) -> ThreadQuerySet:
        """What `member` shared, also without their name."""
        return self.filter(by(member))


class Thread(models.Model):
    """One thing that somebody shared, whatever its kind; what people see of it in a feed is its card."""

    kind = models.CharField(max_length=20, help_text="The room's word for it: update, question, article.")
    author = models.ForeignKey(
        Member, null=True, on_delete=models.CASCADE, related_name="threads",
        help_text="Null: the community itself, or a member who left their name out (`seal`).",
    )  # fmt: skip
    seal = models.OneToOneField(
        Seal, null=True, blank=True, on_delete=models.CASCADE, related_name="thread",
        help_text="Who wrote it, where they left their name out.",
    )  # fmt: skip
    audience = models.PositiveSmallIntegerField(choices=Audience, default=Audience.MEMBERS)
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="threads",
        help_text="Where it lies. A group with threads is closed, never deleted: they would be in the open.",
    )  # fmt: skip
    topics: models.ManyToManyField[Topic, ThreadTopic] = models.ManyToManyField(Topic, through="ThreadTopic")
    title = models.CharField(max_length=200, blank=True)
    excerpt = models.CharField(max_length=120, blank=True)
    note = models.CharField(
        _("content note"),
        max_length=80,
        blank=True,
        default="",
        db_default="",
        help_text="The author's line on the cover of what it holds.",
    )
    is_tip = models.BooleanField(
        default=False, db_default=False, help_text="Advice that its author gives unasked, about a topic."
    )
    url = models.CharField(max_length=300, help_text="Path of the page that shows it.")
    card = models.TextField(
        help_text="HTML of its card, the same for every viewer; see `cards.py` for the blanks in it."
    )
    themes = themes_field()
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True, help_text="When its group put it on top.")
    for_newcomers_at = models.DateTimeField(
        null=True, blank=True, help_text="When its author let it stand on the shelf for people who were told lately."
    )
    hugs = models.PositiveIntegerField(default=0)
    likes = models.PositiveIntegerField(default=0)
    me_toos = models.PositiveIntegerField(default=0)
    replies = models.PositiveIntegerField(default=0, help_text="Standing comments, or standing answers of a question.")

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="thread_sealed_for_members",
                condition=Q(seal=None) | Q(author=None, audience=Audience.MEMBERS, group=None),
                violation_error_message=_("What you share without your name is for all members, and in no group."),
            )
        ]
        indexes = [
            # A person's posts and the "people I follow" part of the feed, newest first; `id` breaks ties.
            models.Index(fields=["author", "-posted_at", "-id"], name="thread_of_author"),
            # The members' feed and the lists of one kind.
            models.Index(F("posted_at").desc(), F("id").desc(), name="thread_newest"),
            models.Index(fields=["kind", "-posted_at", "-id"], name="thread_of_kind"),
            # A group's own feed.
            models.Index(
                fields=["group", "-posted_at", "-id"], condition=Q(group__isnull=False), name="thread_of_group"
            ),
            # The shelf for people who were told lately, newest first.
            models.Index(
                fields=["-posted_at", "-id"], condition=Q(for_newcomers_at__isnull=False), name="thread_for_newcomers"
            ),
            # What a group keeps on top.
            models.Index(fields=["group"], condition=Q(pinned_at__isnull=False), name="thread_pinned"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class TakenOutQuerySet(models.QuerySet["TakenOut"]):
    def of(self, member: Member) -> TakenOutQuerySet:
        """What `member` had posted; the reason is for nobody else."""
        return self.filter(thread__author=member).select_related("thread")


class TakenOut(models.Model):
    """Those who look after a group took a thread out of it."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="taken_out", primary_key=True)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("why"), max_length=300)
    taken_at = models.DateTimeField()

    objects = TakenOutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="taken_out_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say in a line why. Whoever wrote it reads that."),
            )
        ]


class ThreadTopic(models.Model):
    """A thread is about a topic. `posted_at` and `is_tip` are copied, so that a topic's newest are found in one step."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT)
    posted_at = models.DateTimeField()
    is_tip = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "topic"], name="thread_topic_once")]
        indexes = [
            # A topic's page and the "topics I follow" part of the feed, newest first.
            models.Index(fields=["topic", "-posted_at", "-thread"], name="thread_topic_newest"),
            # The tips about a topic, few among many posts.
            models.Index(fields=["topic", "-posted_at", "-thread"], condition=Q(is_tip=True), name="thread_topic_tips"),
        ]


class TopicFollow(models.Model):
    """`member` wants to see what is shared about `topic`."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="topics_followed")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="followers")
    followed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "topic"], name="topic_follow_once")]


class TopicMuteQuerySet(models.QuerySet["TopicMute"]):
    def of(self, member: Member) -> TopicMuteQuerySet:
        """The topics that `member` muted."""
        return self.filter(member=member).select_related("topic")


class TopicMute(models.Model):
    """`member` wants to meet nothing about `topic` in feeds; its own page still shows it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="topics_muted")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    muted_at = models.DateTimeField()

    objects = TopicMuteQuerySet.as_manager()

    class Meta:
        # Its index is what feeds ask.
        constraints = [models.UniqueConstraint(fields=["member", "topic"], name="topic_mute_once")]


class ThreadMuteQuerySet(models.QuerySet["ThreadMute"]):
    def of(self, member: Member) -> ThreadMuteQuerySet:
        """The threads that `member` muted, of those that are still there for them."""
        return self.filter(member=member, thread__in=Thread.objects.visible_to(member)).select_related("thread__author")


class ThreadMute(models.Model):
    """`member` wants no news of `thread`, nor to meet it in feeds."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="threads_muted")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="mutes")
    muted_at = models.DateTimeField()

    objects = ThreadMuteQuerySet.as_manager()

    class Meta:
        # Its index is what feeds ask, and what is asked before somebody is told of news.
        constraints = [models.UniqueConstraint(fields=["member", "thread"], name="thread_mute_once")]
        indexes = [
            # The list of threads I muted, newest first.
            models.Index(fields=["member", "-muted_at", "-id"], name="thread_mute_newest")
        ]


class CommentQuerySet(models.QuerySet["Comment"]):
    def standing(self) -> CommentQuerySet:
        return self.filter(stands())

    def of(self, member: Member) -> CommentQuerySet:
        """What `member` wrote and did not withdraw."""
        return self.written_by(member).filter(withdrawn_at=None)

    def written_by(self, member: Member) -> CommentQuerySet:
        """What `member` wrote, and took back, too: the way to put it back."""
        return self.filter(by(member))

    def for_thread(self, thread: Thread, viewer: Viewer) -> CommentQuerySet:
        """The talk under a thread that `viewer` may see already, with authors.

        A comment reaches whoever sees the thread, as a member; people who are blocked either way are not there.
        In a group that not everybody reads, who left it sees their own words alone.
        """
        there = "(SELECT t.group_id FROM discussion_thread t WHERE t.id = discussion_comment.thread_id)"
        gate = seen(viewer, author="discussion_comment.author_id", audience=Audience.MEMBERS, group=there)
        return self.standing().filter(gate, thread=thread).select_related("author", "author__profile")


class Comment(models.Model):
    """Words under a thread; a reply names the comment it answers, one level deep."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="comments")
    seal = models.ForeignKey(
        Seal, null=True, blank=True, on_delete=models.CASCADE, related_name="comments",
        help_text="That of its thread: the author's own words under what they shared without their name.",
    )  # fmt: skip
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    text = models.TextField(_("comment"), max_length=4000)
    html = models.TextField(help_text="Safe HTML of `text`, made when it is written.")
    themes = themes_field()
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="comment_has_words", condition=~Q(text=""), violation_error_message=_("Write a few words first.")
            ),
            models.CheckConstraint(
                name="comment_by_one_or_sealed",
                condition=Q(author=None, seal__isnull=False) | Q(author__isnull=False, seal=None),
            ),
        ]
        indexes = [
            # The talk under a thread, oldest first.
            models.Index(fields=["thread", "posted_at", "id"], name="comment_of_thread")
        ]
