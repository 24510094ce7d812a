"""Who may see a thing: the one policy that every gate of the house asks.

Health data, posts, profile fields and search results all go through `visible_q` or `may_see`; nothing else decides.
Blocks count both ways, and members who are suspended or erased are not there.
"""
