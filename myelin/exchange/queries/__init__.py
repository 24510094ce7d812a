"""What this room reads: a member's care in portions, behind the second wall."""

from myelin.exchange.queries.care import Care, Hidden, care, days, none_hidden, way_to

__all__ = ["Care", "Hidden", "care", "days", "none_hidden", "way_to"]
