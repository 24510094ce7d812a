"""Care that comes in and goes out: as FHIR R4, as tables, and from a phone's own health file.

What goes out is written row by row, however long a diary is. What comes in is looked at first: each entry of a file is told
as new, already here, or not readable and why; only what the member ticked is taken, through the companion's own actions.
"""
