"""An invented community, so that a fresh install can be looked at while it is alive.

Its people and words lie in the condition pack (`demo/`); this app puts them through the rooms, as members would have
done over a year. Every demo member is marked as one, and nothing of this runs unless the operator asks for it.
"""
