"""Members' own words in other languages: read from the pack, checked, and found by."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from myelin.pack.actions import load_vocabulary
from myelin.pack.folder import PackError, fingerprint, read_pack
from myelin.pack.queries import symptom_word_groups
from myelin.pack.tests.packs import SHIPPED, small_pack, write
from myelin.search import actions as search
from myelin.search import counting
from myelin.search.tests.factories import refs, tell

VISITOR = AnonymousUser()


@pytest.fixture
def texts(db):
    load_vocabulary(read_pack(SHIPPED), now=timezone.now())
    tell("update:1", "", "Does anybody else get brain fog in the afternoon?")
    tell("update:2", "", "Con la niebla mental no hay quien lea.")
    tell("update:3", "", "Seeing two of everything since Monday: double vision.")
    search.set_synonyms(symptom_word_groups())
    counting.count_all_words()


@pytest.mark.parametrize("words", ["niebla mental", "mente nublada", "brain fog"])
def test_a_symptom_is_found_by_its_name_in_another_language(texts, words):
    assert set(refs(VISITOR, words)) == {"update:1", "update:2"}


@pytest.mark.parametrize("words", ["diplopía", "diplopia", "visión doble"])
def test_accents_may_be_left_out(texts, words):
    assert refs(VISITOR, words) == ["update:3"]


def test_every_word_of_the_shipped_pack_is_for_a_symptom_that_it_names():
    pack = read_pack(SHIPPED)
    assert set(pack.words["es"]["symptoms"]) <= {row["id"] for row in pack.symptoms}


def test_words_for_what_the_pack_does_not_know_are_refused(tmp_path):
    small_pack(tmp_path)
    folder = write(tmp_path)
    before = fingerprint(folder)
    (folder / "words").mkdir()
    (folder / "words" / "es.yaml").write_text("symptoms: {green-hair: [pelo verde]}")
    assert fingerprint(folder) != before
    with pytest.raises(PackError, match=r"words/es.yaml, at symptoms: the pack knows no “green-hair”"):
        read_pack(folder)
    (folder / "words" / "es.yaml").write_text("symptoms: {green-hair: pelo verde}")
    with pytest.raises(PackError, match=r"words/es.yaml, at symptoms/green-hair"):
        read_pack(folder)
