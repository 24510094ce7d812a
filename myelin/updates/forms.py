from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from myelin.audience.forms import AudienceField
from myelin.base.errors import Refused
from myelin.discussion.actions import NewPoll
from myelin.discussion.models import FEWEST_OPTIONS, MOST_OPTIONS
from myelin.groups.models import Group
from myelin.media import actions as media
from myelin.media.models import Picture
from myelin.members.models import Member
from myelin.pack.models import Topic
from myelin.updates.actions import pictures_of
from myelin.updates.models import MOST_PICTURES, Update

SLOTS = range(1, MOST_PICTURES + 1)
OPTIONS = range(1, MOST_OPTIONS + 1)
DAYS = [(1, _("1 day")), (3, _("3 days")), (7, _("7 days")), (14, _("14 days")), (30, _("30 days"))]
CAMERA = {"accept": "image/*", "capture": "environment"}


class WordsForm(forms.ModelForm[Update]):
    """An update of words alone, which most are: making the whole form would take longer than writing the update."""

    audience = AudienceField()

    class Meta:
        model = Update
        fields = ["text", "mood"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": 10_000}), "mood": forms.RadioSelect}
        error_messages = {
            "text": {"max_length": _("This is longer than 10,000 characters. Could you make two updates of it?")}
        }

    @classmethod
    def suits(cls, sent: QueryDict, files: MultiValueDict[str, Any]) -> bool:
        """Whether what was sent fills in these fields and no other."""
        return not files and sent.keys() <= {*cls.base_fields, "csrfmiddlewaretoken", "once", "draft"}

    def validate_constraints(self) -> None:
        """Ask the rules of the table, unless there are words alone: those break none, and each costs a statement."""
        if not self.instance.text or self.instance.picture_count:
            super().validate_constraints()

    def _get_validation_exclusions(self) -> set[str]:
        # The rule about words or a picture looks at the count, which no field of the page holds.
        return super()._get_validation_exclusions() - {"picture_count"}  # type: ignore[misc,no-any-return]


class UpdateForm(WordsForm):
    """An update as the page and the API take it.

    Pictures that arrived are kept as the author's own even when something else needs mending; the form then carries
    their ids in `kept`, so that nobody has to choose a picture twice.

    may_ask: a page asks once for words about pictures that have none; a program is not asked.
    """

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

    note = forms.CharField(
        label=_("Content note"), required=False, max_length=80,
        help_text=_("A word for those who would rather choose first, such as: needles. It then lies under a cover."),
        error_messages={"max_length": _("Make this a little shorter. 80 characters fit.")},
    )  # fmt: skip
    is_tip = forms.BooleanField(
        label=_("This is a tip"), required=False, help_text=_("Advice for others. It is listed with its topics.")
    )
    without_name = forms.BooleanField(
        label=_("Share it without my name"), required=False,
        help_text=_(
            "All members can read it, except people you blocked. Nobody sees who wrote it, here or in search. Two "
            "moderators together can open that, each with a reason, and you are told. Leave out what only you would say."
        ),
    )  # fmt: skip
    poll_several = forms.BooleanField(label=_("One may choose more than one"), required=False)
    poll_days = forms.TypedChoiceField(label=_("Open for"), required=False, coerce=int, initial=3, choices=DAYS)
    camera = forms.FileField(label=_("Take a picture"), required=False, widget=forms.FileInput(attrs=CAMERA))
    drop = forms.ModelMultipleChoiceField(
        label=_("Take away"), queryset=Picture.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    alt_asked = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, author: Member, may_ask: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.author, self.may_ask, self.asks = author, may_ask, False
        self.pictures: list[Picture] = []
        for number in SLOTS:
            self.fields[f"picture_{number}"] = forms.FileField(
                label=_("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
                error_messages={"empty": _("There is nothing in this file. Could you choose the picture again?")},
            )  # fmt: skip
            self.fields[f"alt_{number}"] = forms.CharField(
                label=_("What is in the picture?"), required=False, max_length=300,
                help_text=_("For members who cannot see it."),
            )  # fmt: skip
        for number in OPTIONS:
            self.fields[f"poll_{number}"] = forms.CharField(
                label=_("Choice %(number)d") % {"number": number}, required=False, max_length=80,
                error_messages={"max_length": _("Make this a little shorter. 80 characters fit.")},
            )  # fmt: skip
        self._choose("topics", Topic.objects.current())
        self._choose("group", Group.objects.joined_by(author).order_by("name"))
        self._choose("kept", Picture.objects.of(author).loose())
        self._choose("drop", Picture.objects.of(author).filter(updatepicture__update=self.instance.pk or 0))
        if not self.is_bound and (begun := self.initial.get("kept")):
            self.pictures = list(Picture.objects.of(author).loose().filter(pk__in=[n for n in begun if n.isdecimal()]))
            for picture in self.pictures:
                picture.alt = self.initial.get(f"picture_alt_{picture.pk}", picture.alt)

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    @property
    def mends(self) -> str:
        """The box to go to when something about the whole update is to mend."""
        bare = next((picture for picture in self.pictures if not picture.alt), None)
        return f"picture-alt-{bare.pk}" if self.asks and bare else "id_text"

    @property
    def placed(self) -> list[Picture]:
        """The pictures that an update which is changed shows already."""
        return pictures_of(self.instance) if self.instance.pk else []

    @property
    def options(self) -> list[forms.BoundField]:
        """The boxes for the choices of a poll."""
        return [self[f"poll_{number}"] for number in OPTIONS]

    def clean(self) -> dict[str, Any]:
        """Take the pictures in, so that the rule about words or a picture can be asked."""
        data = super().clean() or {}
        self.pictures = list(data.get("kept") or [])
        for number in SLOTS:
            self._take(f"picture_{number}", data.get(f"alt_{number}") or "")
        self._take("camera", "")
        placed, dropped = self.placed, set(data.get("drop") or [])
        self._describe([*placed, *self.pictures], asked=bool(data.get("alt_asked")))
        self.instance.picture_count = len(self.pictures) + sum(picture not in dropped for picture in placed)
        if data.get("is_tip") and not data.get("topics") and "topics" not in self.errors:
            self.add_error("topics", _("A tip is found by its topic. Choose at least one."))
        if data.get("without_name") and (self.pictures or data.get("group")):
            self.add_error(
                "without_name", _("A picture or a group can show who you are. Take it out, or share it with your name.")
            )
        data["poll"] = self._poll(data)
        return data

    def _describe(self, pictures: list[Picture], *, asked: bool) -> None:
        """Take the words for pictures that are here already, and ask once, kindly, where there are none."""
        for picture in pictures:
            if (alt := self.data.get(f"picture_alt_{picture.pk}")) is not None:
                media.describe(picture=picture, alt=alt)
        self.asks = self.may_ask and not asked and any(not picture.alt for picture in self.pictures)
        if self.asks:
            self.add_error(None, _("Anyone who cannot see it would miss it. Add a few words?"))

    def _poll(self, data: dict[str, Any]) -> NewPoll | None:
        options = [words for number in OPTIONS if (words := data.get(f"poll_{number}"))]
        if not options:
            return None
        if len(options) < FEWEST_OPTIONS:
            self.add_error("poll_2", _("A poll needs two choices or more."))
        if len({words.casefold() for words in options}) < len(options):
            self.add_error("poll_1", _("Two choices say the same. Change one of them."))
        return NewPoll(options=options, several=data["poll_several"], days=data.get("poll_days") or 3)

    def _take(self, name: str, alt: str) -> None:
        upload = self.cleaned_data.get(name)
        if upload is None or name in self.errors:
            return
        try:
            picture = media.take_picture(owner=self.author, upload=upload, alt=alt, now=timezone.now())
        except Refused as refused:
            self.add_error(name, str(refused))
        else:
            self.pictures.append(picture)
