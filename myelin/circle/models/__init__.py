from myelin.circle.models.looks import Look, LookKind
from myelin.circle.models.people import CareFeed, Carer, CircleInvitation, GrantedDate, Scope, ScopeKind
from myelin.circle.models.tasks import Board, StepTaking, Taking, Task
from myelin.circle.models.words import Observation, TiredDay

__all__ = [
    "Board",
    "CareFeed",
    "Carer",
    "CircleInvitation",
    "GrantedDate",
    "Look",
    "LookKind",
    "Observation",
    "Scope",
    "ScopeKind",
    "StepTaking",
    "Taking",
    "Task",
    "TiredDay",
]
