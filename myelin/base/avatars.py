"""The ring around somebody's initials: its color and turn are chance, from a number, and carry no meaning."""

RINGS = ("", "a", "l", "g", "r")


def ring_of(number: int) -> str:
    """The class of a ring's color."""
    return RINGS[number % len(RINGS)]


def turn_of(number: int) -> int:
    """Degrees by which a ring is turned."""
    return number * 37 % 360
