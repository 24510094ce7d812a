"""What the companion's pages and its API accept: kinds, lengths and formats. Rules stand in the actions."""

from myelin.companion.forms.calendar import CalendarForm, DetailForm
from myelin.companion.forms.courses import AddCourseForm, EndCourseForm
from myelin.companion.forms.days import EveningForm, ItemForm, TapForm
from myelin.companion.forms.diary import DiaryForm, SymptomsForm, WatchForm, WordsForm
from myelin.companion.forms.infusions import CompletionForm, MoveForm, NoteForm
from myelin.companion.forms.moments import MomentForm
from myelin.companion.forms.records import RecordForm
from myelin.companion.forms.reminders import LATER, CampaignForm, LaterForm, ReminderForm
from myelin.companion.forms.results import ResultForm
from myelin.companion.forms.rules import IntervalForm, OrderForm, ReceivedForm
from myelin.companion.forms.runway import ContactForm, OwnStepForm, StepForm
from myelin.companion.forms.voices import VoiceForm

__all__ = [
    "LATER",
    "AddCourseForm",
    "CalendarForm",
    "CampaignForm",
    "CompletionForm",
    "ContactForm",
    "DetailForm",
    "DiaryForm",
    "EndCourseForm",
    "EveningForm",
    "IntervalForm",
    "ItemForm",
    "LaterForm",
    "MomentForm",
    "MoveForm",
    "NoteForm",
    "OrderForm",
    "OwnStepForm",
    "ReceivedForm",
    "RecordForm",
    "ReminderForm",
    "ResultForm",
    "StepForm",
    "SymptomsForm",
    "TapForm",
    "VoiceForm",
    "WatchForm",
    "WordsForm",
]
