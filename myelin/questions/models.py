from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from myelin.audience.policy import Viewer, visible_to
from myelin.audience.sql import seen
from myelin.discussion.models import Thread, by, stands, themes_field
from myelin.members.models import Audience, Member
from myelin.members.staff import is_moderator


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, viewer: Viewer) -> QuestionQuerySet:
        """Questions that `viewer` may see, by their thread."""
        paths = {name: f"thread__{name}" for name in ("author", "audience", "group", "seal")}
        rows = visible_to(self, viewer, **paths)
        assert isinstance(rows, QuestionQuerySet)
        return rows.filter(stands("thread__"))

    def of(self, member: Member) -> QuestionQuerySet:
        """What `member` asked and did not withdraw."""
        return self.asked_by(member).filter(thread__withdrawn_at=None)

    def asked_by(self, member: Member) -> QuestionQuerySet:
        """What `member` asked, also what they withdrew, with their name or without."""
        return self.filter(by(member, path="thread__"))

    def helped(self) -> QuestionQuerySet:
        """Those whose asker said which answer helped most."""
        return self.filter(best_answer__isnull=False)

    def for_page(self) -> QuestionQuerySet:
        return self.select_related("thread__author__profile", "thread__seal")

    def numbered(self, number: int) -> Question | None:
        """The one of that number among these."""
        return self.filter(pk=number).first()

    def answered(self) -> QuestionQuerySet:
        """Questions that somebody else than their asker answered."""
        return self.filter(first_answered_at__isnull=False)

    def waiting(self) -> QuestionQuerySet:
        """Questions that still look for a first answer, whoever may see them."""
        return self.filter(OPEN)

    def tended_by(self, member: Member) -> QuestionQuerySet:
        """What `member` may close, move or mark as asked before: their own, and a moderator whatever they see."""
        return self.visible_to(member) if is_moderator(member) else self.of(member)


OPEN = Q(first_answered_at=None, closed_at=None, duplicate_of=None)
"""Nobody has answered yet, and somebody could."""


