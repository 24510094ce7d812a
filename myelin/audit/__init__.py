"""The record of who did or read what, written once and never changed.

It names people and things by number and kind, and holds no words of theirs.
"""
