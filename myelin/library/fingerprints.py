"""What exactly a clinician signed: a short text that changes with any word of an article."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

SIGNED = (
    "title",
    "kind",
    "summary",
    "author",
    "topics",
    "sponsor",
    "what_changed",
    "body",
    "seo_title",
    "search_description",
)
"""The fields of an article that a reader sees and a signature stands for."""


def fingerprint(content: Mapping[str, Any]) -> str:
    """The fingerprint of a version, from the content of its revision or the article's `serializable_data()`.

    A revision may be overwritten in place while somebody writes, so its number does not say what it holds.
    """
    seen = {name: content.get(name) for name in SIGNED}
    if isinstance(seen["body"], str):
        seen["body"] = json.loads(seen["body"])
    return hashlib.sha256(json.dumps(seen, sort_keys=True, default=str).encode()).hexdigest()
