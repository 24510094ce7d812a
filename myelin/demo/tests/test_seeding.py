"""`myelin demo`: one community, whole or not at all, and one login for each role."""

from __future__ import annotations

import json
import shutil
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from myelin.companion.models import Course, DiaryEntry, Infusion, Step
from myelin.demo.seeding import seed
from myelin.discussion.models import Comment, Reaction, Thread
from myelin.groups.models import EVERYBODY_READS, Access, Group, Invitation, JoinRequest
from myelin.helping.models import HelpInvitation, Tally
from myelin.library.models import ArticlePage
from myelin.members.models import Audience, Buddyship, Member
from myelin.messages.queries import conversations, requests
from myelin.notifications.models import Notice
from myelin.questions.models import Answer, AnswerReaction, Question
from myelin.search.models import Document
from myelin.updates.models import Update, UpdatePicture
from myelin.visits.models import Visit

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
DEMO = settings.PACK_DIR / "demo"


@dataclass(frozen=True)
class Seeded:
    """A folder with the logins, beside a seeded database."""

    folder: Path

    @property
    def logins(self) -> dict[str, dict[str, str]]:
        return json.loads((self.folder / "demo-logins.json").read_text())

    def member(self, role: str) -> Member:
        return Member.objects.get(email=self.logins[role]["email"])


@pytest.fixture(scope="module")
def seeded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seeded]:
    folder = tmp_path_factory.mktemp("data")
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loadpack", verbosity=0)
        assert seed(folder=DEMO, data=folder, now=NOW)
        yield Seeded(folder)
        transaction.set_rollback(True)


def test_the_community_is_there_and_marked_as_demo(seeded):
    assert 58 <= Member.objects.filter(is_demo=True).count() <= 64
    assert Update.objects.filter(thread__author__is_demo=True).count() == 400
    assert Question.objects.filter(thread__author__is_demo=True).count() == 120
    assert Member.objects.filter(is_demo=True).exclude(email__endswith="@demo.invalid").count() == 0


def test_somebody_has_prepared_a_visit(seeded):
    member = seeded.member("on_ocrelizumab")
    visit = Visit.objects.of(member).get()
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/care/visits/{visit.pk}/").text
    assert "For Dr. Lind, neurology" in page and "I would like to work four days." in page
    assert "Vitamin D" in page and "A tea for sleeping" not in page
    assert "I chose to leave something out of 1 part." in page
    written = set(DiaryEntry.objects.of(member).values_list("day", flat=True))
    asked = [visit.on - timedelta(days=back) for back in range(1, 15)]
    assert len([day for day in asked if day in written]) == 9, (
        "the diary asks before it, and was answered each day so far"
    )
    assert "It asks on these days" in client.get("/care/diary/days/").text


def test_all_of_it_happened_in_the_last_year_and_after_its_author_joined(seeded):
    for moment, joined in [
        *Thread.objects.filter(author__isnull=False).values_list("posted_at", "author__joined_at"),
        *Comment.objects.values_list("posted_at", "author__joined_at"),
        *Answer.objects.values_list("posted_at", "author__joined_at"),
    ]:
        assert NOW - timedelta(days=366) < moment < NOW
        assert moment >= joined


def test_nobody_answers_before_they_were_asked(seeded):
    for answer in Answer.objects.select_related("question__thread"):
        assert answer.posted_at >= answer.question.thread.posted_at
    for comment in Comment.objects.select_related("thread"):
        assert comment.posted_at >= comment.thread.posted_at


def test_the_counts_are_those_of_the_rows(seeded):
    comments = Counter(Comment.objects.values_list("thread_id", flat=True))
    answers = Counter(Answer.objects.values_list("question_id", flat=True))
    given = Counter(Reaction.objects.values_list("thread_id", "kind"))
    for thread in Thread.objects.filter(kind__in=["update", "question"]):
        assert thread.replies == (comments if thread.kind == "update" else answers)[thread.pk]
        assert (thread.hugs, thread.likes, thread.me_toos) == tuple(
            given[thread.pk, kind] for kind in ("hug", "like", "me_too")
        )
    thanked = Counter(AnswerReaction.objects.values_list("answer_id", "kind"))
    for answer in Answer.objects.all():
        assert (answer.helpfuls, answer.sames) == (thanked[answer.pk, "helpful"], thanked[answer.pk, "same"])


