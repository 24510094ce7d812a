"""Tells open pages that something changed: a row in the caller's transaction, and one stream to each tab.

What travels is a kind and a number, never words: the page then asks for what is new, with its reader's own rights.
Knows neither members nor threads; a channel is a word and a number, and whoever announces chooses it.
"""
