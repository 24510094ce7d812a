"""How a form field looks: its label, hint, box and error, worked out here so that the template only shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

WIDE_TILES = {2: "tiles--2", 3: "tiles--3"}


@dataclass(frozen=True)
class Option:
    """One choice of a group: its box, its words, and perhaps an icon."""

    box: SafeString
    label: str
    icon: str


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
    required: bool
    box: SafeString | str = ""
    options: list[Option] = field(default_factory=list)
    group: str = ""
    tiles: str = ""
    ends: tuple[str, str] | None = None


@dataclass(frozen=True)
class Problem:
    """One thing to mend in a form, and the id of the field to go to."""

    sentence: str
    target: str


def row_of(bound: BoundField, **look: Any) -> Row:
    """Work out how to show a field.

    look: `kind` tiles or checks for a group of choices; `size` short or mid; `quiet` hides the label from eyes only;
    `optional` says "(if you like)"; `icons` one name a tile; `tiles` 2 or 3 wide ones; `low` and `high` are the ends
    of a slider; everything else becomes an attribute of the box (`rows=3`, `autocomplete="email"`).
    """
    _settle(bound)
    kind = look.pop("kind", "") or _kind(bound)
    common = {
        "kind": kind,
        "id": bound.auto_id or bound.html_name,
        "label": str(bound.label or ""),
        "hint": str(bound.help_text or ""),
        "errors": [str(sentence) for sentence in bound.errors],
        "quiet": bool(look.pop("quiet", False)),
        "optional": bool(look.pop("optional", False)),
        "required": bound.field.required,
    }
    if kind in {"tiles", "checks"}:
        icons = str(look.pop("icons", "")).split()
        return Row(
            **common,
            options=_options(bound, icons),
            group="radiogroup" if isinstance(bound.field.widget, forms.RadioSelect) else "group",
            tiles=WIDE_TILES.get(look.pop("tiles", 0), ""),
        )
    ends = (str(look.pop("low", "")), str(look.pop("high", "")))
    return Row(**common, box=_box(bound, kind, look), ends=ends if any(ends) else None)


def problems_of(form: BaseForm) -> list[Problem]:
    """List everything to mend in a form, in the order of the page; sentences about the whole form come first."""
    problems = [Problem(str(sentence), "") for sentence in form.non_field_errors()]
    for bound in form:
        problems += [Problem(str(sentence), "" if bound.is_hidden else _target(bound)) for sentence in bound.errors]
    return problems


def _settle(bound: BoundField) -> None:
    # The browser's own bubbles speak another language than we do, and stop people before our sentence can help.
    bound.form.use_required_attribute = False
    widget = bound.field.widget
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


def _options(bound: BoundField, icons: list[str]) -> list[Option]:
    boxes = [box for box in bound.subwidgets if box.data["value"] != "" or bound.field.required]
    named = [*icons, *[""] * len(boxes)]
    return [Option(box.tag(), str(box.choice_label), named[number]) for number, box in enumerate(boxes)]


def _target(bound: BoundField) -> str:
    name = str(bound.auto_id or bound.html_name)
    return f"{name}_0" if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else name
