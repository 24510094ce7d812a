"""The condition that this install is for: its words, topics, brand and help lines, read from a folder of data.

The folder is checked at the door: whatever is wrong in it is told in a sentence that names the file and the place.
What the words mean medically is not this room's business: the formulary is handed on, checked, to `facts`.
"""
