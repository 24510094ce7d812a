"""What the page of a fact accepts from a reviewer."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myelin.facts.actions.reviewing import REVIEW_LASTS_AT_MOST
from myelin.facts.models import FactReview, Outcome

_USUAL_SPAN = timedelta(days=365)


class ReviewForm(forms.Form):
    """A reviewer's word on one version of a fact."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("Does it hold?"), choices=Outcome.choices, widget=forms.RadioSelect)
    read_in = forms.CharField(
        label=_("What you read"),
        help_text=_("The source and its version, like “US label, part 2.3, of May 2026”."),
        max_length=FactReview._meta.get_field("read_in").max_length,
    )
    review_by = forms.DateField(
        label=_("Look again by"), help_text=_("Within two years."), widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(
        label=_("Note for other reviewers"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        today = timezone.localdate()
        self.fields["review_by"].initial = today + _USUAL_SPAN
        self.fields["review_by"].widget.attrs |= {
            "min": (today + timedelta(days=1)).isoformat(),
            "max": (today + REVIEW_LASTS_AT_MOST).isoformat(),
        }
