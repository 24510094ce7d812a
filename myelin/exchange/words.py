"""Why an entry of a file is not simply taken: one sentence each."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Why(TextChoices):
    NO_PLACE = "no_place", _("Your care has no place for this kind of entry yet.")
    NO_DAY = "no_day", _("It does not say on which day.")
    AHEAD = "ahead", _("Its day is still to come.")
    FAR = "far", _("Its day is very far away.")
    SWAPPED = "swapped", _("Its last day comes before its first one.")
    UNKNOWN_MEDICINE = "medicine", _("It names no medicine.")
    UNKNOWN_TEST = "test", _("We do not know this test by a code that was checked, or by its name.")
    NO_TREATMENT = "treatment", _("It belongs to a treatment that is not here. Add the treatment first.")
    NO_DATES = "dates", _("Its treatment has no single doses here, so this one cannot be noted.")
    NO_VALUE = "value", _("It says no result.")
    NOT_SO = "not_so", _("Whoever wrote the file says that it did not happen, or took it back.")
    TOO_LONG = "too_long", _("Some of its words are longer than fits here.")
    ODD = "odd", _("It is not written as such an entry should be.")
    CONDITION = "condition", _("We cannot tell whether this is a relapse or a side effect. You can note it yourself.")
    NOBODY = "nobody", _("Who it is about is not kept: what you take becomes yours.")
    PART = "part", _("It is read together with the entry that points to it.")
    FOLLOWS = "follows", _("It follows from the treatment’s own rule.")
    OTHER_START = "other_start", _("You keep this treatment from another first day, and yours stays as it is.")
    OTHER_DAY = "other_day", _("You noted this dose on another day, and yours stays as it is.")
    OTHER_WORDS = "other_words", _("You wrote something else for this day. Tick it to replace your words.")
    MOVE = "move", _("Tick it to put the planned dose on this day.")
    BEFORE = "before", _("You took this in before, and changed or removed it since. Tick it to take it again.")
    SCORE = "score", _("A score lies outside 0 to 10.")
    MOOD = "mood", _("Its mood is none that we know.")
    NOTHING = "nothing", _("It tells nothing of the day.")
    TWICE = "twice", _("This day stands in the file twice. The first one is read.")
    WHICH_DAY = "which_day", _("We cannot tell day and month apart. Write the day as 2026-12-31.")
    COLUMN = "column", _("We do not know this column, so it is not read.")
    GONE = "gone", _("The file waited too long and is not here any more. Could you bring it once more?")
    OTHER_MEASURES = "measures", _("Your phone said something else of this day before. Tick it to replace that.")
    REPEATED = "repeated", _("Another entry of the file says the same.")
    RENEWED = "renewed", _("An earlier entry of the file tells of this treatment already.")
    SYMPTOM = "symptom", _("It names a symptom that we do not know.")
