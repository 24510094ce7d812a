"""Smaller circles of members around one thing they share.

A group has a page and a feed of its own; what is posted into it shows there and to the members who joined it.
"""
