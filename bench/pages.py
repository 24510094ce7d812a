"""What the hot pages cost, on a community that is invented for it.

    .venv/bin/python bench/pages.py [--members 1000] [--posts 20000] [--requests 200] [--url http://localhost:9000/]

Starts `myelin up` on a data folder of its own, fills it, and measures: feed, question with 20 answers, article, search,
posting an update; for visitors and for members. CPU is that of the web processes and the database together, from one
request after the other; it is the figure to trust, because no load on the machine moves it. `--url` is another page on
this machine, asked in turns with each of ours; the last column then says how many times longer it takes. The first
line is the least that any answer costs here: on a busy machine it grows, and all others with it.

Nothing is asserted: the budgets stand beside the figures, and what may not grow (statements) is held by tests.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from pages_community import Community, fill
from pages_meter import Processes, Request, Timing, Visitor, one_by_one, together
from throwaway import CHECKOUT

MOST_SECONDS_TO_START = 180.0
MOST_SECONDS_TO_WORK_OFF = 600.0
CROWD_SECONDS = 1.5
WARMING = 30
CSRF = "c" * 32


@dataclass(frozen=True)
class Measured:
    """One page as one kind of reader asks for it, and the budgets of a page like it."""

    name: str
    who: str
    make: Callable[[int], Request]
    cpu_ms: float | None = None
    statements: int | None = None


def pages(community: Community, cookies: list[str]) -> Iterator[Measured]:
    """Every page to measure, in the order of the report. `cookies` are those of signed-in members."""

    def get(path: str, *, member: bool = False) -> Callable[[int], Request]:
        return lambda n: Request(path, {"Cookie": cookies[n % len(cookies)]} if member else {})

    def search(*, member: bool) -> Callable[[int], Request]:
        return lambda n: get(f"/search/?q={quote(words[n % len(words)])}", member=member)(n)

    def post(*, member: bool) -> Callable[[int], Request]:
        return lambda n: Request(
            "/updates/new/", {"Cookie": cookies[n % len(cookies)] if member else CSRF_COOKIE}, form()
        )

    words = community.searches
    yield Measured("no page: /healthz", "visitor", get("/healthz"))
    yield Measured("front page", "visitor", get("/"), 1.2, 1)
    yield Measured("front page", "member", get("/", member=True), 2.0, 3)
    yield Measured("feed", "visitor", get("/updates/"))
    yield Measured("feed", "member", get("/updates/", member=True), 2.0, 3)
    yield Measured("question, 20 answers", "visitor", get(community.question), 1.2, 2)
    yield Measured("question, 20 answers", "member", get(community.question, member=True), 2.0, 2)
    yield Measured("article", "visitor", get(community.article), 1.2, 1)
    yield Measured("article", "member", get(community.article, member=True))
    yield Measured("search", "visitor", search(member=False))
    yield Measured("search", "member", search(member=True), 8.0)
    yield Measured("post an update", "visitor", post(member=False))
    yield Measured("post an update", "member", post(member=True), 5.0, 6)


CSRF_COOKIE = f"csrf={CSRF}"


def form() -> str:
    """The composer of the feed, filled in; each time with a key of its own."""
    words = "An afternoon in the garden, slowly, with a chair in the shade. " * 5
    fields = {"csrfmiddlewaretoken": CSRF, "once": str(uuid.uuid4()), "text": words, "mood": "good", "audience": "3"}
    return urlencode(fields)


def sign_in(members: list[int]) -> list[str]:
    """Make a session for each member; return the cookies that a browser would send."""
    from django.conf import settings
    from django.contrib import auth

    from myelin.members.models import Member
    from myelin.members.sessions import SessionStore

    cookies = []
    for member in Member.objects.filter(pk__in=members):
        session = SessionStore()
        session[auth.SESSION_KEY] = str(member.pk)
        session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[auth.HASH_SESSION_KEY] = member.get_session_auth_hash()
        session.save()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {CSRF_COOKIE}")
    return cookies


def statements(page: Measured, host: str) -> tuple[int, int]:
    """How many statements a page sends, asked in this process; and how many steps of transactions beside them."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": host})
    for number in range(2):
        request = page.make(number * 10)
        with CaptureQueriesContext(connection) as seen:
            kind = "application/x-www-form-urlencoded"
            if request.body is None:
                client.get(request.path, headers=request.headers)
            else:
                client.post(request.path, request.body, content_type=kind, headers=request.headers)
    steps = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
    control = sum(query["sql"].lstrip().upper().startswith(steps) for query in seen)
    return len(seen) - control, control


