"""Read a condition pack from its folder and check it at the door. Pure: no database.

pack.yaml            name, brand, roles, types, moods, help lines, topics, themes
locale/*.yaml        what topics, symptoms and themes are called in another language, a file each
words/*.yaml         more words of members for the symptoms in another language, for search, a file each
formulary/*.yaml     medicines, tests, symptoms, the day of an infusion: facts with their sources
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

type Document = Mapping[str, Any]
"""One checked file of the formulary."""

_SCHEMAS = Path(__file__).parent / "schemas"
_PARTS = {"baseline_tests": "tests_file", "infusion_day": "infusion_file", "symptoms": "symptoms_file"}
_NO_TEST = "none_mandatory"
_LARGEST_FILE = 2_000_000
_READ_AS = b"1"
"""Raised when the same files are to be understood in another way, so that every install loads them again."""


class PackError(Exception):
    """A pack that cannot be used; the sentence names the file, the place in it, and what is wrong."""


@dataclass(frozen=True, slots=True)
class Word:
    """A choice with a name: a role, a type, a mood."""

    slug: str
    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class TopicWords:
    """A topic that members can post under and follow."""

    slug: str
    name: str
    about: str
    group: str


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """Something that a member may want covered: the words that hint at it, the topics that are about it as a whole.

    `name` is written as it stands in the middle of a sentence. A word that ends in * stands for all that begin so.
    """

    slug: str
    name: str
    words: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Whom to call. `country` is an ISO code, or "any"; without a number the name says what to look for."""

    country: str
    name: str
    number: str
    for_what: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A checked pack. `fingerprint` changes whenever any byte of it does."""

    slug: str
    condition: str
    short: str
    brand: str
    line: str
    second_line: str
    roles: tuple[Word, ...]
    types: tuple[Word, ...]
    moods: tuple[Word, ...]
    help_lines: tuple[HelpLine, ...]
    topics: tuple[TopicWords, ...]
    themes: tuple[ThemeWords, ...]
    formulary: Mapping[str, Document]
    fingerprint: str
    locale: Mapping[str, Document]
    words: Mapping[str, Document]

    def more_words(self, part: str, slug: str) -> list[str]:
        """What else members say for a symptom, in any language."""
        return [word for document in self.words.values() for word in document.get(part, {}).get(slug, ())]

    def in_languages(self, part: str, slug: str) -> dict[str, dict[str, str]]:
        """What a topic or symptom says in other languages: by language, then by field."""
        words = {language: document.get(part, {}).get(slug) for language, document in self.locale.items()}
        return {
            language: {"name": said} if isinstance(said, str) else dict(said)
            for language, said in words.items()
            if said
        }

    @property
    def medicines(self) -> dict[str, Document]:
        """The files of the formulary that tell of one medicine, by their id."""
        return {name: document for name, document in self.formulary.items() if name not in _PARTS}

    @property
    def tests(self) -> list[Document]:
        """The tests that medicines ask for."""
        return list(self.formulary.get("baseline_tests", {}).get("tests", ()))

    @property
    def symptoms(self) -> list[Document]:
        """The symptoms that members can note, with their own words for them."""
        return list(self.formulary.get("symptoms", {}).get("symptoms", ()))


def fingerprint(folder: Path) -> str:
    """A short text that changes whenever a file of the pack does. Reads the files, does not understand them."""
    digest = hashlib.sha256(_READ_AS)
    for path in _files(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def read_pack(folder: Path) -> Pack:
    """Read and check a pack.

    Raises:
        PackError: the folder, a file or a value in it is not as it should be.
    """
    words = _checked(folder / "pack.yaml", folder, "pack.json")
    _each_once(words, "pack.yaml")
    _check_themes(words, "pack.yaml")
    paths = sorted((folder / "formulary").glob("*.yaml"))
    formulary = {path.stem: _checked(path, folder, "formulary.json") for path in paths}
    _check_references(formulary)
    locale = {path.stem: _checked(path, folder, "locale.json") for path in sorted((folder / "locale").glob("*.yaml"))}
    words_too = {path.stem: _checked(path, folder, "words.json") for path in sorted((folder / "words").glob("*.yaml"))}
    known = {
        "topics": {row["slug"] for row in words["topics"]},
        "themes": {row["slug"] for row in words.get("themes", ())},
        "symptoms": {row["id"] for row in formulary.get("symptoms", {}).get("symptoms", ())},
    }
    _check_translated("locale", locale, known)
    _check_translated("words", words_too, known)
    return Pack(
        slug=words["slug"],
        condition=words["condition"]["name"],
        short=words["condition"]["short"],
        brand=words["brand"]["name"],
        line=words["brand"]["line"],
        second_line=words["brand"]["second_line"],
        roles=_words(words["roles"]),
        types=_words(words["types"]),
        moods=_words(words["moods"]),
        help_lines=tuple(
            HelpLine(row["country"], row["name"], row.get("number", ""), row["for"]) for row in words["help_lines"]
        ),
        topics=tuple(TopicWords(**row) for row in words["topics"]),
        themes=tuple(
            ThemeWords(row["slug"], row["name"], tuple(row["words"]), tuple(row.get("topics", ())))
            for row in words.get("themes", ())
        ),
        formulary=formulary,
        fingerprint=fingerprint(folder),
        locale=locale,
        words=words_too,
    )


def facts_in(document: Any, path: str = "") -> Iterator[tuple[str, Document]]:
    """Every fact of a file with its place in it: whatever has a basis and a source is one."""
    if isinstance(document, Mapping):
        if "basis" in document and "src" in document:
            yield path, document
        for key, value in document.items():
            if key != "sources":
                yield from facts_in(value, f"{path}/{key}")
    elif isinstance(document, list):
        for place, value in enumerate(document):
            yield from facts_in(value, f"{path}/{place}")


def _files(folder: Path) -> list[Path]:
    parts = (path for part in ("formulary", "locale", "words") for path in (folder / part).glob("*.yaml"))
    return sorted([*folder.glob("pack.yaml"), *parts])


def _words(rows: list[Document]) -> tuple[Word, ...]:
    return tuple(Word(**row) for row in rows)


def _checked(path: Path, folder: Path, schema: str) -> dict[str, Any]:
    name = path.relative_to(folder).as_posix()
    document = _read(path, name)
    definition = json.loads((_SCHEMAS / schema).read_text(encoding="utf8"))
    if schema == "formulary.json":
        definition = {"$ref": f"#/$defs/{_PARTS.get(path.stem, 'drug')}", "$defs": definition["$defs"]}
    error = next(iter(Draft202012Validator(definition).iter_errors(document)), None)
    if error is not None:
        place = "/".join(map(str, error.absolute_path)) or "the top"
        raise PackError(f"{name}, at {place}: {error.message[:300]}.")
    if not isinstance(document, dict):
        raise PackError(f"{name}, at the top: named values are needed.")
    return document


def _read(path: Path, name: str) -> Any:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise PackError(f"{name}: it is larger than {_LARGEST_FILE} bytes.")
        return yaml.load(path.read_bytes().decode("utf8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        raise PackError(f"{path} is missing. Is the pack's folder right?") from None
    except OSError as error:
        raise PackError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise PackError(f"{name}, at byte {error.start}: it is not UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise PackError(f"{name}, at line {mark.line + 1 if mark else '?'}: {error.problem}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise PackError(f"{name}: it is not YAML that can be read ({error}).") from error


def _each_once(words: Document, name: str) -> None:
    for part in ("roles", "types", "moods", "topics", "themes"):
        seen: set[str] = set()
        for place, row in enumerate(words.get(part, ())):
            if row["slug"] in seen:
                raise PackError(f"{name}, at {part}/{place}: “{row['slug']}” is there twice.")
            seen.add(row["slug"])


def _check_translated(kind: str, locale: Mapping[str, Document], known: Mapping[str, set[str]]) -> None:
    """What is translated is there to be said."""
    for language, document in locale.items():
        for part, slugs in known.items():
            for slug in document.get(part, {}):
                if slug not in slugs:
                    raise PackError(f"{kind}/{language}.yaml, at {part}: the pack knows no “{slug}”.")


def _check_themes(words: Document, name: str) -> None:
    topics = {row["slug"] for row in words["topics"]}
    for place, row in enumerate(words.get("themes", ())):
        for topic in set(row.get("topics", ())) - topics:
            raise PackError(f"{name}, at themes/{place}/topics: no topic is called “{topic}”.")


def _check_references(formulary: Mapping[str, Document]) -> None:
    """What points somewhere points at something: sources, tests, the file's own name."""
    tests = {row["id"] for row in formulary.get("baseline_tests", {}).get("tests", ())} | {_NO_TEST}
    for name, document in formulary.items():
        if name not in _PARTS and document["id"] != name:
            raise PackError(f"formulary/{name}.yaml, at id: it is “{document['id']}” and not the file's name.")
        for path, fact in facts_in(document):
            place = f"formulary/{name}.yaml, at {path.lstrip('/')}"
            for cited in fact["src"]:
                source = document["sources"].get(cited["ref"])
                if source is None:
                    raise PackError(f"{place}: no source is called “{cited['ref']}”.")
                if source["basis"] != fact["basis"]:
                    raise PackError(f"{place}: its basis is {fact['basis']}, that of “{cited['ref']}” is not.")
            if fact.get("test_id", _NO_TEST) not in tests:
                raise PackError(f"{place}: no test is called “{fact['test_id']}”.")
