"""What other rooms ask about the pack."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from myelin.pack.folder import Pack, fingerprint, read_pack
from myelin.pack.models import LoadedPack, Symptom


@lru_cache(maxsize=2)
def _read_once(folder: Path) -> Pack:
    return replace(read_pack(folder), formulary={})


def current_pack() -> Pack:
    """The pack of this install: brand, roles, moods, help lines. Read once a process; without the formulary."""
    return _read_once(Path(settings.PACK_DIR))


def is_loaded(folder: Path) -> bool:
    """Whether this install was filled from this very folder, byte for byte. Costs no parsing."""
    return LoadedPack.objects.filter(fingerprint=fingerprint(folder)).exists()


def symptom_word_groups() -> list[list[str]]:
    """Words that mean the same to members, in all languages, for search: "Brain fog", "cog fog", "Niebla mental" …"""
    return [
        [row.name, row.clinical_term, *row.synonyms, *(said["name"] for said in row.in_languages.values())]
        for row in Symptom.objects.current()
    ]
