"""What a member can do with files of care."""

from myelin.exchange.actions.bringing import bring, bring_fhir
from myelin.exchange.actions.choosing import choose, put_aside
from myelin.exchange.actions.taking_in import take
from myelin.exchange.actions.taking_out import take_out
from myelin.exchange.fhir.opening import LARGEST

__all__ = ["LARGEST", "bring", "bring_fhir", "choose", "put_aside", "take", "take_out"]
