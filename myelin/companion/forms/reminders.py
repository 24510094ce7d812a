from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import dates
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from myelin.companion.actions import Wish
from myelin.companion.models import Record, Reminder
from myelin.companion.reminding import Later

KIND = Reminder.Kind
WEEKDAYS = [(str(number), capfirst(name)) for number, name in dates.WEEKDAYS.items()]
BEFORE = [
    ("14", _("14 days before")),
    ("7", _("7 days before")),
    ("3", _("3 days before")),
    ("2", _("2 days before")),
    ("1", _("The day before")),
    ("0", _("On the day")),
]
LATER = [
    (Later.MINUTES, _("In 10 minutes")),
    (Later.HOUR, _("In an hour")),
    (Later.EVENING, _("This evening")),
    (Later.MORNING, _("Tomorrow morning")),
]
VISIT, DOSE = "visit", "dose"
CAMPAIGNS = [
    (VISIT, _("The two weeks before a visit")),
    (DOSE, _("The week round my next dose, and a week in the middle of the cycle")),
]
TIMES = ("time", "time_2", "time_3", "time_4")
HOW = ("by_mail", "on_devices", "in_quiet_hours")
SPAN = ("weekdays", "first_on", "last_on")
FIELDS = {
    KIND.OWN: ("words", *TIMES, *SPAN, *HOW),
    KIND.MEDICINE: ("record", "words", *TIMES, *SPAN, *HOW),
    KIND.DOSE: ("days_before", "words", *TIMES, *HOW),
    KIND.TEST: ("days_before", "words", *TIMES, *HOW),
}
RARE = {*TIMES[1:], *SPAN}


def _clock(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("A time looks like 08:30."), "required": _("Choose a time.")}, **more,
    )  # fmt: skip


class ReminderForm(forms.Form):
    """A reminder of one kind, with the fields that it has."""

    words = forms.CharField(label=_("Anything it should say?"), required=False, max_length=300)
    record = forms.TypedChoiceField(
        label=_("Which one?"), coerce=int, error_messages={"required": _("Choose one of them.")}
    )
    days_before = forms.MultipleChoiceField(
        label=_("When?"), choices=BEFORE, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one day or more.")},
    )  # fmt: skip
    time = _clock(_("At what time?"), help_text=_("By your own clock, also when the clocks change."))
    time_2 = _clock(_("And again at"), required=False)
    time_3 = _clock(_("And at"), required=False)
    time_4 = _clock(_("And at"), required=False)
    weekdays = forms.MultipleChoiceField(
        label=_("On which days?"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one day or more.")},
    )  # fmt: skip
    first_on = forms.DateField(label=_("First day"), required=False)
    last_on = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Leave it empty for a reminder that goes on.")
    )
    by_mail = forms.BooleanField(
        label=_("Also by mail"), required=False, help_text=_("The letter says that a reminder waits, and never which.")
    )
    on_devices = forms.BooleanField(
        label=_("Also on my devices"), required=False,
        help_text=_("On those that show notices. They say that a reminder waits, and never which."),
    )  # fmt: skip
    in_quiet_hours = forms.BooleanField(label=_("Also in my quiet hours"), required=False)

    def __init__(
        self, *args: Any, kind: Reminder.Kind, medicines: Sequence[Record] = (), quiet: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.medicines = kind, {row.pk: row for row in medicines}
        self.fields = {name: self.fields[name] for name in FIELDS[kind]}
        self.fields["in_quiet_hours"].help_text = quiet
        if "weekdays" in self.fields:
            self.fields["weekdays"].initial = [number for number, _name in WEEKDAYS]
        if "record" in self.fields:
            record = self.fields["record"]
            assert isinstance(record, forms.TypedChoiceField)
            record.choices = [(row.pk, row.name) for row in medicines]
        if kind == KIND.OWN:
            words = self.fields["words"]
            words.label, words.required = _("What should it say?"), True
            words.error_messages["required"] = _("Write a word or two. Only you can read them.")

    @property
    def usual(self) -> list[BoundField]:
        """What everybody fills in."""
        return [bound for bound in self if bound.name not in RARE]

    @property
    def rare(self) -> list[BoundField]:
        """What only some need: more times, single days, a first and a last day."""
        return [bound for bound in self if bound.name in RARE]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_on"), data.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day cannot come before the first one. Could the two be swapped?"))
        return data

    @property
    def wish(self) -> Wish:
        """What was asked for, as `set_reminder` takes it."""
        data = self.cleaned_data
        every_day = [number for number, _name in WEEKDAYS]
        return Wish(
            kind=self.kind,
            times=[data[name] for name in TIMES if data.get(name) is not None],
            words=data["words"],
            record=self.medicines.get(data.get("record", 0)),
            weekdays=[int(number) for number in data.get("weekdays", every_day)],
            days_before=[int(number) for number in data.get("days_before", [])],
            first_on=data.get("first_on"),
            last_on=data.get("last_on"),
            by_mail=data["by_mail"],
            on_devices=data["on_devices"],
            in_quiet_hours=data["in_quiet_hours"],
        )

    @staticmethod
    def initial_of(reminder: Reminder) -> dict[str, Any]:
        """What a reminder says, as the form's fields."""
        times = dict(zip(TIMES, reminder.times, strict=False))
        return {
            **times,
            "words": reminder.words,
            "record": reminder.record_id,
            "weekdays": [str(number) for number in reminder.weekdays],
            "days_before": [str(number) for number in reminder.days_before],
            "first_on": reminder.first_on,
            "last_on": reminder.last_on,
            "by_mail": reminder.by_mail,
            "on_devices": reminder.on_devices,
            "in_quiet_hours": reminder.in_quiet_hours,
        }


class CampaignForm(forms.Form):
    """For which days the diary should ask."""

    what = forms.ChoiceField(
        label=_("For which days?"), choices=CAMPAIGNS, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )  # fmt: skip
    visit_on = forms.DateField(label=_("On which day is the visit?"), required=False)
    time = _clock(_("At what time?"), help_text=_("Once on each of these days, and only if it has nothing yet."))
    by_mail = forms.BooleanField(label=_("Also by mail"), required=False)
    on_devices = forms.BooleanField(label=_("Also on my devices"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("what") == VISIT and data.get("visit_on") is None and "visit_on" not in self.errors:
            self.add_error("visit_on", _("Choose a day. A guess is fine."))
        return data

    @property
    def told(self) -> dict[str, Any]:
        """What was asked for, as `begin_campaign` takes it."""
        data = self.cleaned_data
        visit_on = data["visit_on"] if data["what"] == VISIT else None
        return {"visit_on": visit_on, "at": data["time"], **{name: data[name] for name in ("by_mail", "on_devices")}}


class LaterForm(forms.Form):
    """For how long a reminder is put off."""

    later = forms.TypedChoiceField(choices=LATER, coerce=Later)
