import pytest

from myelin.search.segments import LONGEST, MOST_SEGMENTS, segments


@pytest.mark.parametrize(
    ("message", "texts"),
    [
        ("stairs", ["stairs"]),
        ("Stairs. Can I go slowly? I live high up.", ["Stairs.", "Can I go slowly?", "I live high up."]),
        ("Hello everyone, my name is NAME. Thanks!", ["Hello everyone, my name is NAME. Thanks!"]),
        ("hello", ["hello"]),
        ("", []),
        (" \n . ? !", []),
    ],
)
def test_a_message_falls_into_what_it_asks(message, texts):
    assert segments(message).texts == texts


def test_subjects_and_questions_weigh_more():
    found = segments("The stairs\nI live high up.\nHow do you manage?")
    assert found.weights == [2.0, 1.0, 1.5]


def test_one_segment_alone_is_no_subject():
    assert segments("the stairs").weights == [1.0]


def test_politeness_is_not_looked_for():
    assert "name" not in " ".join(segments("Dear all, my name is Io. How steep is the hill? Thank you so much").texts)


def test_what_is_too_long_is_cut():
    found = segments("One. " * 50_000)
    assert len(found.texts) == MOST_SEGMENTS
    assert sum(map(len, segments("x" * 50_000).texts)) == LONGEST


@pytest.mark.parametrize(("q", "short"), [("ocrevus", True), ("ana b", True), ("is it safe to fly", False)])
def test_a_few_words_are_a_short_query(q, short):
    assert segments(q).short is short
