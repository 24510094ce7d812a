"""The care circle: a member lets people who care for them see and do parts of their care, each part by its own switch.

Those who care stand behind the second wall as themselves, beside the member: what was not let through is not there.
Each of their looks stands in the member's log, which nobody can change.
"""
