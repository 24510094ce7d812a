"""What a member can do with files of care."""

from myelin.exchange.actions.bringing import bring, bring_fhir
from myelin.exchange.actions.choosing import choose, put_aside
from myelin.exchange.actions.phones import AT_ONCE, bring_phone, forget_old, read_on
from myelin.exchange.actions.taking_in import take
from myelin.exchange.actions.taking_out import take_out
from myelin.exchange.fhir.opening import LARGEST

__all__ = [
    "AT_ONCE",
    "LARGEST",
    "bring",
    "bring_fhir",
    "bring_phone",
    "choose",
    "forget_old",
    "put_aside",
    "read_on",
    "take",
    "take_out",
]
