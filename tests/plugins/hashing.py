"""Passwords of people who live for a second."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The hasher of the house in all but its price: it takes a hundredth of the time and of the memory."""

    time_cost = 1
    memory_cost = 64
    parallelism = 1
