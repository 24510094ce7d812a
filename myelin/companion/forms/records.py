from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.companion.forms.infusions import LONG, NOTE
from myelin.companion.models import Record

KIND = Record.Kind
YES_NO = [("", _("Not sure")), ("yes", _("Yes")), ("no", _("No"))]
FIELDS = {
    KIND.RELAPSE: ("began_on", "ended_on", "name", "steroids", "told_team", "note"),
    KIND.MRI: ("began_on", "new_lesions", "note"),
    KIND.SIDE_EFFECT: ("began_on", "ended_on", "name", "note"),
    KIND.MEDICINE: ("name", "dose", "schedule", "began_on", "ended_on", "note"),
}
LABELS = {
    (KIND.RELAPSE, "began_on"): _("First day"),
    (KIND.MRI, "began_on"): _("On which day?"),
    (KIND.SIDE_EFFECT, "began_on"): _("First day"),
    (KIND.MEDICINE, "began_on"): _("Since when?"),
    (KIND.RELAPSE, "name"): _("What did you feel?"),
    (KIND.SIDE_EFFECT, "name"): _("What was it?"),
    (KIND.MEDICINE, "name"): _("What is it called?"),
}
NAMED = {KIND.SIDE_EFFECT, KIND.MEDICINE}
"""Kinds that say nothing without a name."""


class RecordForm(forms.Form):
    """A record of one kind, with the fields that it has."""

    began_on = forms.DateField(error_messages={"required": _("Choose a day. A guess is fine.")})
    ended_on = forms.DateField(label=_("Last day"), required=False, help_text=_("Leave it empty while it goes on."))
    name = forms.CharField(required=False, max_length=200)
    dose = forms.CharField(label=_("Dose"), required=False, max_length=80, help_text=_("As it stands on the box."))
    schedule = forms.CharField(
        label=_("When do you take it?"), required=False, max_length=120, help_text=_("In your words: in the evening.")
    )
    steroids = forms.ChoiceField(label=_("Were you given steroids?"), choices=YES_NO, required=False)
    told_team = forms.ChoiceField(label=_("Did you tell your team?"), choices=YES_NO, required=False)
    new_lesions = forms.IntegerField(
        label=_("New lesions"), required=False, min_value=0, max_value=200,
        help_text=_("The number in the report, if it names one."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Anything else?"), required=False, max_length=5_000, widget=NOTE, error_messages=LONG
    )

    def __init__(self, *args: Any, kind: Record.Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields = {name: self.fields[name] for name in FIELDS[kind]}
        for (of, name), label in LABELS.items():
            if of == kind:
                self.fields[name].label = label
        if kind in NAMED:
            self.fields["name"].required = True
            self.fields["name"].error_messages["required"] = _("Give it a name, in your own words.")

    @property
    def said(self) -> dict[str, Any]:
        """What was told, as `note_record` takes it."""
        data = self.cleaned_data
        own = {
            name: data[name] for name in ("dose", "schedule", "steroids", "told_team", "new_lesions") if name in data
        }
        return {
            "began_on": data["began_on"],
            "ended_on": data.get("ended_on"),
            "name": data.get("name", ""),
            "note": data["note"],
            "values": own,
        }

    @staticmethod
    def initial_of(record: Record) -> dict[str, Any]:
        """What a record says, as the form's fields."""
        days = {"began_on": record.began_on, "ended_on": record.ended_on}
        return {**days, "name": record.name, "note": record.note, **record.values}
