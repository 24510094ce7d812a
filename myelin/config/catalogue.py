"""Our sentences in other languages: finds what is marked, keeps the catalogue in step, compiles it.

`bin/messages` does all of it and names what is missing. Nothing but the standard library and Django is needed.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from myelin.config.catalogue_file import Catalogue, Sentence, compiled, read, write

HOUSE = Path(__file__).parents[1]
NOT_OURS_TO_SAY = {"tests", "migrations", "demo"}
#: What a call says: which of its arguments is the context, the sentence, and the sentence for many.
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
}
STRING = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
CALL_IN_TEMPLATE = re.compile(rf"\b(?:n?p?gettext|_)\(\s*{STRING}(?:, ?{STRING})*(?:, ?count)?\s*\)")
#: What must come through a translation unharmed: placeholders and tags.
FIXED = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\w*\}|</?[a-z][^>]*>")


def marked(house: Path = HOUSE) -> dict[Sentence, list[str]]:
    """Every sentence marked for translation, with the files it stands in."""
    found: dict[Sentence, list[str]] = {}
    for path in sorted(house.rglob("*")):
        place = path.relative_to(house)
        if NOT_OURS_TO_SAY & set(place.parts) or not path.is_file():
            continue
        for sentence in sentences_in(path):
            places = found.setdefault(sentence, [])
            if str(place) not in places:
                places.append(str(place))
    return found


def sentences_in(path: Path) -> Iterator[Sentence]:
    if path.suffix == ".py":
        yield from sentences_in_python(path.read_text())
    elif "templates" in path.parts and path.suffix in {".html", ".txt", ".xml"}:
        for call in CALL_IN_TEMPLATE.finditer(templatize(path.read_text())):
            yield from sentences_in_python(call.group())


def sentences_in_python(source: str) -> Iterator[Sentence]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        said = [part.value if isinstance(part, ast.Constant) else None for part in node.args]
        parts = ["" if at is None else said[at] if at < len(said) else None for at in CALLS.get(name, ())]
        if parts and all(isinstance(part, str) for part in parts):
            yield Sentence(*map(str, parts))


def step(language: str) -> tuple[Catalogue, list[str]]:
    """The catalogue brought in step with the house, and what is wrong with it, one line each."""
    folder = HOUSE / "locale" / language / "LC_MESSAGES"
    known = read(folder / "django.po")
    sentences = marked()
    catalogue = Catalogue(known.header, {key: known.said.get(key, [""] * (2 if key.many else 1)) for key in sentences})
    write(folder / "django.po", catalogue, sentences)
    (folder / "django.mo").write_bytes(compiled(catalogue))
    return catalogue, faults(catalogue, sentences)


def faults(catalogue: Catalogue, sentences: dict[Sentence, list[str]]) -> list[str]:
    """Sentences that have no translation, or one that lost a placeholder or a tag."""
    found = []
    for sentence, places in sentences.items():
        said = catalogue.said.get(sentence, [])
        if not said or not all(said):
            found.append(f"{places[0]}: not translated: {sentence.one!r}")
            continue
        for original, translation in zip((sentence.one, sentence.many), said, strict=False):
            if sorted(FIXED.findall(original)) != sorted(FIXED.findall(translation)):
                found.append(f"{places[0]}: placeholders differ: {original!r} / {translation!r}")
    return found


def main(languages: list[str]) -> int:
    wrong = []
    for language in languages or [folder.name for folder in (HOUSE / "locale").iterdir()]:
        catalogue, found = step(language)
        print(f"{language}: {len(catalogue.said)} sentences, {len(found)} to mend")
        wrong += found
    print(*wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
