"""Bring the invented people in: accounts, profiles, whom they follow, their circles and groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group as Staff

from myelin.demo.moments import YEAR, not_before
from myelin.demo.script import FIELDS, Person
from myelin.discussion.models import TopicFollow
from myelin.members.models import Audience, Consent, Follow, Grant, Member, Profile, Purpose
from myelin.members.staff import AUTHORS, MODERATORS, OPERATORS, REVIEWERS
from myelin.pack.models import Symptom, Topic
from myelin.people.models import HardThing, Treatment
from myelin.therapies.models import Therapy

type Cast = Mapping[str, Member]
"""The demo members by handle."""

DUTIES = {"author": AUTHORS, "reviewer": REVIEWERS, "moderator": MODERATORS, "operator": OPERATORS}
"""The staff group that goes with a duty."""


def invite(people: Sequence[Person], *, now: datetime, rng: Random) -> Cast:
    """Make the accounts with their profiles. Nobody can sign in yet: passwords are for `logins` to make."""
    members = Member.objects.bulk_create(_member(person, now=now, rng=rng) for person in people)
    by_handle = {member.handle: member for member in members}
    Profile.objects.bulk_create(_profile(person, by_handle[person.handle], now=now) for person in people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, verified=True, primary=True) for member in members
    )
    Consent.objects.bulk_create(
        Consent(
            member=member,
            purpose=Purpose.ACCOUNT,
            version=f"{member.joined_at:%Y-%m}",
            given_at=member.joined_at,
        )
        for member in members
    )
    _give_duties(people, by_handle)
    return by_handle


def _member(person: Person, *, now: datetime, rng: Random) -> Member:
    days = person.joined_days_ago
    joined = now - (timedelta(days=days) if days is not None else YEAR + timedelta(days=rng.uniform(2, 200)))
    return Member(
        email=f"{person.handle}@demo.invalid",
        handle=person.handle,
        name=person.name,
        role=person.role,
        time_zone=person.time_zone,
        password=make_password(None),
        credentials=person.credentials,
        organisation=person.organisation,
        is_staff=bool(person.duty),
        is_demo=True,
        lens=list(person.lens),
        joined_at=joined,
        welcomed_at=joined + timedelta(minutes=4),
    )


def _profile(person: Person, member: Member, *, now: datetime) -> Profile:
    told = None if person.told_years_ago is None else now.year - person.told_years_ago
    shows = {"region": person.shows.get("country", Audience.ME), **person.shows}
    audiences = {f"{field}_audience": shows[field] for field in FIELDS if field in shows}
    return Profile(
        member=member,
        context_line=person.line,
        about=person.about,
        ms_type=person.ms_type,
        told_year=told,
        country=person.country,
        region=person.region,
        **audiences,
    )


def tell_roads(people: Sequence[Person], cast: Cast, *, now: datetime) -> None:
    """Let them tell what they are on and what is hard, to whoever may see their type; the newest keep it to themselves."""
    medicines = {row.slug: row for row in Therapy.objects.current()}
    symptoms = {row.slug: row for row in Symptom.objects.current()}
    treatments, things = [], []
    for person in people:
        member, audience = cast[person.handle], person.shows.get("ms_type", Audience.ME)
        if person.medicine in medicines:
            since = (now - timedelta(days=30 * person.since_months)).year
            treatments.append(
                Treatment(member=member, therapy=medicines[person.medicine], since_year=since, audience=audience)
            )
        things += [HardThing(member=member, symptom=symptoms[slug], audience=audience) for slug in person.hard]
    Treatment.objects.bulk_create(treatments)
    HardThing.objects.bulk_create(things)


def _give_duties(people: Sequence[Person], cast: Cast) -> None:
    for person in people:
        if group := DUTIES.get(person.duty):
            cast[person.handle].groups.add(Staff.objects.get_or_create(name=group)[0])


def bring_together(people: Sequence[Person], cast: Cast, *, now: datetime, rng: Random) -> None:
    """Let members follow topics and each other, and let a few into each circle."""
    topics = {topic.slug: topic for topic in Topic.objects.current()}
    TopicFollow.objects.bulk_create(
        TopicFollow(
            member=cast[person.handle],
            topic=topics[slug],
            followed_at=cast[person.handle].joined_at,
        )
        for person in people
        for slug in person.topics
    )
    follows, grants = [], []
    for person in people:
        friends = _like_minded(person, people, rng)
        for place, friend in enumerate(friends):
            later = max(cast[person.handle].joined_at, cast[friend.handle].joined_at)
            when = not_before(later + timedelta(days=rng.uniform(1, 90)), later, now=now)
            pair = cast[person.handle], cast[friend.handle]
            follows.append(Follow(follower=pair[0], followee=pair[1], followed_at=min(when, now)))
            if place < 2:
                grants.append(Grant(owner=pair[0], friend=pair[1], granted_at=min(when, now)))
    Follow.objects.bulk_create(follows)
    Grant.objects.bulk_create(grants)


def _like_minded(person: Person, people: Sequence[Person], rng: Random) -> list[Person]:
    """Five to sixteen others, those who share more topics the likelier."""
    others = [other for other in people if other is not person]
    shared = {other.handle: len(set(person.topics) & set(other.topics)) for other in others}
    others.sort(key=lambda other: shared[other.handle] + rng.uniform(0, 2.5), reverse=True)
    return others[: rng.randint(5, 16)]
