"""`myelin duty`: who looks after the community is settled at the machine, and written down."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from myelin.audit.models import Entry
from myelin.members.models import Member
from myelin.members.staff import MODERATORS, REVIEWERS, owes_second_step

pytestmark = pytest.mark.django_db


def duty(*words, capsys):
    call_command("duty", *words)
    return capsys.readouterr().out


def test_a_duty_is_given_opens_its_door_and_ends_at_the_next_page(member_client, ana, capsys):
    browser = member_client(ana)
    assert browser.get("/library/reviews/").status_code == 404
    assert duty("ANA@example.org", REVIEWERS, capsys=capsys) == "Ana is one of the medical reviewers.\n"
    assert browser.get("/library/reviews/")["Location"] == "/settings/second-factor/"
    assert owes_second_step(Member.objects.get(pk=ana.pk))
    assert duty(ana.email, REVIEWERS, "--end", capsys=capsys) == "Ana is no longer one of the medical reviewers.\n"
    assert browser.get("/library/reviews/").status_code == 404


def test_twice_is_once_and_another_duty_stays(ana, capsys):
    for group in (REVIEWERS, REVIEWERS, MODERATORS):
        duty(ana.email, group, capsys=capsys)
    duty(ana.email, REVIEWERS, "--end", capsys=capsys)
    ana.refresh_from_db()
    assert [group.name for group in ana.groups.all()] == [MODERATORS]
    assert ana.is_staff


def test_it_is_written_down(ana, capsys):
    duty(ana.email, MODERATORS, capsys=capsys)
    duty(ana.email, MODERATORS, "--end", capsys=capsys)
    kept = Entry.objects.order_by("pk").values_list("action", "subject_id", "reason")
    assert list(kept) == [("duty.given", ana.pk, MODERATORS), ("duty.ended", ana.pk, MODERATORS)]
    assert not Member.objects.get(pk=ana.pk).is_staff


def test_nobody_is_made_up(capsys):
    with pytest.raises(CommandError, match="No member has this address"):
        duty("nobody@example.org", MODERATORS, capsys=capsys)
    with pytest.raises(CommandError, match="invalid choice"):
        duty("nobody@example.org", "kings", capsys=capsys)
