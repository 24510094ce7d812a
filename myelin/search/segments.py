"""A message as people type it becomes segments with weights: what it is about, without how politely it was asked.

Pure. The weights were measured on real messages to a medical library; see `bench/search_quality.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 8_000
"""Letters of a message that are read; what follows rarely says anything new."""

MOST_SEGMENTS = 200
SHORT = 3
"""A query of so many words is a name or a topic rather than a message."""

SUBJECT_WORDS = 10
SUBJECT_WEIGHT = 2.0
QUESTION_WEIGHT = 1.5


@dataclass(frozen=True)
class Segments:
    texts: list[str]
    weights: list[float]
    short: bool


def segments(message: str) -> Segments:
    """Split `message` into what it asks, weighted. No segments when nothing is left of it."""
    text = _plain(message)
    cleaned = _POLITE.sub(" . ", _PLACEHOLDER.sub(" ", text))
    parts = [part.strip() for part in _END.split(cleaned)]
    parts = [part for part in parts if _WORD.search(part)][:MOST_SEGMENTS]
    if not parts:
        # "thanks" or "hello" alone is a search too.
        parts = [text.strip()] if _WORD.search(text) else []
    weights = [_weight(part, first=i == 0, alone=len(parts) == 1) for i, part in enumerate(parts)]
    return Segments(parts, weights, short=len(text.split()) <= SHORT)


def _plain(message: str) -> str:
    """Without what PostgreSQL cannot store, and cut to `LONGEST`."""
    return message[:LONGEST].replace("\x00", " ").encode("utf-8", "ignore").decode()


def _weight(part: str, *, first: bool, alone: bool) -> float:
    weight = 1.0
    if first and not alone and len(part.split()) <= SUBJECT_WORDS:
        weight *= SUBJECT_WEIGHT
    if part.endswith("?") or _ASKS.match(part) or _REQUEST.search(part):
        weight *= QUESTION_WEIGHT
    return weight


_WORD = re.compile(r"\w")
_END = re.compile(r"(?<=[.?!])\s+|(?<=[?!])|\.(?=[A-Za-z]{2})|[\r\n]+")
_PLACEHOLDER = re.compile(r"\*?\b(?:NAME|DATE|LOCATION|CONTACT|EMAIL|PHONE)\b\*?")
_POLITE = re.compile(
    r"""(?ix)
      ^\s*(?:no|yes|re|fwd?|subject)\b\s*[.:]\s*
    | ^\s*[\w.]+\s+-\s+(?:general\s+complaint|question(?:\s*-\s*[\w ]+?)?|suggestion|comment)\s*[.:]\s*
    | \b(?:hi|hello|hey|greetings|good\s+(?:morning|afternoon|evening|day)|dear)\b
        (?:[ ,]+(?:all|everyone|everybody|there|dr|doctor|sir|madam|friends?|team))*\s*(?:/\s*madam)?[\s,!.]*
    | \b(?:thanks|thank\s+(?:you|u)|thx)\b(?:\s+(?:so|very|a)\s+(?:much|lot))?
        (?:\s+(?:in\s+advance|again|for\s+your\s+(?:time|help|reply|attention)))?[\s,!.]*
    | \b(?:best|kind|warm)\s+(?:regards|wishes)\b[\s,!.]*
    | \b(?:sincerely|regards|cheers|god\s+bless(?:\s+you)?)\b[\s,!.]*
    | \bmy\s+name\s+is\b(?:\s+(?:mr|mrs|ms|dr)\.?)?
    | \bi\s+(?:would|['’]d)\s+(?:like|love)\s+to\s+(?:know|ask|find\s+out|learn)\b(?:\s+(?:more|if|about|whether))?
    | \bi\s+(?:was|am|['’]m)\s+(?:just\s+)?wondering\b(?:\s+(?:if|whether|about))?
    """
)
_ASKS = re.compile(
    r"(?i)(?:what|how|why|when|where|who|which|whose|is|are|am|can|could|do|does|did|should|will|would|has|have|may)\b"
)
_REQUEST = re.compile(
    r"(?i)\b(?:want(?:s|ed)?\s+to\s+know|like\s+to\s+know|need\s+to\s+know|wondering|treatments?|treat(?:ed|ing)?"
    r"|cures?|information|info|advi[cs]e|suggest(?:ions?)?|looking\s+for|let\s+me\s+know)\b"
)
