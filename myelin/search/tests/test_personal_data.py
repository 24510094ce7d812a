import json

import pytest
from django.contrib.auth.models import AnonymousUser

from myelin.search import personal_data
from myelin.search.tests.factories import refs, tell

pytestmark = pytest.mark.django_db


def test_the_export_names_what_is_findable(ana, ben):
    tell("update:1", "Stairs", author=ana)
    tell("update:2", "Stairs", author=ben)
    export = personal_data.export_for(ana)
    assert [row["url"] for row in export["findable"]] == ["/update:1/"]
    assert json.dumps(export)


def test_erasing_makes_unfindable_what_was_theirs_alone(ana, ben, noon):
    tell("update:1", "Stairs", author=ana)
    tell("update:2", "Stairs", author=ben)
    personal_data.erase_for(ana, now=noon)
    personal_data.erase_for(ana, now=noon)
    assert refs(AnonymousUser(), "stairs") == ["update:2"]
