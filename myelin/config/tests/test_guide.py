"""The operator's guide names every setting, as `env.py` has it."""

from __future__ import annotations

from myelin.config import env, guide


def test_the_table_of_the_guide_is_in_step() -> None:
    text = (env.CHECKOUT / "docs" / "operators-guide.md").read_text()
    shown = text.split(guide.BEGIN)[1].split(guide.END)[0].strip()
    assert shown == guide.table(), "Put what `bin/myelin settings` prints into docs/operators-guide.md"


def test_every_setting_has_a_meaning_that_is_a_sentence() -> None:
    for variable in env.VARIABLES:
        assert variable.meaning.endswith("."), variable.name
