"""What programs read in the formulary, spelled for clinicians who sign it; in English, as all words of the formulary."""

import re
from collections.abc import Mapping

NOTHING = "none"
_DURATION = re.compile(r"\bP(?=T?\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?)?\b")
_PART = re.compile(r"(\d+)([YMWDH])")
_DAYS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_HOURS = {"H": "hour", "M": "minute"}
_FIRST = ("name", "amount")


def name(code: str) -> str:
    """Say `offset_from` as "offset from" and `d1_4` as "d1–4"; what holds a path or an address stays as it is."""
    if re.search(r"/|\w\.\w", code):
        return code
    return re.sub(r"(?<=[^\W_])_(?=[^\W_])", " ", re.sub(r"(?<=\d)_(?=\d)", "–", code))


def plain(value: object) -> str:
    """Say true as "yes", and "P3M-P6M" as "3 months to 6 months"; anything else keeps its words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = re.sub(r"(?<=[YMWDH])-(?=PT?\d)", " to ", str(value))
    text = re.sub(r"(?<=[YMWDH]),(?=PT?\d)", ", ", text)
    return name(_DURATION.sub(_duration, text)) or NOTHING


def in_order(values: Mapping[str, object]) -> list[tuple[str, object]]:
    """What is said, its name first and an amount before its unit: the database keeps names by their length."""
    said = [(code, value) for code, value in values.items() if value is not None]
    return sorted(said, key=lambda pair: pair[0] not in _FIRST)


def _duration(found: re.Match[str]) -> str:
    days, _, hours = found[0].partition("T")
    parts = [(number, _DAYS[unit]) for number, unit in _PART.findall(days)]
    parts += [(number, _HOURS[unit]) for number, unit in _PART.findall(hours)]
    return " ".join(f"{number} {unit}" if number == "1" else f"{number} {unit}s" for number, unit in parts)
