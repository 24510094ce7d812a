from collections.abc import Iterator
from dataclasses import dataclass

from myelin.facts.models import Fact
from myelin.pack.queries import symptom_word_groups
from myelin.therapies.models import Brand, Therapy
from myelin.therapies.queries.listing import medicines


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A medicine as the search is told of it."""

    ref: str
    title: str
    body: str
    url: str
    excerpt: str


def search_documents() -> Iterator[SearchDocument]:
    """What the index should know: names, brands and class of each medicine, as far as they may be shown."""
    for medicine in medicines():
        therapy = medicine.therapy
        classes = [fact.value for fact in medicine.class_facts]
        yield SearchDocument(
            ref=f"medicine:{therapy.slug}",
            title=medicine.title,
            body="\n".join([therapy.name, *medicine.brands, *classes, medicine.way]),
            url=f"/medicines/{therapy.url_slug}/",
            excerpt="; ".join([medicine.way, *classes]),
        )


def word_groups() -> list[list[str]]:
    """Words that find the same: generic and brand names of one medicine, and members' words for one symptom.

    A brand counts here even while nobody has read it in a source: a word typed into the search is not a statement.
    """
    groups: dict[int, list[str]] = {therapy.pk: [therapy.name] for therapy in Therapy.objects.current()}
    current = Fact.objects.current()
    for therapy, name in Brand.objects.filter(fact__in=current).order_by("position").values_list("therapy_id", "name"):
        if therapy in groups:
            groups[therapy].append(name)
    return [names for names in groups.values() if len(names) > 1] + symptom_word_groups()
