"""How days and hours are written in English, in the letters of Django's date filter; pages name these, and no letters."""

DATE_FORMAT = "F j, Y"
MONTH_DAY_FORMAT = "F j"
SHORT_MONTH_DAY_FORMAT = "M j"
YEAR_MONTH_FORMAT = "F Y"
WEEKDAY_FORMAT = "l, F j"
WEEKDAY_DATE_FORMAT = "l, F j, Y"
# Times as "9:00 AM": a sentence may end with them, and "9 a.m." would give it two full stops.
TIME_FORMAT = "g:i A"
DATETIME_FORMAT = "N j, Y, g:i A"
