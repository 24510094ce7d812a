"""An infusion next Tuesday at nine (J2), from the phone call to day 10: on a phone, by touch, by keys, without scripts.

It is the fifth whole dose of a medicine that is given every six months, and the sixth as people count: the first is
given in two halves, which belong to no cycle. So four full cycles lie under this one. Days go by because the clock of the pages is put on. What members
report of a medicine, with its range (“about 27 %”), is told by nobody yet, so this story does not look for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from myelin.companion import actions as care
from myelin.companion.models import DiaryEntry, Infusion, Owner, Step, Tap, Tick
from myelin.companion.steps import Kind
from myelin.members.models import Member, Profile
from myelin.pack.models import Symptom
from myelin.therapies.models import Therapy
from tests.browser.looks import Watch
from tests.journeys.conftest import PATIENCE, PHONE, log_in
from tests.journeys.hands import Hands, Keyboard, Mouse
from tests.journeys.test_offline_infusion_day import no_network, nothing_waits, waits

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
THURSDAY = datetime(2026, 11, 26, 10, tzinfo=UTC)
TUESDAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
FIRST, LAST = date(2024, 6, 1), date(2026, 6, 1)
ANSWER = "section[aria-labelledby='answer-h']"
SWING = (-1, 0, 1, 0, 1, -1, 0)


class Clock:
    """What the pages read; it can be put on."""

    def __init__(self) -> None:
        self.now = THURSDAY

    def __call__(self) -> datetime:
        return self.now

    def put_on(self, **span: int) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    monkeypatch.setattr("django.utils.timezone.now", told)
    return told


@pytest.fixture(params=["by touch", "by keyboard alone", "without scripts"])
def hands(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Hands]:
    """Somebody with a phone in one hand. The first of them has what is new looked at."""
    scripts = request.param != "without scripts"
    context = browser.new_context(java_script_enabled=scripts, viewport=PHONE, locale="en-US", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    watch = Watch(page)
    if request.param == "by keyboard alone":
        yield Keyboard(page, live_server.url)
    else:
        yield Mouse(page, live_server.url, checks=scripts)
    watch.verify()
    context.close()


@pytest.fixture
def partner(browser: Browser) -> Iterator[Page]:
    """Another phone, without an account."""
    context = browser.new_context(viewport=PHONE, locale="en-US", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def test_a_dose_by_phone(hands: Hands, partner: Page, clock: Clock, pack_loaded, ana):
    dose = six_doses(ana, clock.now)
    log_in(hands, ana)
    home(hands)
    one_call(hands)
    every_test_has_its_tick(hands, dose)
    the_partner_drives(hands, partner)
    feed = calendar(hands)
    the_bag(hands)
    clock.now = TUESDAY
    the_day(hands, clock, dose)
    three_evenings(hands, clock, dose)
    clock.now = TUESDAY + timedelta(days=10)
    day_ten(hands)
    told_to_others(hands)
    what_follows(hands, feed)


def six_doses(member: Member, now: datetime) -> Infusion:
    """Two years of care: six doses, days in between, a blanket in the last bag. Returns the dose that comes next.

    The center gave its hour, and two things are still missing: the tests, and whether the dose is there.
    """
    course = care.add_course(
        member=member, therapy=Therapy.objects.get(slug="ocrelizumab"), started_on=FIRST, jurisdiction="US",
        time_zone="UTC", last_given_on=LAST, place="Harbor Infusion Center", now=now,
    )  # fmt: skip
    fatigue = Symptom.objects.get(slug="fatigue")
    care.follow_symptoms(member=member, symptoms=[fatigue], now=now)
    DiaryEntry.objects.bulk_create(
        DiaryEntry(member=member, day=day, values={"symptoms": {"fatigue": 4 + SWING[n % 7]}}, saved_at=now)
        for n in range((now.date() - FIRST).days)
        if (day := FIRST + timedelta(days=n)) and n % 5
    )
    blanket = care.add_item(by=member, words="Blue blanket", now=now)
    last = course.infusions.get(given_on=LAST)
    care.tick(infusion=last, by=member, keys={blanket.key}, offered={blanket.key}, now=now)
    Profile.objects.filter(member=member).update(context_line="Ocrevus, 6th dose")
    coming = Infusion.objects.of(member).to_come()[0]
    for kind in (Kind.AUTHORISATION, Kind.ORDER, Kind.PREMEDICATION, Kind.RIDE):
        care.note_step(infusion=coming, kind=kind, by=member, answer="done", now=now)
    care.keep_contact(course=course, by=member, owner=Owner.CENTER, name="Harbor", phone="555 0142")
    coming = care.move_infusion(infusion=coming, by=member, to=TUESDAY.date(), now=now, hour=TUESDAY.time())
    assert (coming.number, coming.due_on) == (7, TUESDAY.date())
    return coming


def home(hands: Hands) -> None:
    """Tuesday at nine, the fifth whole dose, two things block it."""
    hands.sees("2 things still block Tuesday")
    hands.sees(re.compile("Tuesday, December 1, 9:00 AM\\s+Dose 6, 600 mg"))
    hands.sees(re.compile("Harbor Infusion Center"))
    hands.look()


def one_call(hands: Hands) -> None:
    hands.follow("What has to be in place", within="main")
    hands.is_at("2 things still block December 1")
    hands.sees(re.compile("I have an appointment for a dose on Tuesday, December 1, 9:00 AM"))
    hands.sees("Call Harbor, 555 0142")
    hands.choose("radio", "Yes, done", within=ANSWER)
    hands.write("Who you spoke with", "Sam")
    hands.write("Reference number", "A-20417")
    hands.push("Save as proof", within=ANSWER)
    hands.sees("Reference A-20417")
    step = Step.objects.get(kind=Kind.ON_SITE, done_at__isnull=False)
    assert (step.said["who"], step.said["reference"]) == ("Sam", "A-20417")


def every_test_has_its_tick(hands: Hands, dose: Infusion) -> None:
    hands.follow("Care", within=".menu")
    card = hands.page.locator("section", has=hands.page.get_by_role("heading", name="Tests before dose 6"))
    for box in card.get_by_role("checkbox").all():
        hands.tick(box)
    hands.push("Save ticks")
    hands.is_at("Dose 6")
    hands.follow("Care", within=".menu")
    expect(card.get_by_role("checkbox", checked=False)).to_have_count(0)
    expect(hands.page.get_by_text("still block")).to_have_count(0)
    assert Tick.objects.filter(infusion=dose).exists()


def the_partner_drives(hands: Hands, partner: Page) -> None:
    hands.follow("Your circle")
    hands.write("What would help?", "Drive there and back")
    hands.set_day("Which day?", TUESDAY.date())
    hands.set_time("What time?", time(8, 30))
    hands.push("Add")
    hands.sees(re.compile("Drive there and back, 8:30"))
    hands.unfold("Make a link to this list")
    hands.push("Make the link")
    partner.goto(hands.page.locator(".secret code").inner_text())
    partner.get_by_label("Your name").fill("Keith")
    partner.get_by_role("button", name="I do it").click()
    expect(partner.get_by_text("You do it")).to_be_visible()
    hands.follow("Back to your care")
    hands.follow("Your circle")
    hands.sees("Keith")


def calendar(hands: Hands) -> str:
    hands.follow("Care", within=".menu")
    hands.follow("Put it in my calendar")
    hands.write("Which device is it for?", "Phone")
    hands.push("Make an address")
    address = hands.page.locator(".secret code").inner_text()
    feed = address[address.index("/calendar/") :]
    assert "DTSTART:20261201T090000Z" in Client().get(feed).text
    return feed


def the_bag(hands: Hands) -> None:
    hands.follow("Care", within=".menu")
    hands.follow("Plan the day")
    hands.sees("Blue blanket")
    hands.sees("You took it the last time.")
    hands.look()


def the_phone_reads(hands: Hands, clock: Clock) -> None:
    """With scripts it is the phone that says when a tap was."""
    if runs_scripts(hands):
        hands.page.clock.set_fixed_time(clock.now)


def runs_scripts(hands: Hands) -> bool:
    return hands.checks or isinstance(hands, Keyboard)


def the_day(hands: Hands, clock: Clock, dose: Infusion) -> None:
    hands.follow("Care", within=".menu")
    hands.follow("Plan the day")
    hands.follow("The day, step by step")
    hands.is_at("Infusion day, dose 6")
    for button in ("I am here", "I had the first medicines", "The infusion started"):
        the_phone_reads(hands, clock)
        hands.push(button)
        hands.sees("Noted, with the time.")
        clock.put_on(minutes=6)
    the_pause(hands, clock)
    hands.unfold("Lot number")
    hands.write("Lot number", "H0472B11")
    hands.push("Keep the number")
    hands.sees(re.compile("H0472B11"))
    hands.sees(re.compile("6 minutes"))
    clock.put_on(hours=4)
    the_phone_reads(hands, clock)
    hands.push("The infusion ended")
    hands.push("I am home")
    told = list(Tap.objects.filter(infusion=dose).order_by("at", "pk").values_list("kind", flat=True))
    assert told == ["arrive", "premedication", "start", "pause", "resume", "lot", "stop", "home"], "each exactly once"
    hands.push("Mark as given")
    hands.sees("Noted. The days after it follow from there.")


def the_pause(hands: Hands, clock: Clock) -> None:
    """With scripts the network goes away in the middle of it: what is tapped waits in sight, and arrives once."""
    the_phone_reads(hands, clock)
    hands.push("Note a pause")
    hands.sees("Noted, with the time.")
    clock.put_on(minutes=6)
    the_phone_reads(hands, clock)
    if not runs_scripts(hands):
        hands.push("It goes on")
        return
    page = hands.page
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    no_network(page, page.context)
    hands.use(hands.find("button", "It goes on", "main"))
    waits(page, 1)
    assert not Tap.objects.filter(kind="resume").exists()
    with page.expect_navigation():
        page.context.set_offline(False)
    nothing_waits(page)


def three_evenings(hands: Hands, clock: Clock, dose: Infusion) -> None:
    for feeling in ("Sleepy from the first medicines", "Tired", "Fine"):
        clock.put_on(hours=1)
        the_phone_reads(hands, clock)
        hands.follow("Care", within=".menu")
        hands.sees("How is it tonight?")
        hands.follow("Note this evening")
        hands.choose("radio", feeling, within="#evening")
        hands.push("Save this evening")
        hands.sees("Noted. Rest well.")
        expect(hands.page.locator("[aria-labelledby='evenings-h'] li", has_text=feeling)).to_be_visible()
        clock.put_on(hours=23)
    told = Tap.objects.filter(infusion=dose, kind="evening").order_by("at")
    assert [tap.said["feeling"] for tap in told] == ["premed", "tired", "fine"]


def day_ten(hands: Hands) -> None:
    hands.follow("Care", within=".menu")
    hands.follow("My cycles")
    hands.sees("All your cycles on top of each other")
    hands.sees("This cycle, so far")
    hands.unfold("See the numbers as a table")
    hands.sees(re.compile("in 4 full cycles"))
    hands.sees(re.compile("began on December 1, 2026, is on day 10"))


def told_to_others(hands: Hands) -> None:
    hands.follow("Home", within=".menu")
    hands.follow("More pictures, topics, groups")
    hands.write(re.compile("How are things today"), "This dose is behind me. Window seat.")
    hands.push("Share", within="main")
    hands.sees("This dose is behind me. Window seat.")
    hands.sees("Ocrevus, 6th dose")


def what_follows(hands: Hands, feed: str) -> None:
    hands.follow("Care", within=".menu")
    hands.sees(re.compile("Tuesday, June 1, 2027"))
    told = Client().get(feed).text
    assert "DTSTART;VALUE=DATE:20270601" in told and "SUMMARY:Appointment" in told, "no hour is known of it yet"
    assert "Ocrevus" not in told and "ocrelizumab" not in told
