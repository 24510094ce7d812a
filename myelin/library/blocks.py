"""What the body of an article is made of. Editors choose facts and medicines by name; nothing medical is typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

from myelin.facts.models import Fact
from myelin.therapies.models import Therapy


def medicines() -> list[tuple[str, str]]:
    """The medicines of the formulary, as choices for the editor."""
    return [(therapy.slug, therapy.name) for therapy in Therapy.objects.order_by("name")]


class FactBlock(blocks.CharBlock):
    """One fact, named by its key, such as ocrelizumab/regimens/0."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Fact"))
        kwargs.setdefault("help_text", _("Its key, as shown beside each fact on the page of a medicine."))
        super().__init__(max_length=160, **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse a key that no fact of the formulary has."""
        key = super().clean(value)
        if key and not Fact.objects.current().filter(key=key).exists():
            raise ValidationError(
                _("No fact is called “%(key)s”. Copy its key from the page of the medicine.") % {"key": key}
            )
        return key


class MedicineBlock(blocks.ChoiceBlock):
    """One medicine of the formulary."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Medicine"))
        super().__init__(choices=medicines, **kwargs)


Lines = partial(blocks.ListBlock, blocks.TextBlock(rows=2, label=_("Line")))


class FactsBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=160, label=_("Heading above the list"))
    facts = blocks.ListBlock(FactBlock())

    class Meta:
        icon = "list-ul"
        label = _("Several facts")


class OneFactBlock(blocks.StructBlock):
    lead = blocks.CharBlock(required=False, max_length=160, label=_("Words before it"))
    fact = FactBlock()

    class Meta:
        icon = "doc-full"
        label = _("One fact")


class WarningBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("What to do"))
    facts = blocks.ListBlock(FactBlock())

    class Meta:
        icon = "warning"
        label = _("Warning")
        help_text = _("Danger signs. They stand before everything else on the page.")


class ChecklistBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=160, label=_("Heading above the list"))
    facts = blocks.ListBlock(FactBlock(), required=False, default=[])
    items = Lines(required=False, default=[], label=_("Lines of your own"))

    class Meta:
        icon = "tick"
        label = _("Checklist")


TEXT_HELP = _(
    "Plain words. **bold**, [a link](/library/) and lists with “- ” work. After a medical sentence name its fact: "
    "{{fact:ocrelizumab/regimens/0}}."
)


class Body(blocks.StreamBlock):
    """The blocks an article may hold; the names are also the grammar of the starter library."""

    short_version = Lines(
        icon="pick",
        label=_("Short version"),
        help_text=_("Three to five lines. Write them first; many read only these."),
    )
    heading = blocks.CharBlock(max_length=120, icon="title", label=_("Heading"))
    text = blocks.TextBlock(rows=6, icon="pilcrow", label=_("Text"), help_text=TEXT_HELP)
    fact = OneFactBlock()
    facts = FactsBlock()
    warning = WarningBlock()
    drug = MedicineBlock(icon="pill", label=_("Card of a medicine"))
    drug_table = blocks.ListBlock(MedicineBlock(), icon="table", label=_("Medicines side by side"))
    side_effects = MedicineBlock(icon="list-ul", label=_("Side effects of a medicine"))
    tests = MedicineBlock(icon="tick", label=_("Tests of a medicine"))
    checklist = ChecklistBlock()
    glossary = blocks.ListBlock(
        blocks.CharBlock(max_length=60, label=_("Word")), icon="help", label=_("Words explained")
    )
    quote_prompt = blocks.CharBlock(
        max_length=160,
        icon="openquote",
        label=_("A question to the reader"),
        help_text=_("Invites members to tell how it was for them: “You are on it: how was yours?”"),
    )

    class Meta:
        block_counts = {"short_version": {"max_num": 1}, "quote_prompt": {"max_num": 3}}


class BodyField(StreamField):
    """A body; its blocks are left out of migrations, because they change how it is written and not how it is kept."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Tell migrations of a stream without blocks."""
        name, path, _blocks, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [[]], options
