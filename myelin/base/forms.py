"""How a form field looks: its label, hint, box and error, worked out here so that the template only shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.forms import BaseForm, BoundField
from django.forms.boundfield import BoundWidget
from django.forms.models import ModelChoiceIterator
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from myelin.base.text import says_nothing

REQUIRED = forms.Field.default_error_messages["required"]
DJANGOS_OWN = [gettext_noop("- Select an option -")]
"""What Django says in English alone, so that our catalogs have words for it."""
WIDE_TILES = {2: "tiles--2", 3: "tiles--3"}


@dataclass(frozen=True)
class Option:
    """One choice of a group: its box, its words, and perhaps an icon."""

    box: SafeString
    label: str
    icon: str


@dataclass(frozen=True)
class Part:
    """Choices of a group that belong together, under a heading of their own; without one where there is but one part."""

    heading: str
    options: list[Option]


@dataclass(frozen=True)
class Row:
    """A field as the page shows it. `kind` is box, check, checks, tiles, range or hidden."""

    kind: str
    id: str
    label: str
    hint: str
    errors: list[str]
    quiet: bool
    optional: bool
    box: SafeString | str = ""
    parts: list[Part] = field(default_factory=list)
    group: str = ""
    tiles: str = ""
    ends: tuple[str, str] | None = None


@dataclass(frozen=True)
class Problem:
    """One thing to mend in a form, and the id of the field to go to."""

    sentence: str
    target: str


def take_blanks_for_nothing() -> None:
    """Have every field for words, also those that Django makes for models, read what nobody can see as empty."""
    read = forms.CharField.to_python

    def to_python(self: forms.CharField, value: Any | None) -> str | None:
        words = read(self, value)
        return self.empty_value if isinstance(words, str) and says_nothing(words) else words

    forms.CharField.to_python = to_python  # type: ignore[method-assign]


def row_of(bound: BoundField, **look: Any) -> Row:
    """Work out how to show a field.

    look: `kind` tiles or checks for a group of choices; `size` short or mid; `quiet` hides the label from eyes only;
    `optional` says "(if you like)"; `icons` one name a tile; `none` words for choosing nothing; `tiles` 2 or 3 wide
    ones; `low` and `high` are the ends of a slider; everything else becomes an attribute of the box (`rows=3`).
    """
    _settle(bound)
    row = Row(
        kind=look.pop("kind", "") or _kind(bound),
        id=str(bound.auto_id or bound.html_name),
        label=str(bound.label or ""),
        hint=str(bound.help_text or ""),
        errors=sentences_of(bound),
        quiet=bool(look.pop("quiet", False)),
        optional=bool(look.pop("optional", False)),
    )
    if row.kind in {"tiles", "checks"}:
        return replace(
            row,
            parts=_parts(bound, icons=str(look.pop("icons", "")).split(), none=str(look.pop("none", ""))),
            group="group" if _is_many(bound) else "radiogroup",
            tiles=WIDE_TILES.get(look.pop("tiles", 0), ""),
        )
    ends = (str(look.pop("low", "")), str(look.pop("high", "")))
    return replace(row, box=_box(bound, row.kind, look), ends=ends if any(ends) else None)


def problems_of(form: BaseForm) -> list[Problem]:
    """List everything to mend in a form, in the order of the page; sentences about the whole form come first.

    They lead to the box that the form names in `mends`, where it has such a name.
    """
    problems = [Problem(str(sentence), getattr(form, "mends", "")) for sentence in form.non_field_errors()]
    for bound in form:
        problems += [
            Problem(str(sentence), "" if bound.is_hidden else _target(bound)) for sentence in sentences_of(bound)
        ]
    return problems


def sentences_of(bound: BoundField) -> list[str]:
    """Say what is to mend in a field: the form's own sentences, and kind ones where it only has Django's."""
    errors = bound.form.errors.as_data().get(bound.name, [])
    return [sentence for error in errors for sentence in _say(bound, error)]


def _say(bound: BoundField, error: ValidationError) -> list[str]:
    written = [str(sentence) for sentence in error]
    own_words = written != [str(type(bound.field).default_error_messages.get(error.code or "", ""))]
    if error.code == "required" and (not own_words or written == [str(REQUIRED)]):
        if isinstance(bound.field, forms.BooleanField):
            return [gettext("Please check this box to go on.")]
        words = (
            gettext("Please choose: %(label)s")
            if _is_choice(bound)
            else gettext("We still need this from you: %(label)s")
        )
        return [words % {"label": bound.label}]
    if error.code == "invalid" and isinstance(bound.field, forms.EmailField):
        return [gettext("Check this address. It needs an ending, like name@example.com")]
    if error.code == "invalid" and not own_words and isinstance(bound.field, forms.DateField):
        return [gettext("Please give a day that is in the calendar.")]
    return [_in_our_voice(bound, error) or sentence for sentence in written]


def _in_our_voice(bound: BoundField, error: ValidationError) -> str:
    """What we say where Django or a validator of it would speak of values; nothing where it has its own sentence."""
    limit = (error.params or {}).get("limit_value")
    # The very messages: sentences that count are lazy, and equal to each other.
    if error.message is MaxLengthValidator.message:
        shown = number_format(int(limit or 0), use_l10n=True, force_grouping=True)
        return gettext("Make this a little shorter. %(limit)s letters fit.") % {"limit": shown}
    if error.message is MaxValueValidator.message:
        return gettext("Please give a number that is not above %(limit)s.") % {"limit": limit}
    if error.message is MinValueValidator.message:
        return gettext("Please give a number that is not below %(limit)s.") % {"limit": limit}
    if error.code not in {"invalid", "invalid_choice"} or error.message not in _defaults(bound, error.code):
        return ""
    if error.code == "invalid_choice":
        return gettext("Please choose one of what stands here.")
    if isinstance(bound.field, forms.TimeField):
        return gettext("Please give a time of day, like 21:30.")
    if isinstance(bound.field, forms.IntegerField):
        return gettext("Please give a number.")
    return ""


def _defaults(bound: BoundField, code: str) -> list[object]:
    told = [getattr(kind, "default_error_messages", {}) for kind in type(bound.field).__mro__]
    return [sentences[code] for sentences in told if code in sentences]


def _is_choice(bound: BoundField) -> bool:
    return isinstance(bound.field, forms.ChoiceField | forms.ModelChoiceField)


def _settle(bound: BoundField) -> None:
    # The browser's own bubbles speak another language than we do, and stop people before our sentence can help.
    bound.form.use_required_attribute = False
    widget = bound.field.widget
    widget.attrs.pop("minlength", None)
    # The label says it already, and words in a box look like something that was written.
    widget.attrs.pop("placeholder", None)
    if isinstance(widget, forms.DateInput) and widget.input_type == "text":
        widget.input_type, widget.format = "date", "%Y-%m-%d"


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checks"
    if isinstance(widget, forms.RadioSelect):
        return "tiles"
    return "range" if getattr(widget, "input_type", "") == "range" else "box"


def _box(bound: BoundField, kind: str, look: Mapping[str, Any]) -> SafeString:
    size = look.get("size", "")
    attributes = {name.replace("_", "-"): value for name, value in look.items() if name != "size"}
    widget = bound.field.widget
    if isinstance(widget, forms.ClearableFileInput):
        # Without "Currently … Clear": a page that shows a picture says so in its own words.
        widget = forms.FileInput(attrs=widget.attrs)
    if kind != "hidden":
        own = {"range": "slider", "check": ""}.get(kind, "in" + (f" in--{size}" if size else ""))
        classes = " ".join(filter(None, [own, widget.attrs.get("class", "")]))
        attributes |= {"class": classes} if classes else {}
        attributes |= {"aria-describedby": described} if (described := _described(bound)) else {}
        attributes |= {"aria-required": "true"} if bound.field.required and kind == "box" else {}
    return bound.as_widget(widget=widget, attrs=attributes)


def _described(bound: BoundField) -> str:
    name = bound.auto_id or bound.html_name
    return " ".join(filter(None, [f"{name}-hint" if bound.help_text else "", f"{name}-error" if bound.errors else ""]))


def _parts(bound: BoundField, icons: list[str], none: str) -> list[Part]:
    options = iter(_options(bound, icons, none))
    named = [(str(name), rows) for name, rows in _choices(bound) if isinstance(rows, list | tuple)]
    return [Part(name, list(islice(options, len(rows)))) for name, rows in named] or [Part("", list(options))]


def _choices(bound: BoundField) -> Iterable[tuple[object, object]]:
    choices = getattr(bound.field.widget, "choices", ())
    # What the database gives one by one has no headings, and would be asked for twice.
    return () if isinstance(choices, ModelChoiceIterator) else choices


def _options(bound: BoundField, icons: list[str], none: str) -> list[Option]:
    boxes = _shown_choices(bound)
    named = [*icons, *[""] * len(boxes)]
    options = [Option(box.tag(), str(box.choice_label), named[number]) for number, box in enumerate(boxes)]
    # A radio button cannot be let go of: whoever chose once needs one for nothing.
    empty = [box for box in bound.subwidgets if box.data["value"] == ""] if none else []
    return options + [Option(box.tag(), none, "") for box in empty]


def _is_many(bound: BoundField) -> bool:
    return isinstance(bound.field.widget, forms.CheckboxSelectMultiple)


def _shown_choices(bound: BoundField) -> list[BoundWidget]:
    return [box for box in bound.subwidgets if box.data["value"] != "" or bound.field.required]


def _target(bound: BoundField) -> str:
    if isinstance(bound.field.widget, forms.RadioSelect) and (boxes := _shown_choices(bound)):
        return str(boxes[0].id_for_label)
    return str(bound.auto_id or bound.html_name)