def test_what_is_kept_closer_has_no_strangers_under_it(seeded):
    near = Thread.objects.filter(audience__lt=Audience.MEMBERS)
    assert near.count() > 5
    for thread in near.prefetch_related("reactions"):
        followers = set(thread.author.followers.values_list("follower_id", flat=True))
        assert {reaction.member_id for reaction in thread.reactions.all()} <= followers
    assert not Reaction.objects.filter(thread__audience__lt=Audience.FOLLOWERS).exists()


def test_questions_wait_and_members_are_asked(seeded):
    asked = HelpInvitation.objects.filter(declined_at=None).order_by("pk")
    theirs = [row for row in asked if row.member.helper.weekly_cap == 7]
    assert theirs
    assert HelpInvitation.objects.waiting_for(theirs[0].member).exists()
    assert Question.objects.filter(closed_at__isnull=False).count() == 1
    assert Question.objects.filter(duplicate_of__isnull=False).count() == 1
    assert Tally.objects.count() == 5


def test_everything_posted_can_be_found(seeded):
    refs = set(Document.objects.values_list("ref", flat=True))
    for thread in Thread.objects.filter(kind__in=["update", "question"]):
        assert f"{thread.kind}:{thread.pk}" in refs


def test_pictures_have_words(seeded):
    shown = UpdatePicture.objects.filter(update__thread__author__is_demo=True)
    assert shown.count() >= 12
    assert not shown.filter(picture__alt="").exists()


def test_somebody_chose_what_helped_most(seeded):
    chosen = Question.objects.filter(best_answer__isnull=False).select_related("best_answer")
    assert 60 <= chosen.count() <= 85
    assert all(question.best_answer.question_id == question.pk for question in chosen)


def test_only_the_news_of_the_last_days_waits(seeded):
    waiting = Notice.objects.filter(member__is_demo=True, read_at=None)
    assert 10 < waiting.count() < 200
    counted = Counter(waiting.values_list("member_id", flat=True))
    for member in Member.objects.filter(is_demo=True):
        assert member.unread == min(counted[member.pk], 99)


def test_the_starter_library_was_signed_by_somebody_who_did_not_write_it(seeded):
    articles = ArticlePage.objects.exclude(starter="")
    assert articles.count() >= 8
    for article in articles.select_related("signature", "author", "thread"):
        assert article.live
        assert article.author.is_demo
        assert article.signature.reviewer.is_demo
        assert article.signature.reviewer != article.author
        assert article.thread.posted_at == article.first_published_at == article.signature.signed_at
    assert ArticlePage.objects.filter(sponsor__isnull=False).count() == 1


def test_the_logins_have_private_words_and_one_has_a_request(seeded):
    assert [line.title for line in conversations(seeded.member("member"))] == ["Thursday soup", "Juno F.", "Marisol V."]
    assert [line.title for line in requests(seeded.member("newly_diagnosed"))] == ["Hal W."]
    assert [line.title for line in requests(seeded.member("on_ocrelizumab"))] == ["Juno F."]


def test_five_diaries_tell_of_a_year_with_gaps(seeded):
    days = Counter(DiaryEntry.objects.values_list("member_id", flat=True))
    assert len(days) == 5
    assert all(100 < number < 350 for number in days.values())
    entry = DiaryEntry.objects.of(seeded.member("member")).order_by("day").first()
    assert entry.values["mood"]
    assert set(entry.symptoms) == {"fatigue", "brain_fog", "walking"}


def test_the_member_on_ocrelizumab_has_the_sixth_dose_within_two_weeks(seeded):
    course = Course.objects.of(seeded.member("on_ocrelizumab")).get()
    assert Infusion.objects.filter(course=course, given_on__isnull=False).count() == 5
    due = Infusion.objects.of(course.member).to_come().first()
    assert due.number == 6 and due.hour and due.own_place and date(2026, 11, 24) < due.due_on <= date(2026, 12, 8)
    assert Step.objects.of(course.member).exclude(done_at=None).count() == 5


@pytest.mark.parametrize(
    "role",
    ["member", "on_ocrelizumab", "newly_diagnosed", "caregiver", "author", "reviewer", "moderator", "operator"],
)
def test_every_login_opens(seeded, role):
    login = seeded.logins[role]
    assert len(login["password"]) >= 15
    assert Client().login(email=login["email"], password=login["password"])
    assert EmailAddress.objects.filter(email=login["email"], verified=True, primary=True).exists()


