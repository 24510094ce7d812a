"""What long files of care cost, in seconds and peak memory: a phone's health file, our own bundle out and in, a table.

    .venv/bin/python bench/exchange.py [--xml-mb 1000] [--years 10] [--symptoms 40]

Files are built first, in a process of their own each, on a database that is thrown away. What is measured is a new
process for each step, so that its peak is its own. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import IO, Any

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from bench.throwaway import database  # noqa: E402  after the path is set

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
PIECE = 1 << 16


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--xml-mb", type=int, default=1_000, help="How large the health file of a phone unpacks.")
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--symptoms", type=int, default=40)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="myelin-bench-") as folder, database():
        own, phone = Path(folder) / "own.json", Path(folder) / "export.zip"
        from django.core.management import call_command

        call_command("loadpack", verbosity=0)
        print(f"{'step':34} {'MB':>7} {'seconds':>8} {'MB/s':>6} {'peak MB':>8} {'of it own':>10}")
        step(f"build {told.xml_mb} MB of a phone", _build_phone, phone, told.xml_mb)
        held = step("seal it while it comes", _hold, phone, of=phone)
        step("read it", _read, "walker", held, of=phone)
        step("take it", _take, "walker")
        step("keep a diary", _keep_diary, told.years, told.symptoms)
        step("write our own bundle", _write, own)
        held = step("seal it while it comes", _hold, own, of=own)
        step("read it", _read, "reader", held, of=own)
        step("take it", _take, "reader")
        step("write it once more", _compare, own, of=own)
        rows = Path(folder) / "days.csv"
        step("build a long table", _build_table, rows)
        held = step("seal it while it comes", _hold, rows, of=rows)
        step("read it", _read, "counter", held, of=rows)
        step("take it", _take, "counter")


def step(name: str, work: Callable[..., Any], *told: Any, of: Path | None = None) -> Any:
    """Do one step in a process of its own, and say what it cost."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=_alone, args=(there, work, told))
    process.start()
    there.close()
    seconds, rest, peak, found = here.recv()
    process.join()
    size = of.stat().st_size / 1e6 if of else 0.0
    print(
        f"{name:34} {size:7.1f} {seconds:8.1f} {size / seconds if size else 0:6.1f} {peak:8.0f} {peak - rest:10.0f}",
        flush=True,
    )
    return found


def _alone(there: Any, work: Callable[..., Any], told: tuple[Any, ...]) -> None:
    from django.db import connections

    connections.close_all()
    start, rest = time.perf_counter(), most_mb()
    found = work(*told)
    there.send((time.perf_counter() - start, rest, most_mb(), found))


def most_mb() -> float:
    """The most that this process ever had in memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024


def _build_phone(path: Path, size_mb: int) -> None:
    """A watch and a phone: steps and beats every few minutes, and stretches of each night, for years."""
    head = b'<?xml version="1.0"?><!DOCTYPE HealthData [<!ATTLIST Record type CDATA #IMPLIED>]><HealthData>'
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("apple_health_export/export.xml", "w", force_zip64=True) as file,
    ):
        file.write(head)
        _fill(file, size_mb * 1_000_000)
        file.write(b"</HealthData>")


def _fill(file: IO[bytes], size: int) -> None:
    moment, number, written = datetime(2026, 10, 30, tzinfo=UTC), 0, 0
    while written < size:
        lines = []
        for _ in range(500):
            number, moment = number + 1, moment - timedelta(seconds=40)
            kind = ("HeartRate", "StepCount", "HeartRate", "RestingHeartRate")[number % 4]
            lines.append(
                f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="Watch" sourceVersion="{number % 97}.1"'
                f' device="&lt;&lt;HKDevice: 0x{os.urandom(4).hex()}&gt;, name:Watch&gt;" unit="count"'
                f' creationDate="{moment:%Y-%m-%d %H:%M:%S} +0000" startDate="{moment:%Y-%m-%d %H:%M:%S} +0000"'
                f' endDate="{moment:%Y-%m-%d %H:%M:%S} +0000" value="{40 + number % 90}"/>\n'
            )
        written += file.write("".join(lines).encode())


def _hold(path: Path) -> str:
    from myelin.media.sealed import HELD

    return HELD.keep(_pieces(path))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _read(handle: str, name: str) -> None:
    from myelin.exchange import actions
    from myelin.exchange.models import Found, Reading

    reading = actions.bring(member=_member(handle), name=name, now=NOW)
    actions.read_on(number=reading.pk, now=NOW)
    told = Reading.objects.get(pk=reading.pk)
    print(f"  {Found.objects.filter(reading=reading).count():,} entries {told.why}")


def _take(handle: str) -> None:
    from myelin.exchange import actions
    from myelin.exchange.models import Found, Reading

    reading = Reading.objects.of(_member(handle))[0]
    if actions.leave_to_worker(reading=reading, by=reading.member, now=NOW):
        actions.take_wanted(number=reading.pk, now=NOW)
    else:
        actions.take(reading=reading, by=reading.member, now=NOW)
    print(f"  {Found.objects.filter(reading=reading, standing='taken').count():,} taken")


def _member(handle: str) -> Any:
    from myelin.members import actions as members
    from myelin.members.models import Member, Purpose

    found = Member.objects.filter(handle=handle).first()
    if found is None:
        named = {"name": handle.capitalize(), "handle": handle, "time_zone": "UTC"}
        found = Member.objects.create_user(f"{handle}@example.org", **named)
        members.give_or_withdraw(member=found, purpose=Purpose.ACCOUNT, agrees=True, now=NOW)
    return found


def _keep_diary(years: int, symptoms: int) -> None:
    from myelin.companion import actions as care
    from myelin.pack.models import Symptom

    member, slugs = _member("writer"), list(Symptom.objects.current().values_list("slug", flat=True)[:symptoms])
    note = "Slept long, walked to the lake and back, tired in the afternoon, better after a rest.\n" * 3
    days: dict[date, tuple[dict[str, Any], str]] = {}
    for back in range(years * 365):
        values = {
            "mood": "okay",
            "energy": back % 11,
            "symptoms": {slug: (back + at) % 11 for at, slug in enumerate(slugs)},
        }
        days[NOW.date() - timedelta(days=back)] = (values, note.strip())
    care.keep_days(member=member, days=days, today=NOW.date(), now=NOW)
    measured = {day: {"steps": 4_000, "sleep": 430, "heart_rate": 70} for day in days}
    care.keep_measures(member=member, days=measured, today=NOW.date(), now=NOW)


def _write(path: Path) -> None:
    from myelin.exchange.fhir.bundle import bundle

    with path.open("wb") as file:
        file.writelines(bundle(_member("writer"), now=NOW))


def _build_table(path: Path) -> None:
    """Every day of sixty years, with a long note: more than the largest table that was ever read whole."""
    note = "Slept long, walked to the lake and back, tired in the afternoon. " * 30
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("day,mood,energy,fatigue,note\n")
        for back in range(60 * 365):
            file.write(f"{NOW.date() - timedelta(days=back)},okay,{back % 11},{back % 9},{note}\n")


def _compare(path: Path) -> None:
    from myelin.exchange.fhir.bundle import bundle

    size = sum(len(piece) for piece in bundle(_member("reader"), now=NOW))
    print(f"  {size:,} bytes, {path.stat().st_size:,} the first time")


if __name__ == "__main__":
    main()
