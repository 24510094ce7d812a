"""Nothing of a member is forgotten: every table that points at one is named where it is exported and erased."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from inspect import getsource

import pytest
from django.apps import apps

from myelin.members.models import Member

NOBODYS = {
    "wagtailcore": "what staff do in the editor: it points at a number that means nobody after an erasure",
    "wagtailadmin": "what staff have open in the editor",
    "wagtailusers": "how the editor looks to staff",
    "wagtaildocs": "documents of the library, put there by staff",
    "wagtailimages": "pictures of the library, put there by staff",
    "wagtailsearchpromotions": "what staff recommend in the library's search",
}
HOMES = {"account": "members", "mfa": "members", "usersessions": "members"}
"""Tables of django-allauth are looked after where members are."""


def pointing_at_members():
    for model in apps.get_models(include_auto_created=False):
        own = [field for field in model._meta.get_fields() if field.concrete and field.model is model]
        if any(field.related_model is Member for field in own):
            yield model


def sources_of(room: str) -> str:
    name = f"myelin.{room}.personal_data"
    return getsource(import_module(name)) if find_spec(name) else ""


@pytest.mark.parametrize("model", list(pointing_at_members()), ids=lambda model: model._meta.label)
def test_every_table_with_a_member_is_exported_and_erased(model):
    if model._meta.app_label in NOBODYS:
        return
    room = HOMES.get(model._meta.app_label, model._meta.app_label)
    assert model.__name__ in sources_of(room), f"{model._meta.label} is named in no personal_data.py"


def test_the_test_finds_tables():
    names = {model.__name__ for model in pointing_at_members()}
    assert {"Profile", "Thread", "Comment", "Course", "Notice", "EmailAddress"} <= names
