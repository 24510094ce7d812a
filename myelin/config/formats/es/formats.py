"""How days are written in Spanish; sentences put the article before them. Hours are written as Django has them."""

DATE_FORMAT = r"j \d\e F \d\e Y"
MONTH_DAY_FORMAT = r"j \d\e F"
SHORT_MONTH_DAY_FORMAT = "j M"
YEAR_MONTH_FORMAT = r"F \d\e Y"
WEEKDAY_FORMAT = r"l j \d\e F"
WEEKDAY_DATE_FORMAT = r"l j \d\e F \d\e Y"
