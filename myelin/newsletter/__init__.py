"""The newsletter: subscribing with a confirmed yes, sending an issue, leaving with one click.

A subscriber need not be a member. Whoever asks gets the same answer, known address or not.
"""
