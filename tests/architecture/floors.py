"""The floor plan of `docs/architecture.md`, as the house's own checks need it."""

from __future__ import annotations

from pathlib import Path

HOUSE = Path(__file__).parents[2] / "myelin"
PLAN = [
    ["base"],
    ["live"],
    ["pack"],
    ["members"],
    ["groups"],
    ["facts", "notifications", "audit", "media"],
    ["audience"],
    ["search"],
    ["discussion", "therapies"],
    ["people", "updates", "questions", "messages", "library", "newsletter", "companion"],
    ["circle", "exchange"],
    ["visits"],
    ["home", "helping", "privacy"],
    ["config", "demo"],
]
FLOOR = {room: number for number, rooms in enumerate(PLAN) for room in rooms}
