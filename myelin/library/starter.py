"""The articles that come with a pack: read from its folder, written as drafts, put before the medical reviewers.

Nobody has signed them, so none of them is on the site until a clinician of this community has.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from myelin.library import actions
from myelin.library.models import ArticlePage, GlossaryWord, Kind
from myelin.library.sentences import FACT_LISTS
from myelin.members.models import Member
from myelin.pack.folder import PackError
from myelin.pack.loading import Counts, load_rows
from myelin.pack.models import Topic

type Written = Mapping[str, Any]
"""One file of the starter library, read and checked."""

SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NEEDED = ("slug", "title", "kind", "summary", "topics", "body")
_PLAIN = {"short_version", "heading", "text", "drug", "drug_table", "side_effects", "tests", "glossary", "quote_prompt"}
_STRUCTURED = {"fact", *FACT_LISTS}


def read_starter(folder: Path) -> list[Written]:
    """Read the articles of a pack, in the order of their numbers.

    Raises PackError with the file and what is wrong in it.
    """
    found: list[Written] = []
    for path in sorted((folder / "library").glob("[0-9]*.yaml")):
        written = _yaml(path)
        missing = [name for name in _NEEDED if not isinstance(written, dict) or not written.get(name)]
        if missing:
            raise PackError(f"library/{path.name}: “{missing[0]}” is missing.")
        if written["kind"] not in Kind.values:
            raise PackError(f"library/{path.name}, at kind: “{written['kind']}” is none of {', '.join(Kind.values)}.")
        if len(written["summary"]) > 100:
            raise PackError(f"library/{path.name}, at summary: it is longer than 100 characters.")
        found.append({**written, "body": [_block(one, f"library/{path.name}") for one in written["body"]]})
    return found


@transaction.atomic
def load_starter(
    *, folder: Path, now: datetime, authors: Mapping[str, Member] | None = None, submit: bool = True
) -> Counts:
    """Bring the starter library in as drafts that wait for a medical review. Twice changes nothing.

    An article that somebody changed here is theirs, and is never written over.
    authors: who wrote which article, by slug; only a demo community has such people.
    """
    _load_glossary(folder)
    known = {article.slug: article for article in ArticlePage.objects.select_related("latest_revision")}
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    made = changed = 0
    for written in read_starter(folder):
        mark = _mark(written)
        before = known.get(written["slug"])
        if before is not None and (before.starter == mark or not _is_ours(before)):
            continue
        article = _write(written, topics, (authors or {}).get(written["slug"]), mark, now)
        if submit:
            actions.submit_for_review(article=article, by=article.author, now=now)
        made, changed = (made + 1, changed) if before is None else (made, changed + 1)
    return Counts("articles", made=made, changed=changed, kept=len(known))


def _write(
    written: Written, topics: Mapping[str, Topic], author: Member | None, mark: str, now: datetime
) -> ArticlePage:
    return actions.write_article(
        title=written["title"],
        slug=written["slug"],
        body=written["body"],
        author=author,
        kind=written["kind"],
        summary=written["summary"],
        minutes=int(written.get("minutes", 0)),
        topics=[topics[slug] for slug in written["topics"] if slug in topics],
        starter=mark,
        now=now,
    )


def _is_ours(article: ArticlePage) -> bool:
    """Whether nobody of this community has touched it: the pack wrote its newest version."""
    latest = article.latest_revision
    return bool(article.starter) and latest is not None and latest.user_id is None


def _load_glossary(folder: Path) -> None:
    path = folder / "library" / "glossary.yaml"
    if path.exists():
        rows = {
            str(word): {"short": told["short"], "fact_key": told.get("fact") or ""}
            for word, told in _yaml(path).items()
        }
        load_rows(GlossaryWord, rows, key="word")


def _block(one: Any, name: str) -> dict[str, Any]:
    """A block of the file as the body of an article keeps it."""
    if not isinstance(one, dict):
        raise PackError(f"{name}, at body: each block has a name.")
    kinds = [key for key in one if key in _PLAIN | _STRUCTURED]
    if len(kinds) != 1:
        raise PackError(f"{name}, at body: no block is called “{next(iter(one), '')}”.")
    kind = kinds[0]
    value = one[kind]
    match kind:
        case "fact":
            value = {"lead": one.get("lead", ""), "fact": value}
        case "facts":
            value = {"title": one.get("title", ""), "facts": value}
        case "warning":
            value = {"title": value["title"], "facts": value.get("facts", [])}
        case "checklist":
            value = {"title": value.get("title", ""), "facts": value.get("facts", []), "items": value.get("items", [])}
    return {"type": kind, "value": value}


def _mark(written: Written) -> str:
    return hashlib.sha256(json.dumps(written, sort_keys=True).encode()).hexdigest()


def _yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf8"), Loader=SAFE)  # noqa: S506 - both are safe loaders
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PackError(f"library/{path.name}: it cannot be read ({error}).") from error
