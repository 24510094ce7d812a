"""What a member can do with files of care."""

from myelin.exchange.actions.taking_out import take_out

__all__ = ["take_out"]
