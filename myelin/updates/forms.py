from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from myelin.groups.models import Group
from myelin.media import actions as media
from myelin.media.models import Picture
from myelin.members.models import Audience, Member
from myelin.pack.models import Topic
from myelin.updates.models import MOST_PICTURES, Update

SLOTS = range(1, MOST_PICTURES + 1)


class UpdateForm(forms.ModelForm[Update]):
    """An update as the page and the API take it.

    Pictures that arrived are kept as the author's own even when something else needs mending; the form then carries
    their ids in `kept`, so that nobody has to choose a picture twice.
    """

    audience = forms.TypedChoiceField(
        label=_("Who can see this"), choices=Audience.choices, coerce=lambda raw: Audience(int(raw)), required=False,
        empty_value=Audience.MEMBERS,  # type: ignore[arg-type]  # the stubs know words only
        initial=Audience.MEMBERS,
    )  # fmt: skip
    topics = forms.ModelMultipleChoiceField(
        label=_("What is it about?"), queryset=Topic.objects.none(), required=False, to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    group = forms.ModelChoiceField(
        label=_("Share in a group"), queryset=Group.objects.none(), required=False, to_field_name="slug",
        empty_label=_("No group"),
    )  # fmt: skip
    kept = forms.ModelMultipleChoiceField(
        queryset=Picture.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )

    class Meta:
        model = Update
        fields = ["text", "mood"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": 10_000}), "mood": forms.RadioSelect}
        error_messages = {
            "text": {"max_length": _("This is longer than 10,000 characters. Could you make two updates of it?")}
        }

    def __init__(self, *args: Any, author: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author = author
        self.pictures: list[Picture] = []
        for number in SLOTS:
            self.fields[f"picture_{number}"] = forms.FileField(
                label=_("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
            )
            self.fields[f"alt_{number}"] = forms.CharField(
                label=_("What is in the picture?"), required=False, max_length=300,
                help_text=_("For members who cannot see it."),
            )  # fmt: skip
        self._choose("topics", Topic.objects.current())
        self._choose("group", Group.objects.joined_by(author).order_by("name"))
        self._choose("kept", Picture.objects.of(author).loose())

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Take the pictures in, so that the rule about words or a picture can be asked."""
        data = super().clean() or {}
        self.pictures = list(data.get("kept") or [])
        for number in SLOTS:
            upload = data.get(f"picture_{number}")
            if upload is not None and f"picture_{number}" not in self.errors:
                self._take(number, upload, data.get(f"alt_{number}") or "")
        self.instance.picture_count = max(len(self.pictures), self.instance.picture_count)
        return data

    def _take(self, number: int, upload: Any, alt: str) -> None:
        from django.utils import timezone

        try:
            picture = media.take_picture(owner=self.author, upload=upload, alt=alt, now=timezone.now())
        except media.PictureRefused as refused:
            self.add_error(f"picture_{number}", str(refused))
        else:
            self.pictures.append(picture)

    def validate_constraints(self) -> None:
        """Ask the rules of the table, unless there are words alone: those break none, and each costs a statement."""
        if not self.instance.text or self.instance.picture_count:
            super().validate_constraints()

    def _get_validation_exclusions(self) -> set[str]:
        # The rule about words or a picture looks at the count, which no field of the page holds.
        return super()._get_validation_exclusions() - {"picture_count"}  # type: ignore[misc,no-any-return]
