from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.members.models import Audience, BuddyWish, MsType, Role
from myelin.pack.models import Symptom
from myelin.people.models import Treatment
from myelin.people.queries import Wishes
from myelin.people.reasons import Told
from myelin.therapies.models import Therapy
from myelin.therapies.queries import Named, named_choices
from myelin.therapies.queries import names as medicines

INSIDE = [(level.value, level.label) for level in Audience if level != Audience.PUBLIC]
"""Who may see a line of health: never a search engine."""

SAME = "same"


def _audience(**more: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Who can see this"), choices=INSIDE, coerce=lambda raw: Audience(int(raw)), initial=Audience.ME, **more
    )


class TreatmentForm(forms.ModelForm[Treatment]):
    """A medicine that I tell others about."""

    therapy = forms.ModelChoiceField(
        label=_("Which medicine?"), queryset=Therapy.objects.none(), to_field_name="slug",
        error_messages={"required": _("Please choose a medicine.")},
    )  # fmt: skip
    audience = _audience()

    class Meta:
        model = Treatment
        fields = ["therapy", "when", "since_year", "until_year", "words", "audience"]
        widgets = {"when": forms.RadioSelect}
        help_texts = {"words": _("One line about how it was, if you like. Your own experience, no advice.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["therapy"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Therapy.objects.current()
        field.choices = [("", _("Choose")), *named_choices(medicines())]
        if self.instance.pk:
            self.initial["therapy"] = self.instance.therapy.slug

    def _get_validation_exclusions(self) -> set[str]:
        # "Told about once" looks at whose it is, which no field of the page holds.
        return super()._get_validation_exclusions() - {"member"}  # type: ignore[misc,no-any-return]


class HardThingsForm(forms.Form):
    """The symptoms that I tell others I live with."""

    symptoms = forms.ModelMultipleChoiceField(
        label=_("What do you live with?"), queryset=Symptom.objects.none(), required=False, to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    audience = _audience()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["symptoms"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Symptom.objects.current()
        field.choices = field.queryset.under_headings()


class PortraitForm(forms.Form):
    """The picture on my page."""

    picture = forms.FileField(
        label=_("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("You, your dog, your window. Where it was taken is removed from the file."),
    )  # fmt: skip
    alt = forms.CharField(
        label=_("What is in the picture?"), required=False, max_length=300,
        help_text=_("For members who cannot see it."),
    )  # fmt: skip
    audience = _audience()

    def __init__(self, *args: Any, has_one: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_one = has_one

    def clean_picture(self) -> Any:
        """Without a picture there must be one already, whose audience is changed."""
        upload = self.cleaned_data["picture"]
        if upload is None and not self.has_one:
            raise forms.ValidationError(_("Please choose a picture first."))
        return upload


class WishForm(forms.Form):
    """Whom I would like to meet. Every choice is about what people show to all members."""

    YEARS = {"new": (None, 1), "2-5": (2, 5), "6-10": (6, 10), "11": (11, None)}

    medicine = forms.ChoiceField(label=_("Treatment"), required=False)
    told = forms.ChoiceField(
        label=_("Told about MS"),
        required=False,
        choices=[
            ("", _("Any time")),
            (SAME, _("Around when I was")),
            ("new", _("This year or last year")),
            ("2-5", _("2 to 5 years ago")),
            ("6-10", _("6 to 10 years ago")),
            ("11", _("More than 10 years ago")),
        ],
    )
    ms_type = forms.ChoiceField(label=_("Type of MS"), required=False, choices=[("", _("Any")), *MsType.choices])
    symptom = forms.ModelChoiceField(
        label=_("Lives with"), queryset=Symptom.objects.none(), required=False, to_field_name="slug",
        empty_label=_("Anything"),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[
            ("", _("Any")),
            (Role.MS, _("Lives with MS")),
            (Role.CAREGIVER, _("Cares for someone with MS")),
            (Role.HEALTH_WORKER, _("Works in health care")),
        ],
    )
    near = forms.ChoiceField(
        label=_("Place"),
        required=False,
        choices=[("", _("Anywhere")), ("region", _("In my region")), ("country", _("In my country"))],
    )

    def __init__(self, *args: Any, names: Mapping[int, Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        medicine, symptom = self.fields["medicine"], self.fields["symptom"]
        assert isinstance(medicine, forms.ChoiceField)
        assert isinstance(symptom, forms.ModelChoiceField)
        medicine.choices = [("", _("Any")), (SAME, _("The same as mine")), *named_choices(names)]
        symptom.queryset = Symptom.objects.current()

    @property
    def narrows(self) -> bool:
        """Whether anything was asked for."""
        return any(self.data.get(name) for name in self.fields)

    def wishes(self, mine: Told, *, year: int) -> Wishes:
        """What was asked for; "the same as mine" reads what I show to all members, whatever I keep for myself."""
        data = self.cleaned_data
        least, most = self.YEARS.get(data["told"], (None, None))
        if data["told"] == SAME and mine.told_year:
            least, most = year - mine.told_year - 1, year - mine.told_year + 1
        return Wishes(
            medicines=self._chosen(data["medicine"], mine),
            years=(least, most),
            ms_type=data["ms_type"],
            symptom=data["symptom"],
            role=data["role"],
            region=mine.region if data["near"] == "region" else "",
            country=mine.country if data["near"] == "country" else "",
        )

    def missing(self, mine: Told) -> str:
        """What "the same as mine" would need and I do not show; empty when nothing is missing."""
        data = self.cleaned_data
        wants = {
            _("your treatment"): data["medicine"] == SAME and not mine.now,
            _("the year you were told"): data["told"] == SAME and not mine.told_year,
            _("your region"): data["near"] == "region" and not mine.region,
            _("your country"): data["near"] == "country" and not mine.country,
        }
        return next((str(words) for words, is_missing in wants.items() if is_missing), "")

    def _chosen(self, slug: str, mine: Told) -> list[int]:
        if slug == SAME:
            return list(mine.now)
        return [pk for pk, name in self.names.items() if name.slug == slug]


class BuddyForm(forms.Form):
    """On which side I would like a buddy."""

    side = forms.ChoiceField(label=_("Where are you on the road?"), choices=BuddyWish.Side, widget=forms.RadioSelect)
