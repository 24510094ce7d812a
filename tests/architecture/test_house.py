"""What linters cannot see: foreign keys and templates point down, files stay small, every room is on the plan."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.floors import FLOOR, HOUSE

ROOT = HOUSE.parent
LONGEST = 300
TAG = re.compile(r'{%\s*(?:extends|include)\s+"([^"#]+)')
OF_THE_HOUSE = {"base": "base", "components": "base", "allauth": "members", "account": "members", "mfa": "members"}


def tracked(pattern):
    listed = subprocess.run(["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for path in listed.stdout.split("\n") if path and (ROOT / path).exists()]


def test_every_room_is_on_the_plan():
    rooms = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert rooms == set(FLOOR)


@pytest.mark.parametrize("room", sorted(FLOOR))
def test_foreign_keys_point_down(room):
    try:
        config = apps.get_app_config(room)
    except LookupError:
        pytest.fail(f"{room} is not among the installed apps")
    climbing = []
    for model in config.get_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or target is None or target._meta.app_label not in FLOOR:
                continue
            if FLOOR[target._meta.app_label] > FLOOR[room]:
                climbing.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert climbing == []


def test_templates_extend_and_include_from_below():
    climbing = []
    for path in HOUSE.glob("*/templates/**/*.html"):
        room = path.relative_to(HOUSE).parts[0]
        for name in TAG.findall(path.read_text()):
            owner = OF_THE_HOUSE.get(name.split("/")[0], name.split("/")[0])
            if FLOOR.get(owner, 0) > FLOOR[room]:
                climbing.append(f"{path.relative_to(HOUSE)} uses {name}")
    assert climbing == []


def test_no_file_has_two_things_in_it():
    lengths = {
        path: len((ROOT / path).read_text().splitlines()) for path in tracked("*.py") if "/migrations/" not in path
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize(
    "forbidden",
    [
        r"GenericForeignKey",
        r"(?:post|pre)_(?:save|delete)\b",
        r"m2m_changed",
        r"\.extra\(",
        r'fields = "__all__"',
    ],
)
def test_nobody_writes(forbidden):
    search = re.compile(forbidden)
    found = [path for path in tracked("myelin/*.py") if search.search((ROOT / path).read_text())]
    assert found == []


def test_views_and_templates_reach_things_through_gates_only():
    """`Model.objects.get(pk=…)` and the like belong in models, queries and actions."""
    unscoped = re.compile(r"get_object_or_404\(\s*([A-Z]\w+),|\b([A-Z]\w+)\.objects\.(?:get|filter|exclude|all)\(")
    allowed = {"Topic"}  # the same for everybody
    found = []
    for path in tracked("myelin/*.py"):
        if not re.search(r"/(views|api|templatetags)(/|\.py)", path) or "/tests/" in path:
            continue
        for number, line in enumerate(Path(ROOT / path).read_text().splitlines(), 1):
            match = unscoped.search(line)
            if match and (match.group(1) or match.group(2)) not in allowed:
                found.append(f"{path}:{number}: {line.strip()}")
    assert found == ALLOWED_LOOKUPS


ALLOWED_LOOKUPS: list[str] = []


def test_the_project_speaks_only_of_itself():
    """No path of one machine and no registry host in what is committed."""
    own = re.compile(r"(?:^|[ =\"'(])/(?:wo" r"rk|ro" r"ot|ho" r"me/[a-z]+)/|regis" r"try *= *http|index-u" r"rl *=")
    found = [
        path
        for path in tracked("*")
        if not path.endswith((".lock", ".mo", ".woff2", ".png", ".jpg", ".webp"))
        and own.search((ROOT / path).read_text())
    ]
    assert found == []


PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
    r"|(?<![\w-])(?:margin|padding|inset)\s*:\s*[^\s;()]+ (?P<one>[^\s;()]+) [^\s;()]+ (?!(?P=one)\s*[;}])[^\s;()]+\s*[;}]"
)


def test_our_styles_know_a_start_and_an_end_and_no_left_and_right():
    """A language that is read from right to left needs no styles of its own."""
    found = [
        f"{path}: {one.group()}"
        for path in tracked("myelin/*.css")
        for one in PHYSICAL.finditer((ROOT / path).read_text())
    ]
    assert found == []


@pytest.mark.parametrize("style", ["margin-left: 1px;", "left: 0;", "text-align: right;", "inset: 0 1px auto 0;"])
def test_a_left_or_right_is_found(style):
    assert PHYSICAL.search(style)


@pytest.mark.parametrize("style", ["margin-inline-start: 1px;", "inset-inline: 0 1px;", "padding: 0 1px 2px 1px;"])
def test_a_start_or_end_is_not(style):
    assert not PHYSICAL.search(style)
