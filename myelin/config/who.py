"""The words of the policy table: who gets an answer, and for reading or for writing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Who(Enum):
    """Who gets an answer. Everybody else is sent to sign in (visitors, on pages), told 401 (the API), or finds nothing."""

    ANYONE = "anyone"
    MEMBER = "whoever is signed in"
    SEES = "whoever may see the thing, visitors too when it is public"
    MEMBER_WHO_SEES = "whoever is signed in and may see the thing"
    OTHERS = "whoever is signed in, is not that person and may meet them"
    OWNER = "the member whose thing it is"
    ASKER = "the member whose thing it is; who may see it is told that it is not theirs (403)"
    TENDER = "the member whose thing it is, and moderators who may see it"
    INSIDE = "whoever is in that group"
    INSIDE_OR_INVITED = "whoever is in that group, or invited into it"
    LOOKS_AFTER = "whoever looks after that group"
    PARTICIPANT = "whoever takes part in the conversation"
    CARER = "whoever is in the care circle of that person"
    CARER_WITH = "whoever is in the care circle of that person, where that part is let through"
    INVITED_CARER = "whoever is asked into the care circle"
    REVIEWER = "medical reviewers"
    MODERATOR = "moderators"
    OPERATOR = "operators"
    STAFF = "people with access to the editors' pages"
    SECRET = "whoever holds the secret address"  # noqa: S105 - a word for the table
    NOBODY = "nobody: the route is there for a library's sake and finds nothing"
    PROGRAM = "programs of members: a key or a session"
    PROGRAM_FOR_OTHERS = "programs of members who are not that person and may meet them"
    PROGRAM_THAT_SEES = "programs of members who may see the thing"
    PROGRAM_OF_PARTICIPANT = "programs of members who take part in the conversation"
    PROGRAM_OF_OWNER = "programs of the member whose thing it is"
    PROGRAM_OF_TENDER = "programs of the member whose thing it is, and of moderators who may see it"
    PROGRAM_OF_CARER = "programs of whoever is in the care circle of that person"
    PROGRAM_OF_CARER_WITH = "the same, where that part is let through"
    PROGRAM_OF_INVITED_CARER = "programs of whoever is asked into the care circle"
    PROGRAM_INSIDE = "programs of whoever is in that group"
    PROGRAM_INSIDE_OR_INVITED = "programs of whoever is in that group, or invited into it"
    PROGRAM_LOOKS_AFTER = "programs of whoever looks after that group"
    PROGRAM_OF_ASKER = "the same, and who may see it is told that it is not theirs (403)"


@dataclass(frozen=True)
class Rule:
    """Who may read a route (GET) and who may write to it (POST, PUT, DELETE); None where the method is not there."""

    read: Who | None = None
    write: Who | None = None
