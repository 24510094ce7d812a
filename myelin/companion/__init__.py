"""A member's own treatment: courses, infusions, checklists and the diary. Nobody else has a gate to it.

Dates are proposals from the medicine's regimen; what the clinic did is a fact that the member notes, and the plan
follows it. Days are days in the zone of the course.
"""
