from myelin.companion.models.calendar import CalendarFeed
from myelin.companion.models.courses import HOURS, Course, Infusion, Tick, moment_of
from myelin.companion.models.cycles import CycleLook, DiaryWishes, KeptScores, Watch
from myelin.companion.models.days import PackItem, Tap
from myelin.companion.models.diary import DiaryArrival, DiaryEntry, FollowedSymptom, Mood
from myelin.companion.models.letters import ResultLetter
from myelin.companion.models.measures import DayMeasures
from myelin.companion.models.records import Record
from myelin.companion.models.reminders import Reminder
from myelin.companion.models.results import Result, ResultPicture
from myelin.companion.models.runway import OWN, Contact, Delay, Owner, Step
from myelin.companion.models.voices import VoiceNote

__all__ = [
    "HOURS",
    "OWN",
    "CalendarFeed",
    "Contact",
    "Course",
    "CycleLook",
    "DayMeasures",
    "Delay",
    "DiaryArrival",
    "DiaryEntry",
    "DiaryWishes",
    "FollowedSymptom",
    "Infusion",
    "KeptScores",
    "Mood",
    "Owner",
    "PackItem",
    "Record",
    "Reminder",
    "Result",
    "ResultLetter",
    "ResultPicture",
    "Step",
    "Tap",
    "Tick",
    "VoiceNote",
    "Watch",
    "moment_of",
]
