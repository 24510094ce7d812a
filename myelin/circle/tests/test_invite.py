"""Let somebody in: by name or by a letter; yes, no, taken back, too late."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from myelin.base.tests.markup import bare
from myelin.base.tokens import new_secret
from myelin.circle import actions
from myelin.circle.actions import CircleFull, NotForYou
from myelin.circle.models import Carer, CircleInvitation
from myelin.members import actions as members
from myelin.members.actions import NotThere
from myelin.members.models import Grant
from myelin.notifications.models import Notice, OutgoingMail

INVITE = "/care/circle/invite/"


def browser_of(member):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


def link_of(letter):
    found = re.search(r"(/invited/\S+)", letter.text)
    assert found
    return found.group(1)


def test_a_member_is_invited_by_name_and_says_yes(ana, ben):
    answer = browser_of(ana).post(INVITE, {"who": "@Ben", "called": "my brother", "scopes": ["calendar", "tired"]})
    assert answer.status_code == 303
    notice = Notice.objects.of(ben).get()
    page = browser_of(ben).get(notice.url)
    assert "Ana asks you into their circle" in page.text and "my brother" not in page.text
    assert not Grant.objects.filter(owner=ana, friend=ben).exists()
    answer = browser_of(ben).post(notice.url)
    assert answer.status_code == 303 and answer["Location"] == "/circle/ana/"
    carer = Carer.objects.get()
    assert (carer.member, carer.person, carer.called) == (ana, ben, "my brother")
    assert set(carer.scopes.values_list("kind", flat=True)) == {"calendar", "tired"}
    assert Grant.objects.filter(owner=ana, friend=ben).exists()
    assert not Notice.objects.of(ben).exists(), "the question is answered"
    assert Notice.objects.of(ana).get().kind == "circle_accepted"


def test_whoever_reads_the_letter_joins_and_says_yes_once(ana, ben, cleo):
    browser_of(ana).post(INVITE, {"who": "wren@example.com", "called": "Wren", "scopes": ["runway"]})
    letter = OutgoingMail.objects.get()
    assert letter.to == "wren@example.com" and letter.subject == "Ana invites you to their circle"
    path = link_of(letter)
    for word in ("MS", "sclerosis", "ocrelizumab", "infusion", "dose"):
        assert word not in letter.text.replace(path, "")
    outside = Client().get(path)
    assert outside.status_code == 200 and "account of your own" in outside.text and "Ana" not in bare(outside.text)
    assert outside["Cache-Control"] == "no-store" and "noindex" in outside["X-Robots-Tag"]
    assert browser_of(ben).post(path).status_code == 303
    assert Carer.objects.get().person == ben
    assert browser_of(cleo).get(path).status_code == 404, "it works once"
    row = CircleInvitation.objects.get()
    assert row.address == "" and path.split("/")[2] not in row.digest


def test_no_is_told_to_nobody(ana, ben, noon):
    invitation = actions.invite(member=ana, person=ben, scopes=["calendar"], now=timezone.now())
    assert browser_of(ben).post(f"/circle-invitations/{invitation.pk}/", {"no": "1"}).status_code == 303
    assert not Carer.objects.exists() and not Notice.objects.of(ana).exists()
    with pytest.raises(NotForYou):
        actions.accept(invitation=invitation, person=ben, now=timezone.now())


def test_taken_back_it_is_gone_with_its_notice_and_its_link(ana, ben, noon):
    now = timezone.now()
    invitation = actions.invite(member=ana, person=ben, scopes=[], now=now)
    assert browser_of(ana).post(f"/care/circle/invitations/{invitation.pk}/withdrawal/").status_code == 303
    assert browser_of(ben).get(f"/circle-invitations/{invitation.pk}/").status_code == 404
    assert not Notice.objects.of(ben).exists()
    ben.refresh_from_db()
    assert ben.unread == 0
    secret = new_secret()
    by_mail = actions.invite_by_mail(member=ana, address="w@example.com", link="x", secret=secret, scopes=[], now=now)
    actions.withdraw_invitation(invitation=by_mail, by=ana, now=now)
    assert Client().get(f"/invited/{secret}/").status_code == 404


def test_it_ends_after_two_weeks(ana, ben, noon):
    now = timezone.now()
    secret = new_secret()
    sent = actions.invite_by_mail(
        member=ana, address="w@example.com", link="x", secret=secret, scopes=[], now=now - timedelta(days=15)
    )
    assert browser_of(ben).get(f"/invited/{secret}/").status_code == 404
    with pytest.raises(NotForYou):
        actions.accept(invitation=sent, person=ben, now=now)


def test_asked_again_it_is_one_invitation_with_the_newer_offer(ana, ben, noon):
    first = actions.invite(member=ana, person=ben, scopes=["calendar"], now=noon)
    again = actions.invite(member=ana, person=ben, scopes=["tired"], now=noon)
    assert first.pk == again.pk and CircleInvitation.objects.get().scopes == ["tired"]
    assert Notice.objects.of(ben).count() == 1


def test_yes_twice_is_one_yes(ana, ben, noon):
    invitation = actions.invite(member=ana, person=ben, scopes=["tired"], now=noon)
    assert actions.accept(invitation=invitation, person=ben, now=noon) == actions.accept(
        invitation=invitation, person=ben, now=noon
    )
    assert Carer.objects.count() == 1


@pytest.mark.parametrize("who", ["nobody-here", "cleo", "ana", "not an address@", ""])
def test_whom_nobody_finds_is_told_kindly_and_nothing_is_lost(ana, who):
    answer = browser_of(ana).post(INVITE, {"who": who, "called": "my sister", "scopes": ["tired"]})
    assert answer.status_code == 422 and "my sister" in answer.text
    assert not CircleInvitation.objects.exists()


def test_a_block_after_the_invitation_ends_it(ana, ben, noon):
    now = timezone.now()
    invitation = actions.invite(member=ana, person=ben, scopes=["tired"], now=now)
    members.block(member=ben, person=ana, now=now)
    assert browser_of(ben).get(f"/circle-invitations/{invitation.pk}/").status_code == 404
    with pytest.raises(NotThere):
        actions.accept(invitation=invitation, person=ben, now=now)


def test_nobody_accepts_for_somebody_else_or_for_themselves(ana, ben, noor, noon):
    invitation = actions.invite(member=ana, person=ben, scopes=["tired"], now=noon)
    assert browser_of(noor).post(f"/circle-invitations/{invitation.pk}/").status_code == 404
    for person in (noor, ana):
        with pytest.raises(NotForYou):
            actions.accept(invitation=invitation, person=person, now=noon)


def test_a_circle_has_room_for_twenty_and_a_day_for_five_letters(make_member, ana, noon):
    letters = {"member": ana, "link": "x", "scopes": [], "now": noon}
    for number in range(5):
        actions.invite_by_mail(address=f"{number}@example.com", secret=str(number), **letters)
    with pytest.raises(actions.AskedTooOften):
        actions.invite_by_mail(address="6@example.com", secret="6", **letters)
    for number in range(15):
        actions.invite(member=ana, person=make_member(f"m{number}"), scopes=[], now=noon)
    with pytest.raises(CircleFull):
        actions.invite(member=ana, person=make_member("more"), scopes=[], now=noon)
