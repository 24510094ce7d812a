from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from myelin.companion import queries
from myelin.facts.words import place_name
from myelin.therapies.models import Regimen, Therapy

ANOTHER = "other"
MY_TEAM = "team"
"""The choice of a way to give it: none of those we know, so the team tells the days."""


@dataclass(frozen=True)
class Group:
    """Medicines that are given in one way, as radio buttons."""

    name: str
    boxes: list[BoundWidget]

    @property
    def is_chosen(self) -> bool:
        """Whether one of them is."""
        return any(box.data["selected"] for box in self.boxes)


class AddCourseForm(forms.Form):
    """A treatment to add. A medicine that is given in several ways asks which one, once it was chosen."""

    medicine = forms.ChoiceField(label=_("Which medicine?"), widget=forms.RadioSelect, required=False)
    other = forms.CharField(
        label=_("Type what it says on your papers"), max_length=120, required=False,
        help_text=_("The name on the box, or the name of the medicine inside."),
    )  # fmt: skip
    regimen = forms.ChoiceField(label=_("How do you get it?"), widget=forms.RadioSelect, required=False)
    started_on = forms.DateField(
        label=_("Your first dose"), help_text=_("The day you had it, or the day it is planned for.")
    )
    last_given_on = forms.DateField(
        label=_("Your last dose so far"), required=False, help_text=_("Leave it empty if you have had none.")
    )
    place = forms.CharField(
        label=_("Where do you get it?"), max_length=120, required=False,
        help_text=_("For example the name of your infusion center."),
    )  # fmt: skip
    time_zone = forms.CharField(
        label=_("Time zone there"), max_length=40, help_text=_("It is written like Europe/Madrid.")
    )

    def __init__(self, *args: Any, medicines: Sequence[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.therapy: Therapy | None = None
        self.chosen: Regimen | None = None
        self.ways: list[Regimen] = []
        field = self.fields["medicine"]
        assert isinstance(field, forms.ChoiceField)
        rows = [row for _way, rows in medicines for row in rows]
        field.choices = [*rows, (ANOTHER, _("Another one, or I am not sure"))]
        self.ways_in = [(way, len(rows)) for way, rows in medicines]
        if self.is_bound:
            self._choose()

    @property
    def groups(self) -> list[Group]:
        """The tiles of the medicines by how they are given, the first group open."""
        boxes = iter(self["medicine"].subwidgets)
        groups = [Group(way, list(islice(boxes, number))) for way, number in self.ways_in]
        return [*groups, Group(str(_("Another one, or I am not sure")), list(boxes))]

    def clean_medicine(self) -> str:
        """Find out which medicine is meant, by its tile or by the words on the papers."""
        value: str = self.cleaned_data["medicine"]
        if self.therapy is None:
            typed = self.data.get("other", "").strip()
            sentence = _("We do not know this name. Is it spelled like on the box?") if typed else ""
            raise forms.ValidationError(sentence or _("Please choose your medicine."))
        return value

    def clean_regimen(self) -> str:
        """Ask which way, when there are several and none was chosen."""
        value: str = self.cleaned_data["regimen"]
        self.chosen = next((row for row in self.ways if str(row.pk) == value), None)
        if value == MY_TEAM or len(self.ways) == 0:
            return value
        if self.chosen is None and len(self.ways) > 1:
            raise forms.ValidationError(_("This medicine is given in more than one way. Which one is yours?"))
        self.chosen = self.chosen or self.ways[0]
        return value

    def _choose(self) -> None:
        value, typed = self.data.get("medicine", ""), self.data.get("other", "")
        self.therapy = queries.find_therapy(typed if value in {ANOTHER, ""} else value)
        if self.therapy is None:
            return
        self.ways = list(queries.regimens_of(self.therapy).values())
        field = self.fields["regimen"]
        assert isinstance(field, forms.ChoiceField)
        rows = [(str(row.pk), f"{place_name(row.jurisdiction)}: {row.fact.value}") for row in self.ways]
        field.choices = [*rows, (MY_TEAM, _("None of these. My team tells me the days."))]


class EndCourseForm(forms.Form):
    """A treatment ended."""

    ended_on = forms.DateField(label=_("On which day did it end?"))
