"""Reads and writes the two files of a gettext catalogue: the one people edit (.po) and the compiled one (.mo)."""

from __future__ import annotations

import ast
import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

MAGIC = 0x950412DE
HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"


class Sentence(NamedTuple):
    """What is said; "" where it has no context, or none for many."""

    context: str
    one: str
    many: str


class Catalogue(NamedTuple):
    header: str
    said: dict[Sentence, list[str]]


def read(path: Path) -> Catalogue:
    """The catalogue of a .po file; an empty one when there is no such file."""
    header, said = HEADER, {}
    for block in (path.read_text() if path.exists() else "").split("\n\n"):
        entry = entry_of(block)
        key = Sentence(entry.get("msgctxt", ""), entry.get("msgid", ""), entry.get("msgid_plural", ""))
        words = [text for name, text in entry.items() if name.startswith("msgstr")]
        if key.one:
            said[key] = words
        elif words:
            header = words[0]
    return Catalogue(header, said)


def entry_of(block: str) -> dict[str, str]:
    """The parts of one entry. Marks of a merge are passed over, so that `bin/messages` settles one by itself."""
    entry: dict[str, str] = {}
    name = ""
    for line in block.split("\n"):
        if not line.strip() or line.startswith(("#", "<<<<<<<", "=======", ">>>>>>>")):
            continue
        if line.startswith('"'):
            entry[name] += ast.literal_eval(line)
        else:
            name, words = line.split(" ", 1)
            entry[name] = ast.literal_eval(words)
    return entry


def write(path: Path, catalogue: Catalogue, places: Mapping[Sentence, Sequence[str]]) -> None:
    """Writes the .po file, ordered by where the sentences stand, so that two hands seldom meet in one line."""
    blocks = ["\n".join(('msgid ""', f"msgstr {quoted(catalogue.header)}"))]
    for key in sorted(catalogue.said, key=lambda key: (places[key][0], key)):
        context, one, many = key
        lines = [f"#: {' '.join(places[key])}"]
        if context:
            lines.append(f"msgctxt {quoted(context)}")
        lines.append(f"msgid {quoted(one)}")
        if many:
            lines.append(f"msgid_plural {quoted(many)}")
            lines += [f"msgstr[{at}] {quoted(words)}" for at, words in enumerate(catalogue.said[key])]
        else:
            lines.append(f"msgstr {quoted(catalogue.said[key][0])}")
        blocks.append("\n".join(lines))
    path.write_text("\n\n".join(blocks) + "\n")


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def compiled(catalogue: Catalogue) -> bytes:
    """The .mo file: a table of the sorted sentences, a table of what is said for them, then the texts."""
    pairs = [("", catalogue.header)]
    for (context, one, many), said in catalogue.said.items():
        if all(said):
            sentence = f"{context}\x04{one}" if context else one
            pairs.append((f"{sentence}\0{many}" if many else sentence, "\0".join(said)))
    encoded = sorted((key.encode(), words.encode()) for key, words in pairs)
    count = len(encoded)
    texts, tables, at = b"", [], 28 + 16 * count
    for column in (0, 1):
        for pair in encoded:
            tables.append(struct.pack("<II", len(pair[column]), at + len(texts)))
            texts += pair[column] + b"\0"
    return struct.pack("<7I", MAGIC, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count) + b"".join(tables) + texts
