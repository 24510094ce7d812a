"""Everything said on screen is said in every language of the house. `bin/messages` mends what these find."""

from __future__ import annotations

import pytest
from django.conf import settings

from myelin.config.catalogue import HOUSE, faults, marked, sentences_in_python
from myelin.config.catalogue_file import Catalogue, Sentence, compiled, read, write

LANGUAGES = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.fixture(scope="module")
def sentences():
    return marked()


def folder_of(language):
    return HOUSE / "locale" / language / "LC_MESSAGES"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_marked_sentence_is_translated_with_its_placeholders(language, sentences):
    found = faults(read(folder_of(language) / "django.po"), sentences)
    assert found == [], f"Run bin/messages, then add to {language}/LC_MESSAGES/django.po:\n" + "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_made_from_the_written_one(language):
    catalogue = read(folder_of(language) / "django.po")
    assert (folder_of(language) / "django.mo").read_bytes() == compiled(catalogue), "Run bin/messages"


def test_a_sentence_is_found_wherever_it_is_marked():
    source = '_("one")\nngettext("a day", "days", n)\npgettext_lazy("who", "back")\nprint("not said")\ngettext(name)'
    assert set(sentences_in_python(source)) == {
        Sentence("", "one", ""),
        Sentence("", "a day", "days"),
        Sentence("who", "back", ""),
    }


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ([""], "not translated"),
        (["Hola, %(nombre)s"], "placeholders differ"),
        (["Hola, <b>%(name)s</b>"], "placeholders differ"),
    ],
)
def test_what_is_missing_is_named_with_its_place(said, fault):
    hello = Sentence("", "Hello, %(name)s", "")
    [line] = faults(Catalogue("", {hello: said}), {hello: ["home/views.py"]})
    assert line.startswith(f"home/views.py: {fault}: 'Hello, %(name)s'")


def test_a_catalogue_is_read_as_it_was_written(tmp_path):
    keys = {Sentence("", 'A "quoted"\nline', ""): ["a.py"], Sentence("who", "%d day", "%d days"): ["b.py", "c.html"]}
    said = dict(zip(keys, (['Una "línea"\n'], ["%d día", "%d días"]), strict=True))
    write(tmp_path / "django.po", Catalogue("Plural-Forms: nplurals=2; plural=n != 1;\n", said), keys)
    assert read(tmp_path / "django.po").said == said


def test_a_merge_keeps_what_both_sides_translated(tmp_path):
    po = tmp_path / "django.po"
    ours, theirs = (f'#: {who}.py\nmsgid "{who}"\nmsgstr "{said}"\n' for who, said in [("you", "tú"), ("me", "yo")])
    po.write_text(f"<<<<<<< main\n{ours}\n=======\n{theirs}>>>>>>> mine\n")
    assert read(po).said == {Sentence("", "you", ""): ["tú"], Sentence("", "me", ""): ["yo"]}
