from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from myelin.members import zones
from myelin.members.models import Audience, LastWish, Member, Profile, Purpose, Role
from myelin.members.models.profile import LINES
from myelin.pack.queries import current_pack
from myelin.pack.themes import theme_name


class JoinForm(forms.Form):
    """What joining asks beside e-mail and password; django-allauth builds its form on this one."""

    field_order = ["name", "email", "password1"]
    name = forms.CharField(
        label=_("What shall we call you?"), max_length=40, strip=True,
        help_text=_("Other members see this. A nickname is fine."),
        error_messages={"required": _("Tell us what to call you. A nickname is fine.")},
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )  # fmt: skip

    def signup(self, request: HttpRequest, user: Member) -> None:
        """allauth asks for this hook; the adapter has kept the name already."""


class LensForm(forms.Form):
    """Themes to cover wherever they come up."""

    themes = forms.MultipleChoiceField(
        label=_("Cover what is about"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("You see that something is there, and open it when you want to."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = self.fields["themes"]
        assert isinstance(choices, forms.MultipleChoiceField)
        choices.choices = [(theme.slug, capfirst(theme_name(theme))) for theme in current_pack().themes]
        if not choices.choices:
            del self.fields["themes"]


class ConsentForm(forms.Form):
    """Consents alone, on the settings page; each is taken back as easily as it was given."""

    account = forms.BooleanField(
        label=_("You may keep the health details I add, to run my account. Nothing else."), required=False
    )
    insights = forms.BooleanField(
        label=_("You may count me in group numbers that protect each person."), required=False
    )
    research = forms.BooleanField(label=_("You may tell me about research I could join."), required=False)
    newsletter = forms.BooleanField(label=_("Send me the newsletter."), required=False)

    @property
    def purposes(self) -> list[Purpose]:
        """What was agreed to."""
        return [purpose for purpose in Purpose if self.cleaned_data[purpose.value]]


class RoleForm(ConsentForm):
    """The second page of joining: role, time zone and consents. The gentle lens is offered beside it."""

    field_order = ["role", "time_zone"]
    role = forms.ChoiceField(label=_("Which fits you best?"), choices=Role, widget=forms.RadioSelect, initial=Role.MS)
    account = forms.BooleanField(
        label=_("You may keep the health details I add, to run my account. Nothing else."),
        error_messages={"required": _("Without this we cannot keep what you write here. You can stop now, too.")},
    )

    def __init__(self, *args: Any, own_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Your time zone"), help_text=_("Your reminders and quiet hours go by it."),
            choices=zones.choices(own_zone), initial=own_zone,
        )  # fmt: skip
        self.order_fields(self.field_order)


class LookForm(forms.ModelForm[Member]):
    """How the pages look to me."""

    class Meta:
        model = Member
        fields = ["language", "theme", "calm", "time_zone"]
        labels = {
            "language": _("Language"),
            "theme": _("Colors"),
            "calm": _("Calm mode: fewer things, larger words"),
            "time_zone": _("Time zone"),
        }
        widgets = {"language": forms.RadioSelect, "theme": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = zones.choices(self.instance.time_zone)
        self.fields["time_zone"] = forms.ChoiceField(label=_("Time zone"), choices=choices)


class NameForm(forms.ModelForm[Member]):
    """The name that others see."""

    class Meta:
        model = Member
        fields = ["name"]
        labels = {"name": _("Name that others see")}
        help_texts = {"name": _("A nickname is fine.")}


class ProfileForm(forms.ModelForm[Profile]):
    """What I tell about myself, each with who may see it."""

    class Meta:
        model = Profile
        fields = [
            "context_line", "about", "about_audience", "ms_type", "ms_type_audience", "told_year",
            "told_year_audience", "country", "country_audience", "region", "region_audience",
        ]  # fmt: skip
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "context_line": _("Shown beside your posts. For example: 2nd year, on Ocrevus. It may stay empty."),
            "told_year": "",
        }  # fmt: skip
        labels = {f"{name}_audience": _("Who can see this") for name in LINES}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = [(level.value, level.label) for level in Audience if level != Audience.PUBLIC]
        for name in LINES:
            field = self.fields[f"{name}_audience"]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = inside


class LastWishForm(forms.Form):
    """What shall happen to my account when I am gone."""

    what = forms.ChoiceField(
        label=_("What shall we do with your account?"), choices=LastWish.What, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two, or take your wish back.")},
    )  # fmt: skip
    contact = forms.ModelChoiceField(
        label=_("Whom of your circle may we ask?"), queryset=Member.objects.none(), required=False,
        empty_label=_("Nobody"),
        help_text=_("We write to them here before we change anything. You can leave this empty."),
    )  # fmt: skip

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = self.fields["contact"]
        assert isinstance(contact, forms.ModelChoiceField)
        contact.queryset = Member.objects.in_circle_of(member)


class TokenForm(forms.Form):
    """A name for a personal key to the API."""

    name = forms.CharField(label=_("What is it for?"), max_length=60, help_text=_("For example: my phone's script."))