def test_nobody_else_can_sign_in(seeded):
    emails = {login["email"] for login in seeded.logins.values()}
    others = Member.objects.filter(is_demo=True).exclude(email__in=emails)
    assert not any(member.has_usable_password() for member in others)


def test_staff_logins_have_their_duties(seeded):
    duties = {"author": "authors", "reviewer": "medical reviewers", "moderator": "moderators", "operator": "operators"}
    for role, group in duties.items():
        assert list(seeded.member(role).groups.values_list("name", flat=True)) == [group]
    assert not seeded.member("member").groups.exists()


def test_the_logins_are_for_the_operator_alone(seeded):
    assert stat.S_IMODE((seeded.folder / "demo-logins.json").stat().st_mode) == 0o600


def test_the_second_time_nothing_happens(seeded):
    before = seeded.logins
    assert not seed(folder=DEMO, data=seeded.folder, now=NOW + timedelta(days=1))
    assert seeded.logins == before
    assert Update.objects.filter(thread__author__is_demo=True).count() == 400


def test_lost_logins_are_made_anew_and_the_old_ones_close(seeded, tmp_path):
    before = seeded.logins["member"]
    with transaction.atomic():
        assert not seed(folder=DEMO, data=tmp_path, now=NOW)
        new = json.loads((tmp_path / "demo-logins.json").read_text())["member"]
        assert new["email"] == before["email"]
        assert not Client().login(email=before["email"], password=before["password"])
        assert Client().login(email=new["email"], password=new["password"])
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_seeding_that_breaks_off_leaves_nothing(tmp_path):
    call_command("loadpack", verbosity=0)
    broken = shutil.copytree(settings.PACK_DIR, tmp_path / "pack") / "demo"
    (broken / "updates.yaml").write_text("[{by: theo-b, text: Hello.}, {by: nobody-here, text: Hello.}]")
    with pytest.raises(KeyError, match="nobody-here"):
        seed(folder=broken, data=tmp_path, now=NOW)
    assert not Member.objects.filter(is_demo=True).exists()
    assert not (tmp_path / "demo-logins.json").exists()


def test_groups_are_of_every_kind_and_counted(seeded):
    groups = Group.objects.all()
    assert {group.access for group in groups} == set(Access.values)
    assert groups.filter(caregivers_only=True).exists()
    for group in groups:
        assert group.size == group.memberships.count()
        assert group.memberships.moderators().exists()
    closed = Thread.objects.filter(group__in=groups.exclude(EVERYBODY_READS))
    assert closed.count() > 10
    for thread in closed.select_related("group").prefetch_related("reactions", "comments"):
        inside = set(thread.group.memberships.values_list("member_id", flat=True))
        assert {row.member_id for row in thread.reactions.all()} <= inside
        assert {row.author_id for row in thread.comments.all()} <= inside


def test_an_invitation_and_a_request_wait_for_the_member_who_signs_in(seeded):
    member = seeded.member("member")
    assert Invitation.objects.standing_for(member).count() == 1
    mine = Group.objects.moderated_by(member).get()
    assert JoinRequest.objects.waiting_for(member).filter(group=mine).count() == 1
    assert Thread.objects.filter(group=mine, pinned_at__isnull=False).exists()


def test_somebody_has_a_buddy_in_the_third_week_and_who_is_new_was_asked(seeded):
    kept = Buddyship.objects.of(seeded.member("member")).standing().get()
    assert kept.week(NOW) == 3
    asked = Buddyship.objects.of(seeded.member("newly_diagnosed")).waiting().get()
    assert asked.asked_by == seeded.member("on_ocrelizumab")


def test_the_caregiver_is_in_a_circle_with_something_to_do(seeded):
    browser = Client()
    browser.force_login(seeded.member("caregiver"), backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get("/circle/marisol-v/").text
    assert "Walk the dog" in page and "You do it" in page and "Steps of the plan" in page
    hers = Client()
    hers.force_login(seeded.member("on_ocrelizumab"), backend="django.contrib.auth.backends.ModelBackend")
    circle = hers.get("/care/circle/").text
    assert (
        "Paul from next door" in circle
        and "Left foot dragged" in circle
        and "looked at the steps of your plan" in circle
    )
