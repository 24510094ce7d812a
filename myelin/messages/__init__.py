"""Private words between members: one to one, and in small groups of up to eight.

A conversation has a seat for each of its members. The seat is the only way in: it says what is new, what was deleted
for its member alone, and whether they accepted. Words are encrypted at rest, and a second wall stands behind the gate.
"""
