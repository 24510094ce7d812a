"""Secrets that this install made for itself, kept in the data folder and outside the database."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec


def kept(folder: Path, name: str, make: Callable[[], str]) -> str:
    """The secret called `name`, made on first use. Two processes that start at once agree on one."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = folder / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
        _keep_through_a_power_cut(folder)
    return path.read_text().strip()


def push_key() -> str:
    """A fresh key to sign notices with, as push services want it: P-256, its number alone."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()


def open_to_others(folder: Path) -> list[Path]:
    """Secrets that somebody else on this machine could read."""
    return [path for path in [folder, *folder.glob("*")] if path.exists() and path.stat().st_mode & 0o077]


def _keep_through_a_power_cut(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
