"""What this room reads: a member's care in portions, and the files they brought, behind the second wall."""

from myelin.exchange.queries.care import Care, Hidden, care, days, measured_days, none_hidden, way_to
from myelin.exchange.queries.readings import Line, Look, look, reading_of, readings

__all__ = [
    "Care",
    "Hidden",
    "Line",
    "Look",
    "care",
    "days",
    "look",
    "measured_days",
    "none_hidden",
    "reading_of",
    "readings",
    "way_to",
]
