"""What a member can do with files of care."""

from myelin.exchange.actions.bringing import AT_ONCE, bring, forget_old
from myelin.exchange.actions.choosing import choose, put_aside
from myelin.exchange.actions.in_portions import leave_to_worker, take_wanted
from myelin.exchange.actions.reading import read_on
from myelin.exchange.actions.taking_in import take
from myelin.exchange.actions.taking_out import take_out

__all__ = [
    "AT_ONCE",
    "bring",
    "choose",
    "forget_old",
    "leave_to_worker",
    "put_aside",
    "read_on",
    "take",
    "take_out",
    "take_wanted",
]
