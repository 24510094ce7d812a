"""Every environment variable that Myelin reads, in one place.

Each has a type, a default and one line of meaning; the table in the operator's guide is made from `VARIABLES`.
A wrong value stops the start with a sentence that names the variable.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

CHECKOUT = Path(__file__).resolve().parents[2]


class WrongSetting(SystemExit):
    """Stops the start; its text names the variable and says what it takes."""


@dataclass(frozen=True)
class Variable[T]:
    """One environment variable: how it is read, what it is when nobody sets it, and what it means."""

    name: str
    kind: str
    default: T
    meaning: str
    parse: Callable[[str], T]

    def read(self, environ: Mapping[str, str]) -> T:
        """The value from the environment, or the default when it is unset or empty."""
        raw = environ.get(self.name, "").strip()
        if not raw:
            return self.default
        try:
            return self.parse(raw)
        except ValueError as problem:
            shown = "set" if "KEY" in self.name or "URL" in self.name else repr(raw)  # may hold a password
            raise WrongSetting(f"{self.name} is {shown}, but {problem}. It takes {self.kind}.") from None


def _switch(raw: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if raw.lower() not in words:
        raise ValueError("that is neither on nor off")
    return words[raw.lower()]


def _number(lowest: int, highest: int) -> Callable[[str], int]:
    def parse(raw: str) -> int:
        if not raw.isdigit() or not lowest <= int(raw) <= highest:
            raise ValueError(f"that is not a whole number from {lowest} to {highest}")
        return int(raw)

    return parse


def _url(*schemes: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        parts = urlsplit(raw)
        if parts.scheme not in schemes:
            raise ValueError(f"that does not begin with {' or '.join(s + '://' for s in schemes)}")
        try:
            port = parts.port
        except ValueError:
            port = 0
        if port == 0:
            raise ValueError("its port is not a number from 1 to 65535")
        if not parts.hostname and not parts.query:
            raise ValueError("it names no host")
        return raw

    return parse


def _path_or_url(raw: str) -> str:
    if not raw.startswith("/") and urlsplit(raw).scheme not in {"http", "https"}:
        raise ValueError("that is neither a path nor an address")
    return raw


def _secret(shortest: int) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if len(raw) < shortest:
            raise ValueError(f"that has fewer than {shortest} characters")
        return raw

    return parse


def _fernet(raw: str) -> str:
    with _no_such_key():
        Fernet(raw)
    return raw


def _address(raw: str) -> str:
    name, _at, host = parseaddr(raw)[1].partition("@")
    if not name or not host:
        raise ValueError("that is no e-mail address")
    return raw


def _hosts(raw: str) -> tuple[str, ...]:
    names = _words(raw)
    if any("/" in name for name in names):
        raise ValueError("that holds more than names")
    return names


def _push_hosts(raw: str) -> tuple[str, ...]:
    if raw.lower() == "none":
        return ()
    names = tuple(name.lower() for name in _hosts(raw))
    if any(":" in name and not name.rpartition(":")[2].isdigit() for name in names):
        raise ValueError("one of its ports is no number")
    return names


def _push_key(raw: str) -> str:
    with _no_such_key():
        if len(base64.urlsafe_b64decode(raw + "=")) != 32:
            raise ValueError
    return raw


@contextmanager
def _no_such_key() -> Iterator[None]:
    """Say it in words of ours: those of libraries are about bytes, and end as whole sentences."""
    try:
        yield
    except ValueError:
        raise ValueError("that is no such key") from None


def _words(raw: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in raw.split(",") if word.strip())


def _default_data() -> Path:
    # PostgreSQL refuses to run as root and has to reach its folder as another user.
    return Path("/var/lib/myelin") if os.geteuid() == 0 else CHECKOUT / ".data"


def _folder(raw: str) -> Path:
    return Path(raw).expanduser().resolve()


MYELIN_DATA = Variable(
    "MYELIN_DATA", "a folder", _default_data(), "Everything that lives: database, media, mail, keys.", _folder
)
HOST = Variable(
    "MYELIN_HOST", "a name or a number", "127.0.0.1", "Where pages are served; `0.0.0.0` for everybody.", str
)
PORT = Variable("MYELIN_PORT", "a whole number", 8000, "The port of the pages.", _number(1, 65535))
WEB_PROCESSES = Variable("MYELIN_WEB_PROCESSES", "a whole number", 2, "Processes that serve pages.", _number(1, 64))
LIVE_PORT = Variable(
    "MYELIN_LIVE_PORT",
    "a whole number",
    0,
    "The port of the live streams; when unset the next free one behind MYELIN_PORT.",
    _number(0, 65535),
)
LIVE_URL = Variable(
    "MYELIN_LIVE_URL",
    "a path, or http://… or https://…",
    "",
    "Where browsers reach the live streams; unset: `/live` behind a proxy, else their port on the same host.",
    _path_or_url,
)
DATABASE_URL = Variable(
    "DATABASE_URL",
    "postgresql://user:password@host:port/name",
    "",
    "A PostgreSQL 15+ server; without it the embedded one is used.",
    _url("postgres", "postgresql"),
)
NO_CHECKSUMS = Variable(
    "MYELIN_ACCEPT_NO_CHECKSUMS", "on or off", False, "Run on a server that cannot tell when its disk lies.", _switch
)
PG_BIN = Variable[Path | None](
    "MYELIN_PG_BIN", "a folder", None, "Programs of PostgreSQL 18 to use instead of the shipped ones.", _folder
)
SECRET_KEY = Variable(
    "MYELIN_SECRET_KEY",
    "50 or more random characters",
    "",
    "Signs sessions and links; made in the keys folder when unset.",
    _secret(50),
)
FIELD_KEY = Variable(
    "MYELIN_FIELD_KEY",
    "a Fernet key: 44 characters",
    "",
    "Encrypts health notes at rest; made in the keys folder when unset.",
    _fernet,
)
PUSH_KEY = Variable(
    "MYELIN_PUSH_KEY",
    "a P-256 private key: 43 characters of base64url",
    "",
    "Signs notices to browsers (VAPID); made in the keys folder when unset.",
    _push_key,
)
PUSH_HOSTS = Variable[tuple[str, ...]](
    "MYELIN_PUSH_HOSTS",
    "host names, separated by commas, each with a port when it is not 443; `none` for none",
    ("fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com"),
    "Push services, with the names below them, that carry notices to browsers; no other address is ever called.",
    _push_hosts,
)
SITE_URL = Variable(
    "MYELIN_SITE_URL",
    "http://… or https://…",
    "",
    "The address members type; with https the cookies become secure.",
    _url("http", "https"),
)
ALLOWED_HOSTS = Variable[tuple[str, ...]](
    "MYELIN_ALLOWED_HOSTS",
    "host names, separated by commas",
    (),
    "Host names answered beside the one of MYELIN_SITE_URL.",
    _hosts,
)
TRUSTED_PROXIES = Variable(
    "MYELIN_TRUSTED_PROXIES",
    "a whole number",
    0,
    "How many proxies in front may name the client's address.",
    _number(0, 9),
)
EMAIL_URL = Variable(
    "EMAIL_URL",
    "smtp://user:password@host:port or smtps://…",
    "",
    "The mail server; without it mail is written to files in the data folder.",
    _url("smtp", "smtps", "smtp+tls"),
)
MAIL_FROM = Variable("MYELIN_MAIL_FROM", "an e-mail address", "myelin@localhost", "The sender of all mail.", _address)
DEBUG = Variable("MYELIN_DEBUG", "on or off", False, "Developers' error pages; never on a public address.", _switch)
DEMO = Variable("MYELIN_DEMO", "on or off", False, "Marks the site as a demo and shows the operator its mail.", _switch)
COMMUNITY_NAME = Variable("MYELIN_COMMUNITY_NAME", "words", "Myelin", "What the community is called on its pages.", str)
ROOM = Variable(
    "MYELIN_ROOM",
    "MiB, a whole number",
    1024,
    "What should stay free on the disk of the data folder; `doctor` says when it is less.",
    _number(1, 10**9),
)
LARGEST_FILE = Variable(
    "MYELIN_LARGEST_FILE",
    "MB, a whole number",
    1000,
    "The largest file of care that a member may bring; a proxy in front has to let as much through.",
    _number(3, 100_000),
)
PACK = Variable(
    "MYELIN_PACK",
    "a folder",
    CHECKOUT / "packs" / "ms",
    "The condition pack: vocabulary, formulary, topics, starter library.",
    _folder,
)
VARIABLES: tuple[Variable[Any], ...] = tuple(value for value in globals().values() if isinstance(value, Variable))
"""In the order of this file, which is the order of the table in the operator's guide."""


def read_all(environ: Mapping[str, str]) -> None:
    """Read every variable, so that a wrong one stops the start and not the first page that needs it."""
    for variable in VARIABLES:
        variable.read(environ)
