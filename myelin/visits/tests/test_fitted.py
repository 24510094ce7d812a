"""What is hidden is gone, and what does not fit is told in a number: nothing is cut off."""

from __future__ import annotations

from myelin.visits.brief import LINES, Brief, Part, Plot, Row, _lines, as_json, fitted, without


def page(*parts: Part, note: str = "") -> Brief:
    return Brief("Ana", "For Dr. Lind", "Since then", note, 0, list(parts))


def part(key: str, rows: int, **more) -> Part:
    return Part(
        key, key.capitalize(), [Row(f"{key}/{n}", f"{key} {n}", "words " * 10, "/there/") for n in range(rows)], **more
    )


def test_a_hidden_row_and_a_hidden_part_are_not_there():
    told = without(page(part("tests", 2), part("doses", 3)), {"tests", "doses/1"}, tells=False)
    assert [row.key for one in told.parts for row in one.rows] == ["doses/0", "doses/2"]
    assert told.left_out == 0


def test_how_many_parts_miss_something_is_told_only_when_wished():
    brief = page(part("tests", 2), part("doses", 3), part("beside", 1))
    assert without(brief, {"tests", "doses/1"}, tells=True).left_out == 2


def test_a_part_that_lost_all_its_rows_does_not_say_that_there_are_none():
    told = without(page(part("relapses", 1, empty="None that I noted.")), {"relapses/0"}, tells=False)
    assert told.parts == []


def test_a_roomy_page_stays_as_it_is():
    brief = page(part("questions", 3), part("tests", 4))
    assert fitted(brief) == brief


def test_a_full_page_says_how_many_more_there_are():
    kinds = ("doses", "changes", "beside", "tests", "relapses")
    told = fitted(page(part("questions", 3), *(part(kind, 40) for kind in kinds), note="Much to say. " * 30))
    assert _lines(told) <= LINES
    assert [len(one.rows) + one.more for one in told.parts] == [3, *[40] * 5]
    assert len(told.parts[0].rows) == 3


def test_the_drawing_goes_last_of_all():
    plot = Plot([("line", "M0 0L1 1", "")], ["Jan"], "", [("line", "Tiredness")])
    told = fitted(page(part("tests", 40), Part("cycle", "Tiredness", [], lead="In short", plot=plot)))
    assert told.parts[1].plot is not None
    assert fitted(told, at_least=6).parts[1].plot is None


def test_what_is_kept_for_others_has_no_ways_to_the_entries():
    assert "/there/" not in str(as_json(page(part("tests", 2, entries="/there/"))))
