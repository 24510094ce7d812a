from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.groups.models import Access, Group, Invitation, JoinRequest
from myelin.members.models import Member, Role


class GroupForm(forms.ModelForm[Group]):
    """A new group."""

    access = forms.ChoiceField(
        label=_("Who can join?"), choices=Access, initial=Access.OPEN, widget=forms.RadioSelect,
        help_text=_("You can make it closer later, but never open it to everybody again."),
    )  # fmt: skip

    class Meta:
        model = Group
        fields = ["name", "about", "rules", "access", "caregivers_only"]
        labels = {
            "name": _("What is it called?"),
            "about": _("Who is it for?"),
            "rules": _("What do you ask of each other?"),
            "caregivers_only": _("Only for people who care for someone"),
        }
        help_texts = {
            "about": _("One or two sentences."),
            "rules": _("One rule a line."),
            "caregivers_only": _("Nobody else sees that it is there."),
        }
        widgets = {
            "about": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "rules": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {
            "name": {
                "required": _("Give the group a name."),
                "max_length": _("Make the name a little shorter. 80 characters fit."),
            },
            "about": {"max_length": _("Make this a little shorter. 300 characters fit.")},
            "rules": {"max_length": _("Make the rules a little shorter. 2,000 characters fit.")},
        }

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by.role != Role.CAREGIVER:
            del self.fields["caregivers_only"]


class AboutForm(GroupForm):
    """What those who look after a group may change."""

    class Meta(GroupForm.Meta):
        fields = ["about", "rules", "access"]

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super(GroupForm, self).__init__(*args, **kwargs)
        access = self.fields["access"]
        assert isinstance(access, forms.ChoiceField)
        access.choices = [
            (choice.value, choice.label)
            for choice in Access
            if choice != Access.OPEN or self.instance.access == Access.OPEN
        ]


class AskForm(forms.ModelForm[JoinRequest]):
    """A few words to those who look after a group."""

    class Meta:
        model = JoinRequest
        fields = ["words"]
        labels = {"words": _("A few words about you")}
        help_texts = {"words": _("Those who look after the group read this. You can leave it empty.")}
        widgets = {"words": forms.Textarea(attrs={"rows": 2, "maxlength": 300})}
        error_messages = {"words": {"max_length": _("Make this a little shorter. 300 characters fit.")}}


class InviteForm(forms.ModelForm[Invitation]):
    """Whom to ask in, and with what words."""

    name = forms.CharField(
        label=_("Whom would you like to invite?"), max_length=60,
        help_text=_("Their name here. If they say no, nobody is told."),
        error_messages={"required": _("Tell us whom to invite.")},
    )  # fmt: skip
    field_order = ["name", "words"]

    class Meta:
        model = Invitation
        fields = ["words"]
        labels = {"words": _("A few words to them")}
        widgets = {"words": forms.Textarea(attrs={"rows": 2, "maxlength": 300})}
        error_messages = {"words": {"max_length": _("Make this a little shorter. 300 characters fit.")}}
