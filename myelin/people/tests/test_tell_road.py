"""What I tell about my road: treatments, hard things, a picture; each line with its own audience."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from PIL import Image

from myelin.facts.models import Fact
from myelin.media.models import Picture
from myelin.members import actions as members
from myelin.members.models import Audience
from myelin.pack.models import Symptom
from myelin.people import actions
from myelin.people.models import HardThing, Portrait, Treatment, When
from myelin.therapies.models import Brand, Therapy


def a_therapy(slug, brand=""):
    therapy = Therapy.objects.create(slug=slug, name=slug, way="infusion", kind="dmt", level="short")
    if brand:
        fact = Fact.objects.create(
            key=f"{slug}/names/brands/0", subject=slug, predicate="names/brands", position=0, rank=0, value=brand, basis="read"
        )  # fmt: skip
        Brand.objects.create(fact=fact, therapy=therapy, name=brand, position=0)
    return therapy


@pytest.fixture
def demomab(db):
    return a_therapy("demomab", "Demovia")


@pytest.fixture
def fog(db):
    return Symptom.objects.create(
        slug="fog", name="Brain fog", clinical_term="Cognitive slowing", domain="mind", position=0
    )


def sent(**more):
    return {"therapy": "demomab", "when": "now", "since_year": "2023", "audience": "3", **more}


def picture(color="teal"):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(buffer, "PNG")
    return SimpleUploadedFile("me.png", buffer.getvalue())


def test_a_treatment_is_told_and_shows_on_my_page(member_client, ana, ben, demomab):
    assert member_client(ana).post("/settings/treatments/", sent(words="Fine so far")).status_code == 303
    page = member_client(ben).get("/people/ana/").text
    assert "Demovia" in page
    assert "Fine so far" in page


@pytest.mark.parametrize(
    ("audience", "seen"), [("ME", False), ("CIRCLE", False), ("FOLLOWERS", False), ("MEMBERS", True)]
)
def test_it_shows_only_to_whom_i_chose(member_client, ana, ben, demomab, fog, audience, seen):
    actions.tell_treatment(member=ana, therapy=demomab, words="marker-words", audience=Audience[audience])
    actions.tell_hard_things(member=ana, symptoms=[fog], audience=Audience[audience])
    page = member_client(ben).get("/people/ana/").text
    assert ("marker-words" in page) is seen
    assert ("Brain fog" in page) is seen


def test_without_a_choice_nobody_else_sees_it(ana, demomab):
    assert actions.tell_treatment(member=ana, therapy=demomab).audience == Audience.ME


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"therapy": ""}, "Please choose a medicine."),
        ({"when": "before", "since_year": "2023", "until_year": "2020"}, "It cannot end before it began."),
        ({"until_year": "2024"}, "If it has ended, choose"),
        ({"since_year": "12"}, "1980"),
        ({"words": "x" * 141}, "140"),
        ({"audience": "4"}, "Please choose one of what stands here."),
    ],
)
def test_what_cannot_be_is_said_kindly_and_nothing_is_lost(member_client, ana, demomab, more, sentence):
    response = member_client(ana).post("/settings/treatments/", sent(**more))
    assert response.status_code == 422
    assert sentence in response.text
    assert not Treatment.objects.exists()


def test_the_same_treatment_is_told_once(member_client, ana, demomab):
    client = member_client(ana)
    client.post("/settings/treatments/", sent())
    response = client.post("/settings/treatments/", sent())
    assert response.status_code == 422
    assert "You have told about this one already." in response.text
    with pytest.raises(IntegrityError, match="treatment_told_once"):
        Treatment.objects.create(member=ana, therapy=demomab)


def test_forty_are_the_most(ana):
    for number in range(40):
        actions.tell_treatment(member=ana, therapy=a_therapy(f"m{number}"))
    with pytest.raises(actions.TooManyTreatments):
        actions.tell_treatment(member=ana, therapy=a_therapy("one-more"))


def test_a_treatment_is_changed_and_taken_off(member_client, ana, demomab):
    row = actions.tell_treatment(member=ana, therapy=demomab)
    client = member_client(ana)
    assert client.post(f"/settings/treatments/{row.pk}/", sent(when="before", until_year="2024")).status_code == 303
    row.refresh_from_db()
    assert (row.when, row.until_year, row.audience) == (When.BEFORE, 2024, Audience.MEMBERS)
    assert client.post(f"/settings/treatments/{row.pk}/removal/").status_code == 303
    assert not Treatment.objects.exists()


def test_hard_things_stand_under_headings_of_their_own(member_client, ana, fog):
    for position, (slug, domain) in enumerate([("aches", "pain"), ("yawns", "energy"), ("burns", "pain")], start=1):
        Symptom.objects.create(slug=slug, name=slug.title(), clinical_term=slug, domain=domain, position=position)
    page = member_client(ana).get("/settings/hard-things/").text
    order = ["<h2>Energy and sleep</h2>", "Yawns", "<h2>Pain</h2>", "Aches", "Burns", "<h2>Mind</h2>", "Brain fog"]
    assert sorted(order, key=page.index) == order
    assert page.count('<fieldset class="part">') == 3


def test_hard_things_are_told_anew_each_time(member_client, ana, fog):
    client = member_client(ana)
    assert client.post("/settings/hard-things/", {"symptoms": ["fog"], "audience": "3"}).status_code == 303
    assert client.post("/settings/hard-things/", {"symptoms": ["fog"], "audience": "1"}).status_code == 303
    assert HardThing.objects.get().audience == Audience.CIRCLE
    assert client.post("/settings/hard-things/", {"symptoms": [], "audience": "3"}).status_code == 303
    assert not HardThing.objects.exists()


def test_a_portrait_is_seen_by_whom_i_chose_also_at_its_own_address(member_client, ana, ben, noon):
    assert member_client(ana).post(
        "/settings/portrait/", {"picture": picture(), "alt": "A wave", "audience": "2"}
    ).status_code == 303  # fmt: skip
    kept = Portrait.objects.get().picture
    assert "A wave" not in member_client(ben).get("/people/ana/").text
    assert member_client(ben).get(f"/pictures/{kept.pk}/480/").status_code == 404
    members.follow(member=ben, person=ana, now=noon)
    assert "A wave" in member_client(ben).get("/people/ana/").text
    assert member_client(ben).get(f"/pictures/{kept.pk}/480/").status_code == 200


def test_a_new_portrait_replaces_the_old_one_for_good(ana, noon):
    for color in ("teal", "red"):
        actions.show_portrait(member=ana, upload=picture(color), alt=color, audience=Audience.MEMBERS, now=noon)
    assert Picture.objects.get().alt == "red"
    actions.remove_portrait(member=ana)
    actions.remove_portrait(member=ana)
    assert not Picture.objects.exists()


def test_a_portrait_that_is_no_picture_is_refused_kindly(member_client, ana):
    upload = SimpleUploadedFile("me.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    response = member_client(ana).post("/settings/portrait/", {"picture": upload, "audience": "3"})
    assert response.status_code == 422
    assert not Portrait.objects.exists()


def test_without_a_picture_it_asks_for_one(member_client, ana):
    response = member_client(ana).post("/settings/portrait/", {"audience": "3"})
    assert response.status_code == 422
    assert "Please choose a picture first." in response.text
