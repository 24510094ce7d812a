"""What lies in a folder and all below it."""

from __future__ import annotations

from pathlib import Path


def names(folder: Path) -> list[str]:
    """How the files are called, in order."""
    return sorted(path.name for path in files(folder))


def contents(folder: Path) -> list[bytes]:
    """What is in each of them."""
    return [path.read_bytes() for path in files(folder)]


def files(folder: Path) -> list[Path]:
    """All files, and no folder."""
    return [path for path in folder.rglob("*") if path.is_file()]
