"""What something is about, by the pack's own words."""

from __future__ import annotations

import pytest

from myelin.pack.models import Topic
from myelin.pack.queries import current_pack
from myelin.pack.themes import themes_in


@pytest.mark.parametrize(
    ("words", "themes"),
    [
        ("My PML test came back", ["pml"]),
        ("my pml test", ["pml"]),
        ("A new wheelchair, and it is red.", ["mobility-aids"]),
        ("Two **wheelchairs**", ["mobility-aids"]),
        ("wheel\u200bchair", ["mobility-aids"]),
        ("Let us talk about the end-of-life care", ["end-of-life"]),
        ("the end\nof life", ["end-of-life"]),
        ("Needles and a wheelchair", ["mobility-aids", "needles"]),
        ("A walk in the garden", []),
        ("We studied the jabberwocky; he was dieselpunk", []),
        ("", []),
    ],
)
def test_words_hint_at_themes(words, themes):
    assert themes_in(words) == themes


def test_a_topic_implies_its_themes():
    assert themes_in("Tips?", [Topic(slug="injections")]) == ["needles"]
    assert themes_in("Tips?", [Topic(slug="sleep")]) == []


def test_every_word_of_the_pack_is_found_wherever_it_stands():
    for theme in current_pack().themes:
        for word in theme.words:
            plain = word.removesuffix("*")
            for text in (plain, plain.upper(), f"Oh, {plain}!", f"({plain})", f"a_{plain}_b"):
                assert theme.slug in themes_in(text), (text, theme.slug)
