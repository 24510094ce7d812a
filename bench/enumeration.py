#!/usr/bin/env python3
"""Whether a clock tells who is a member: bench/enumeration.py [--pairs N]

Signs in with a wrong password, asks for a new password, and joins: in turn with the address of a member and with one
that nobody has, each as a fresh browser from an address of its own. Prints for each form, in milliseconds, how long
either took (p10, p50, p90), the difference of the medians, and the chance that two samples of the same distribution lie
so far apart (Mann-Whitney, two-sided). Runs inside one process on a throw-away database, without network and proxies,
so what is left is our own work. Asserts nothing about time.
"""

from __future__ import annotations

import argparse
import logging
import math
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from throwaway import database

PASSWORD = "a quiet lake at dawn"
WARM_UP = 5
AIM_MS, AIM_P = 2.0, 0.01
type Fields = Callable[[str], dict[str, str]]

FORMS: dict[str, tuple[str, Fields]] = {
    "sign in": ("/login/", lambda email: {"login": email, "password": "not the right password"}),
    "new password": ("/password/reset/", lambda email: {"email": email}),
    "join": ("/join/", lambda email: {"email": email, "name": "Lia", "password1": PASSWORD}),
}


@dataclass
class Sample:
    """Milliseconds that one kind of address took."""

    times: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The answer that so many of all are no slower than."""
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))]


def main() -> None:
    """Measure each form and print two lines and a verdict for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=200)
    pairs = parser.parse_args().pairs
    print(f"{pairs} pairs a form, load average {os.getloadavg()[0]:.1f} at the start")
    with database():
        # A form that comes back with errors is what is measured here, not news.
        logging.getLogger("django.request").setLevel(logging.ERROR)
        _prepare(pairs)
        for name, (path, fields) in FORMS.items():
            known, unknown = measure(path, fields, pairs)
            _show(name, known, unknown)


def measure(path: str, fields: Fields, pairs: int) -> tuple[Sample, Sample]:
    """Ask for a known and an unknown address in turn; which of the two comes first is left to chance."""
    known, unknown = Sample(), Sample()
    chance = random.Random(7)
    for number in range(-WARM_UP, pairs):
        turns = [(known, f"member{number % pairs}@example.org"), (unknown, f"{_word(chance)}@example.org")]
        chance.shuffle(turns)
        for sample, email in turns:
            took = _ask(path, fields(email), network=number % 250)
            if number >= 0:
                sample.times.append(took)
    return known, unknown


def _ask(path: str, sent: dict[str, str], *, network: int) -> float:
    from django.core.cache import cache
    from django.test import Client

    # Limits are not what is measured here; with a full table of them the form would say 429 to everybody.
    cache.clear()
    browser = Client(REMOTE_ADDR=f"10.1.{network}.1", HTTP_HOST="localhost")
    began = time.perf_counter()
    answer = browser.post(path, sent)
    took = 1_000 * (time.perf_counter() - began)
    assert answer.status_code in {302, 303, 422}, answer.status_code
    return took


def chance_of(known: Sample, unknown: Sample) -> float:
    """The two-sided p of the Mann-Whitney U test, by its normal approximation; ties do not happen on such a clock."""
    ranked = sorted([(took, True) for took in known.times] + [(took, False) for took in unknown.times])
    n, m = len(known.times), len(unknown.times)
    ranks = sum(place for place, (_took, is_known) in enumerate(ranked, 1) if is_known)
    distance = ranks - n * (n + 1) / 2 - n * m / 2
    return math.erfc(abs(distance) / math.sqrt(n * m * (n + m + 1) / 12) / math.sqrt(2))


def _prepare(number: int) -> None:
    """People who joined long ago, one for each pair."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password
    from django.core.management import call_command
    from django.utils import timezone

    from myelin.members import actions
    from myelin.members.models import Member

    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    sealed, now = make_password(PASSWORD), timezone.now()
    for place in range(number):
        usual: dict[str, Any] = {"name": "Lia", "handle": f"lia-{place}", "joined_at": now, "welcomed_at": now}
        member = Member.objects.create(email=f"member{place}@example.org", password=sealed, **usual)
        actions.begin_profile(member=member)
        EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)


def _word(chance: random.Random) -> str:
    return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=9))


def _show(name: str, known: Sample, unknown: Sample) -> None:
    for kind, sample in (("a member's", known), ("nobody's", unknown)):
        figures = "  ".join(f"p{share} {sample.at(share / 100):7.2f}" for share in (10, 50, 90))
        print(f"{name:14} {kind:12} {figures}  ms")
    apart = known.at(0.5) - unknown.at(0.5)
    print(
        f"{'':14} medians {apart:+.2f} ms apart (aim {AIM_MS:.0f}), p = {chance_of(known, unknown):.3f} (aim > {AIM_P})"
    )


if __name__ == "__main__":
    main()
