from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from myelin.audience.policy import Viewer, visible_to
from myelin.discussion.models import Thread
from myelin.members.models import Audience, Member


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, viewer: Viewer) -> QuestionQuerySet:
        """Questions that `viewer` may see, by their thread."""
        rows = visible_to(self, viewer, author="thread__author", audience="thread__audience", group="thread__group")
        assert isinstance(rows, QuestionQuerySet)
        return rows.filter(thread__withdrawn_at=None, thread__hidden_at=None)

    def of(self, member: Member) -> QuestionQuerySet:
        """What `member` asked and did not withdraw."""
        return self.filter(thread__author=member, thread__withdrawn_at=None)

    def helped(self) -> QuestionQuerySet:
        """Those whose asker said which answer helped most."""
        return self.filter(best_answer__isnull=False)

    def for_page(self) -> QuestionQuerySet:
        return self.select_related("thread", "thread__author", "thread__author__profile")


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

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="question_has_title",
                condition=~Q(title=""),
                violation_error_message=_("Put your question in one line first."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class AnswerQuerySet(models.QuerySet["Answer"]):
    def standing(self) -> AnswerQuerySet:
        return self.filter(withdrawn_at=None, hidden_at=None)

    def of(self, member: Member) -> AnswerQuerySet:
        """What `member` answered and did not withdraw."""
        return self.filter(author=member, withdrawn_at=None)

    def visible_to(self, viewer: Viewer) -> AnswerQuerySet:
        """Standing answers to questions that `viewer` may see, by people who are there for them."""
        return self._by_people_for(viewer).filter(question__in=Question.objects.visible_to(viewer).values("pk"))

    def for_question(self, question: Question, viewer: Viewer) -> AnswerQuerySet:
        """The answers to a question that `viewer` may see already: with authors and `mine`, the viewer's reactions."""
        mine = AnswerReaction.objects.filter(answer=OuterRef("pk"), member_id=viewer.pk or 0).values("kind")
        rows = self._by_people_for(viewer).filter(question=question)
        return rows.select_related("author", "author__profile").annotate(mine=ArraySubquery(mine))

    def _by_people_for(self, viewer: Viewer) -> AnswerQuerySet:
        # An answer reaches whoever sees the question, so only its author's ties are left to ask about.
        widest = models.Value(int(Audience.PUBLIC), output_field=models.IntegerField())
        rows = visible_to(self.standing().annotate(audience=widest), viewer, group="question__thread__group")
        assert isinstance(rows, AnswerQuerySet)
        return rows


class Answer(models.Model):
    """Advice from one member to the asker."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("your answer"), max_length=10_000)
    html = models.TextField(help_text="Safe HTML of `text`, made when it is written.")
    lived_this = models.BooleanField(_("I lived this"), default=False, help_text="The author says so, never we.")
    helpfuls = models.PositiveIntegerField(default=0)
    sames = models.PositiveIntegerField(default=0)
    posted_at = models.DateTimeField()
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
