"""Who somebody is: sign-in, the name they chose, their role and what they consented to.

Also whom they follow, let into their circle or block. Everything else in the house stands on this room.
"""