class Question(models.Model):
    """Something a member wants to know from those who have been there."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, primary_key=True)
    title = models.CharField(_("your question"), max_length=160)
    text = models.TextField(_("a little more, if it helps"), max_length=10_000, blank=True)
    html = models.TextField(blank=True, help_text="Safe HTML of `text`, made when it is written.")
    best_answer = models.OneToOneField(
        "Answer", null=True, blank=True, on_delete=models.SET_NULL, related_name="best_of",
        help_text="The one that the asker found most helpful.",
    )  # fmt: skip
    context_line = models.CharField(
        _("line beside my question"), max_length=60, blank=True, db_default="",
        help_text="As its author chose it when asking.",
    )  # fmt: skip
    asked_at = models.DateTimeField(
        db_default=Now(), help_text="When its thread was opened, kept here for the list of waiting questions."
    )
    first_answered_at = models.DateTimeField(
        null=True, blank=True, help_text="The oldest standing answer of somebody else than the asker."
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    closed_because = models.CharField(
        _("why"), max_length=200, blank=True, db_default="", help_text="What readers are told."
    )
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="asked_again",
        help_text="The first question of the same; never one that points on.",
    )  # fmt: skip
    followers: models.ManyToManyField[Member, QuestionFollow] = models.ManyToManyField(
        Member, through="QuestionFollow", related_name="questions_followed"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="question_has_title",
                condition=~Q(title=""),
                violation_error_message=_("Put your question in one line first."),
            ),
            models.CheckConstraint(
                name="question_closed_with_reason",
                condition=Q(closed_at=None) | ~Q(closed_because=""),
                violation_error_message=_("Say in a few words why it is closed. Readers see that."),
            ),
            models.CheckConstraint(
                name="question_no_duplicate_of_itself",
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("thread")),
                violation_error_message=_("This is the same question. Choose the one that was asked first."),
            ),
        ]
        indexes = [
            # Who has waited longest: the board, and the clock that asks people.
            models.Index(fields=["asked_at", "thread"], condition=OPEN, name="question_waiting"),
            # The figures of some weeks.
            models.Index(fields=["asked_at"], name="question_asked_at"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def takes_answers(self) -> bool:
        """Whether somebody may still answer here."""
        return self.closed_at is None and self.duplicate_of_id is None


class AnswerQuerySet(models.QuerySet["Answer"]):
    def standing(self) -> AnswerQuerySet:
        return self.filter(stands())

    def of(self, member: Member) -> AnswerQuerySet:
        """What `member` answered and did not withdraw."""
        return self.filter(author=member, withdrawn_at=None)

    def written_by(self, member: Member) -> AnswerQuerySet:
        """What `member` answered, also what they took back."""
        return self.filter(author=member, hidden_at=None)

    def visible_to(self, viewer: Viewer) -> AnswerQuerySet:
        """Standing answers to questions that `viewer` may see, by people who are there for them."""
        return self._by_people_for(viewer, self.standing()).filter(
            question__in=Question.objects.visible_to(viewer).values("pk")
        )

    def for_question(self, question: Question, viewer: Viewer) -> AnswerQuerySet:
        """The answers to a question that `viewer` may see already: with authors and `mine`, the viewer's reactions.

        What the viewer took back is among them, for them alone: they may put it back.
        """
        mine = AnswerReaction.objects.filter(answer=OuterRef("pk"), member_id=viewer.pk or 0).values("kind")
        kept = Q(withdrawn_at=None) | Q(author_id=viewer.pk or 0)
        rows = self._by_people_for(viewer, self.filter(kept, hidden_at=None)).filter(question=question)
        return rows.select_related("author", "author__profile").annotate(mine=ArraySubquery(mine))

    def _by_people_for(self, viewer: Viewer, answers: AnswerQuerySet) -> AnswerQuerySet:
        # An answer reaches whoever sees the question, so only its author's ties are left to ask about.
        there = "(SELECT t.group_id FROM discussion_thread t WHERE t.id = questions_answer.question_id)"
        gate = seen(viewer, author="questions_answer.author_id", audience=Audience.PUBLIC, group=there)
        return answers.filter(gate)


class Answer(models.Model):
    """Advice from one member to the asker."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("your answer"), max_length=10_000)
    html = models.TextField(help_text="Safe HTML of `text`, made when it is written.")
    themes = themes_field()
    lived_this = models.BooleanField(_("I lived this"), default=False, help_text="The author says so, never we.")
    context_line = models.CharField(
        _("line beside my answer"), max_length=60, blank=True, db_default="",
        help_text="As its author chose it when answering.",
    )  # fmt: skip
    helpfuls = models.PositiveIntegerField(default=0)
    sames = models.PositiveIntegerField(default=0)
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answer_has_words",
                condition=~Q(text=""),
                violation_error_message=_("Say what happened to you. One line is enough."),
            )
        ]
        indexes = [
            # The answers under a question, oldest first.
            models.Index(fields=["question", "posted_at", "id"], name="answer_of_question")
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class AnswerReaction(models.Model):
    """One member found an answer helpful, or lived the same; never more than one of each."""

    class Kind(models.TextChoices):
        HELPFUL = "helpful", _("Helpful")
        SAME = "same", _("Same for me")

    COUNTERS = {Kind.HELPFUL: "helpfuls", Kind.SAME: "sames"}

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="reactions")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="answer_reactions")
    kind = models.CharField(max_length=10, choices=Kind)
    reacted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "member", "kind"], name="answer_reaction_once")]


class QuestionFollow(models.Model):
    """`member` wants to hear of new answers; whoever asks follows by itself."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="follows")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="question_follows")
    followed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="question_follow_once")]


class QuestionVersion(models.Model):
    """How a question read before it was changed."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(help_text="When these words were posted.")
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [
            # "How it read before", newest first.
            models.Index(fields=["question", "-replaced_at"], name="version_of_question")
        ]


class AnswerVersion(models.Model):
    """How an answer read before it was changed."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    written_at = models.DateTimeField(help_text="When these words were posted.")
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [
            # "How it read before", newest first.
            models.Index(fields=["answer", "-replaced_at"], name="version_of_answer")
        ]
