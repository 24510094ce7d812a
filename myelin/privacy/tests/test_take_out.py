"""Take my data out: everything with my name on it, for people and for programs, after a fresh password."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from PIL import Image

from conftest import PASSWORD, code_now, give_duty
from myelin.audit.models import Entry
from myelin.discussion import actions as discussion
from myelin.discussion.models import Reaction
from myelin.media import actions as media
from myelin.members.models import Audience
from myelin.members.staff import OPERATORS
from myelin.notifications.models import Notice, OutgoingMail
from myelin.questions import actions as questions
from myelin.updates import actions as updates


def picture_of(member, noon):
    buffer = io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(buffer, "JPEG")
    buffer.seek(0)
    return media.take_picture(owner=member, upload=buffer, alt="A lake", now=noon)


def live(member, other, noon):
    """Let a member leave a trace in several rooms."""
    update = updates.post_update(
        author=member, text="canary-update", audience=Audience.ME, pictures=[picture_of(member, noon)], now=noon
    )
    question = questions.ask_question(
        author=other, title="Who knows?", text="Tell me", audience=Audience.MEMBERS, now=noon
    )
    questions.answer_question(question=question, author=member, text="canary-answer", lived_this=False, now=noon)
    discussion.write_comment(thread=update.thread, author=member, text="canary-comment", now=noon)
    discussion.react(thread=question.thread, member=member, kind=Reaction.Kind.HUG, now=noon)
    return update, question


def signed_in(client, member):
    answer = client.post("/login/", {"login": member.email, "password": PASSWORD})
    if "second-factor" in answer["Location"]:
        client.post(answer["Location"], {"code": code_now()})
    answer = client.post("/login/again/", {"password": PASSWORD})
    assert answer.status_code == 302
    return client


def opened(answer) -> zipfile.ZipFile:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.fixture
def dele(make_member, ben, noon):
    member = make_member("dele", password=PASSWORD)
    live(member, ben, noon)
    return member


def test_the_archive_holds_it_all_for_people_and_programs(client, dele):
    archive = opened(signed_in(client, dele).post("/settings/data/copy/"))
    told = json.loads(archive.read("data.json"))
    page = archive.read("index.html").decode()
    for word in ("canary-update", "canary-answer", "canary-comment", "dele@example.org"):
        assert word in json.dumps(told)
        assert word in page
    (picture,) = [name for name in archive.namelist() if name.startswith("pictures/")]
    assert Image.open(io.BytesIO(archive.read(picture))).format == "WEBP"
    assert f'src="{picture}"' in page
    assert "<script" not in page


def test_it_holds_nothing_of_others(client, dele):
    words = opened(signed_in(client, dele).post("/settings/data/copy/")).read("data.json").decode()
    assert "ben@example.org" not in words
    assert "argon2" not in words


def test_opening_the_page_asks_for_the_password_first(member_client, dele):
    answer = member_client(dele).get("/settings/data/copy/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/again/")
    assert member_client(dele).post("/settings/data/copy/").status_code == 302
    assert not Entry.objects.filter(action="member.exported").exists()


def test_a_stranger_signs_in_first(client, db):
    for path in ("/settings/data/", "/settings/data/copy/", "/settings/data/erasure/", "/settings/data/members/"):
        assert client.get(path)["Location"].startswith("/login/")


def operator(make_member):
    return give_duty(make_member("ines", password=PASSWORD), OPERATORS)


def test_an_operator_takes_it_with_a_reason_and_the_member_is_told(client, make_member, dele):
    ines = operator(make_member)
    browser = signed_in(client, ines)
    assert browser.get("/settings/data/members/").status_code == 200
    archive = opened(browser.post("/settings/data/members/", {"who": "dele", "reason": "Asked for it by letter."}))
    assert "canary-update" in archive.read("data.json").decode()

    entry = Entry.objects.get(action="member.exported")
    assert (entry.actor, entry.subject_id, entry.reason) == (ines, dele.pk, "Asked for it by letter.")
    assert Notice.objects.get(member=dele).kind == "export"
    letter = OutgoingMail.objects.get(to="dele@example.org")
    assert "Asked for it" not in letter.text
    client.post("/logout/")
    page = signed_in(client, dele).get("/settings/data/").content.decode()
    assert "Asked for it by letter." in page
    assert "Ines" in page


@pytest.mark.parametrize(
    "sent",
    [{"who": "dele", "reason": ""}, {"who": "dele", "reason": "x"}, {"who": "nobody", "reason": "A good reason."}],
)
def test_without_a_reason_or_a_member_nothing_is_taken(client, make_member, dele, sent):
    answer = signed_in(client, operator(make_member)).post("/settings/data/members/", sent)
    assert answer.status_code == 422
    assert not Entry.objects.filter(action="member.exported").exists()


def test_for_members_the_operators_page_is_not_there(client, dele):
    assert signed_in(client, dele).get("/settings/data/members/").status_code == 404
    assert client.post("/settings/data/members/", {"who": "ben", "reason": "Just curious."}).status_code == 404
