from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.companion.models import DiaryEntry, FollowedSymptom, Mood
from myelin.pack.models import Symptom

SCORES = [*((str(score), str(score)) for score in range(11)), ("", _("Skip"))]
PREFIX = "symptom_"
LONGEST_NAME = 60

type Asked = FollowedSymptom | Symptom
"""What a diary asks for: both say their slug and what they are called."""


def _score(label: str, hint: str = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, help_text=hint, choices=SCORES, coerce=int, empty_value=None, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip


class DiaryForm(forms.Form):
    """One day of the diary. `symptoms` are those it asks for; what is left open stays untold."""

    mood = forms.ChoiceField(
        label=_("Mood"), choices=[*Mood.choices, ("", _("Skip"))], required=False, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Anything else?"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 10_000}),
        error_messages={"max_length": _("This is longer than 10,000 characters. Could you make it shorter?")},
    )  # fmt: skip

    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, symptoms: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.symptoms = symptoms
        self.fields["energy"] = _score(str(_("Energy")), str(_("0 is empty, 10 is full.")))
        self.fields["sleep"] = _score(str(_("Sleep")), str(_("0 is no rest at all, 10 is deep and long.")))
        for symptom in symptoms:
            self.fields[PREFIX + symptom.slug] = _score(symptom.called, str(_("0 is none, 10 is the worst.")))

    @staticmethod
    def initial_of(entry: DiaryEntry | None) -> dict[str, str]:
        """What a day already says, as the form's fields."""
        if entry is None:
            return {}
        return DiaryForm.filled(entry.mood, entry.energy, entry.symptoms, entry.note, entry.sleep)

    @staticmethod
    def filled(
        mood: str, energy: int | None, symptoms: Mapping[str, int], note: str, sleep: int | None
    ) -> dict[str, str]:
        """What a program sends, as the form's fields."""
        scores = {PREFIX + slug: str(score) for slug, score in symptoms.items()}
        rest = {"energy": energy, "sleep": sleep}
        return {"mood": mood, "note": note, **{name: "" if n is None else str(n) for name, n in rest.items()}, **scores}

    @property
    def told(self) -> dict[str, Any]:
        """What the day says, as `save_day` takes it."""
        data = self.cleaned_data
        return {name: data[name] for name in ("mood", "energy", "sleep", "note")} | {"symptoms": self.scores}

    @property
    def scores(self) -> dict[str, int]:
        """The symptoms that were told, 0–10 by slug."""
        told = {symptom.slug: self.cleaned_data.get(PREFIX + symptom.slug) for symptom in self.symptoms}
        return {slug: score for slug, score in told.items() if score is not None}

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields of the followed symptoms, for the page."""
        return [self[PREFIX + symptom.slug] for symptom in self.symptoms]


class SymptomsForm(forms.Form):
    """Which symptoms the diary asks for."""

    symptoms = forms.ModelMultipleChoiceField(
        label=_("Symptoms to follow"), queryset=Symptom.objects.none(), required=False, to_field_name="slug",
        widget=forms.CheckboxSelectMultiple, help_text=_("Up to six. Fewer are easier to keep up on a bad day."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["symptoms"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Symptom.objects.current()
        field.choices = field.queryset.under_headings()


class WatchForm(forms.Form):
    """Which of the followed symptoms is watched."""

    symptom = forms.ModelChoiceField(
        label=_("The one to watch"), queryset=Symptom.objects.none(), to_field_name="slug", empty_label=None,
        widget=forms.RadioSelect, error_messages={"required": _("Choose the one that matters most to you.")},
    )  # fmt: skip

    def __init__(self, *args: Any, symptoms: Sequence[Symptom], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["symptom"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Symptom.objects.named(symptom.slug for symptom in symptoms)


class WordsForm(forms.Form):
    """What a member calls each symptom that their diary asks for."""

    def __init__(self, *args: Any, asked: Sequence[FollowedSymptom], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for row in asked:
            self.fields[PREFIX + row.slug] = forms.CharField(
                label=row.symptom.called, required=False, max_length=LONGEST_NAME, initial=row.own_words
            )

    @property
    def words(self) -> dict[str, str]:
        """Own words by slug."""
        return {row.slug: self.cleaned_data[PREFIX + row.slug] for row in self.asked}

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields, for the page."""
        return [self[PREFIX + row.slug] for row in self.asked]
