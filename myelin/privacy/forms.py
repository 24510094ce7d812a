from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from myelin.members.models import Member

WORD = _("ERASE")


class EraseForm(forms.Form):
    """The word that nobody types by accident."""

    word = forms.CharField(
        label=_("Type ERASE to go on"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_word(self) -> str:
        word = str(self.cleaned_data["word"]).strip()
        if word.upper() != str(WORD):
            raise forms.ValidationError(_("Type the word ERASE, in any letters. Or go back: nothing is erased yet."))
        return word


class TakeOutForm(forms.Form):
    """Whose archive an operator takes, and why."""

    who = forms.CharField(
        label=_("Whose data?"),
        max_length=254,
        help_text=_("The name in their page's address, or their email."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    reason = forms.CharField(
        label=_("Why?"),
        min_length=10,
        max_length=300,
        help_text=_("The member reads this. It stays in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"min_length": _("A few more words: the member should understand why.")},
    )

    def clean_who(self) -> Member:
        typed = str(self.cleaned_data["who"]).strip()
        found = Member.objects.known_as(typed).first()
        if found is None:
            raise forms.ValidationError(_("Nobody here has this name or address."))
        return found


class MemorialForm(TakeOutForm):
    """Whose page an operator makes a memorial, and how they know."""

    who = forms.CharField(
        label=_("Who?"),
        max_length=254,
        help_text=_("The name in their page's address, or their email."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    reason = forms.CharField(
        label=_("How do we know?"),
        min_length=10,
        max_length=300,
        help_text=_("It stays in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"min_length": _("A few more words: others should understand this in a year.")},
    )
