from myelin.companion.models.calendar import CalendarFeed
from myelin.companion.models.courses import Course, Infusion, Tick
from myelin.companion.models.cycles import CycleLook, DiaryWishes, Watch
from myelin.companion.models.diary import DiaryArrival, DiaryEntry, FollowedSymptom, Mood

__all__ = [
    "CalendarFeed",
    "Course",
    "CycleLook",
    "DiaryArrival",
    "DiaryEntry",
    "DiaryWishes",
    "FollowedSymptom",
    "Infusion",
    "Mood",
    "Tick",
    "Watch",
]
