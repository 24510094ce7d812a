"""Times as "9:00 AM": a sentence may end with them, and "9 a.m." would give it two full stops."""

TIME_FORMAT = "g:i A"
DATETIME_FORMAT = "N j, Y, g:i A"
