"""What is yours: take all of it out, or have all of it erased.

This room looks over every room that keeps something of a member, through their `personal_data.py`.
"""
