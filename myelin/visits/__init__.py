"""Visits: one page for ten minutes with the team, made from a member's own care.

The page is made anew each time it is looked at; what leaves by a link is kept as it was. What the member hides is in
nothing that leaves.
"""
