"""Medicines: their regimens and tests, built on facts, and the dates that a regimen implies.

What a medicine is comes from the condition pack, as facts with sources; nothing medical is typed here. The calendar
(`regimens`, `tests_due`) is pure: dates in, dates out. Whose treatment it is belongs to the room `companion`.
"""