def report(page: Measured, address: str, other: str, count: int, web: Processes, database: Processes) -> None:
    """Measure one page and print its line."""
    visitor = Visitor(address)
    one_by_one(visitor, page.make, WARMING)
    before = web.cpu_ms(), database.cpu_ms()
    timing, answer = one_by_one(visitor, lambda n: page.make(n + WARMING), count)
    asked = len(timing.seconds)
    python, rows = (web.cpu_ms() - before[0]) / asked, (database.cpu_ms() - before[1]) / asked
    rate = together(address, page.make, CROWD_SECONDS)
    sent, control = statements(page, address.removeprefix("http://"))
    budget = f"{page.cpu_ms:.1f}" if page.cpu_ms else "–"
    most = f"{page.statements}" if page.statements else "–"
    print(
        f"{page.name:21}{page.who:8}{answer.status:5}{python + rows:7.2f}{budget:>5}{python:7.2f}{rows:6.2f}"
        f"{sent:5}{most:>3}{control:5}{rate:8.0f}{timing.part(0.5):8.2f}{timing.part(0.99):8.2f}"
        f"{answer.raw / 1000:8.1f}{answer.sent / 1000:7.1f}{_ratio(page, address, other, timing):>7}",
        flush=True,
    )


def _ratio(page: Measured, address: str, other: str, timing: Timing) -> str:
    """How many times longer the page at `other` takes than ours, asked in turns."""
    if not other:
        return ""
    ours, theirs = Visitor(address), Visitor(other)
    mine, foreign = Timing(), Timing()
    for turn in range(20):
        mine.seconds += one_by_one(ours, lambda n, turn=turn: page.make(turn * 5 + n), 5)[0].seconds
        foreign.seconds += one_by_one(theirs, lambda n: Request(other.split("/", 3)[-1].join(["/", ""])), 5)[0].seconds
    return f"{foreign.part(0.5) / mine.part(0.5):.1f} ×"


@contextmanager
def up(folder: Path) -> Iterator[tuple[str, int]]:
    """Run `myelin up` on `folder` and a free port; give its address and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "myelin.config.cli", "up", "--port", str(port), "--data", str(folder)]
    with (folder / "up.log").open("wb") as log:
        running = subprocess.Popen(command, cwd=CHECKOUT, env=environ, stdout=log, stderr=log)
    try:
        _wait(running, address, folder)
        yield address, running.pid
    finally:
        running.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            running.wait(60)


def _wait(running: subprocess.Popen[bytes], address: str, folder: Path) -> None:
    give_up = time.monotonic() + MOST_SECONDS_TO_START
    while time.monotonic() < give_up and running.poll() is None:
        with suppress(OSError):
            if Visitor(address).ask(Request("/readyz")).status == 200:
                return
        time.sleep(0.2)
    raise SystemExit(f"Myelin did not start.\n{(folder / 'up.log').read_text()}")


def set_up_django(folder: Path, address: str) -> None:
    """Let this process see what the started one sees."""
    sys.path.insert(0, str(CHECKOUT))
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"MYELIN_DATA": str(folder), "MYELIN_SITE_URL": address, "MYELIN_ALLOWED_HOSTS": "*"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "myelin.config.settings"
    import django

    django.setup()


def work_off() -> None:
    """Wait until the worker has nothing left to do: it follows what was filled in, on the processors of the pages."""
    from django.db import connection

    give_up = time.monotonic() + MOST_SECONDS_TO_WORK_OFF
    waiting = True
    while waiting and time.monotonic() < give_up:
        time.sleep(1)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                " AND coalesce(scheduled_at, now()) <= now())"
            )
            (waiting,) = cursor.fetchone()
    if waiting:
        print("The worker is not through with its queue; what follows is dearer for it.")


def descend(root: int, name: str) -> Processes:
    """The processes below `root` that call themselves `name`."""
    found = [pid for pid in Processes((root,)).pids() if Path(f"/proc/{pid}/comm").read_text().strip().startswith(name)]
    return Processes(tuple(found))


def main(members: int, posts: int, count: int, other: str) -> None:
    """Start, fill, measure, stop."""
    with tempfile.TemporaryDirectory(prefix="myelin-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the database's own account has to pass through
        with up(folder) as (address, pid):
            set_up_django(folder, address)
            start = time.monotonic()
            community = fill(members, posts)
            print(f"{members} members, {posts} posts; filled in {time.monotonic() - start:.0f} s; {address}")
            cookies = sign_in(community.readers)
            work_off()
            web, postmaster = (
                descend(pid, "myelin web"),
                int((folder / "pg18" / "postmaster.pid").read_text().split()[0]),
            )
            database = Processes((postmaster,))
            print(
                f"\n{'':34}{'CPU ms a request':^25}{'statements':^13}{'':8}{'wall clock, ms':^16}{'HTML, kB':^15}\n"
                f"{'page':21}{'who':8}{'code':>5}{'all':>7}{'≤':>5}{'web':>7}{'db':>6}{'':1}{'n':>4}{'≤':>3}{'tx':>5}"
                f"{'req/s':>8}{'p50':>8}{'p99':>8}{'raw':>8}{'sent':>7}"
            )
            for page in pages(community, cookies):
                report(page, address, other, count, web, database)
            print(
                f"\nmemory (PSS): web {web.pss_mib():.0f} MiB (≤ 260), database {database.pss_mib():.0f} MiB, "
                f"everything {Processes((pid, postmaster)).pss_mib():.0f} MiB (≤ 450)"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=1_000)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--requests", type=int, default=200, help="of each page, one after the other")
    parser.add_argument("--url", default="", help="another page on this machine, to compare with")
    options = parser.parse_args()
    main(options.members, options.posts, min(options.requests, 5_000), options.url)
