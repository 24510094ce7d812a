"""A pack is checked at the door, and what is wrong is told by file and place."""

from pathlib import Path
from typing import Any

import pytest

from myelin.pack.folder import PackError, fingerprint, read_pack
from myelin.pack.tests.packs import SHIPPED, baseline_tests, demomab, fact, small_pack, words, write


def test_the_pack_that_ships_is_whole():
    pack = read_pack(SHIPPED)
    assert len(pack.medicines) == 22
    assert len(pack.tests) == 30
    assert len({topic.slug for topic in pack.topics}) >= 24
    assert pack.help_lines[0].country == "any"


def test_a_small_pack_is_read(tmp_path: Path):
    pack = small_pack(tmp_path)
    assert (pack.brand, pack.condition, list(pack.medicines)) == ("Demo", "demo condition", ["demomab"])


def test_the_fingerprint_changes_with_any_file_and_only_then(tmp_path: Path):
    before = fingerprint(write(tmp_path))
    assert fingerprint(write(tmp_path)) == before
    assert fingerprint(write(tmp_path, pack=words() | {"slug": "other"})) != before


def wrong(part: str, value: Any) -> dict[str, Any]:
    return demomab() | {part: value}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"pack": None}, "pack.yaml is missing"),
        ({"pack": words() | {"topics": []}}, "pack.yaml, at topics"),
        ({"pack": words() | {"topics": words()["topics"] * 2}}, "pack.yaml, at topics/1: “waiting” is there twice"),
        ({"pack": words() | {"secret": 1}}, "pack.yaml, at the top"),
        ({"pack": ["a list"]}, "pack.yaml, at the top"),
        ({"demomab": wrong("id", "other")}, "formulary/demomab.yaml, at id"),
        ({"demomab": wrong("route", {"value": "by mail"})}, "formulary/demomab.yaml, at route"),
        ({"demomab": wrong("route", fact("by mail", src=[{"ref": "gone"}]))}, "no source is called “gone”"),
        ({"demomab": wrong("route", fact("by mail", src=[{"ref": "recalled"}]))}, "its basis is read"),
        ({"baseline_tests": baseline_tests() | {"tests": []}}, "no test is called “patience”"),
    ],
)
def test_what_is_wrong_is_told_by_file_and_place(tmp_path: Path, changes: dict[str, Any], sentence: str):
    with pytest.raises(PackError) as told:
        small_pack(tmp_path, **changes)
    assert sentence in str(told.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a: [1,\n  b", "pack.yaml, at line"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"!!python/object/apply:os.system ['true']", "pack.yaml, at line 1"),
        (b"x" * 2_000_001, "larger than"),
        (b"", "pack.yaml, at the top"),
    ],
)
def test_a_file_that_is_no_yaml_is_refused_with_a_sentence(tmp_path: Path, content: bytes, sentence: str):
    (write(tmp_path) / "pack.yaml").write_bytes(content)
    with pytest.raises(PackError) as told:
        read_pack(tmp_path)
    assert sentence in str(told.value)
