from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from myelin.facts.models import Fact
from myelin.therapies.models import Brand, Therapy, Way, brand_name

_TOLD = ("names/brands", "pharmacology/drug_class")


@dataclass(slots=True)
class ListedMedicine:
    """A medicine in a list: its names, and the facts that the list shows of it."""

    therapy: Therapy
    brand_facts: list[Fact] = field(default_factory=list)
    class_facts: list[Fact] = field(default_factory=list)

    @property
    def brands(self) -> list[str]:
        """Names under which it is sold."""
        return [name for fact in self.brand_facts if (name := brand_name(fact.value))]

    @property
    def way(self) -> str:
        """The heading it is listed under."""
        return str(Way(self.therapy.way).label)

    @property
    def title(self) -> str:
        """The name that most people say, and the generic one: "Ocrevus (ocrelizumab)"."""
        return f"{self.brands[0]} ({self.therapy.name})" if self.brands else self.therapy.name


def medicines() -> list[ListedMedicine]:
    """All medicines, by how they are given, then by name. Four statements, however many there are."""
    listed = {therapy.slug: ListedMedicine(therapy) for therapy in Therapy.objects.current()}
    facts = Fact.objects.shown().filter(subject__in=listed, predicate__in=_TOLD).order_by("position").with_sources()
    _sort_in(listed, facts)
    ways = list(Way)
    return sorted(listed.values(), key=lambda one: (ways.index(Way(one.therapy.way)), one.title.lower()))


def _sort_in(listed: dict[str, ListedMedicine], facts: Iterable[Fact]) -> None:
    for fact in facts:
        medicine = listed[fact.subject]
        (medicine.brand_facts if fact.predicate == "names/brands" else medicine.class_facts).append(fact)


@dataclass(slots=True)
class Named:
    """A medicine by its names: `short` is what people say, its first brand that may be shown, else the generic name."""

    slug: str
    generic: str
    short: str

    @property
    def title(self) -> str:
        """Both names: "Ocrevus (ocrelizumab)"."""
        return self.generic if self.short == self.generic else f"{self.short} ({self.generic})"


def named_choices(names: Mapping[int, Named]) -> list[tuple[str, str]]:
    """The medicines of a list to choose from: by the name that people say, with the generic name behind it."""
    return sorted(((name.slug, name.title) for name in names.values()), key=lambda pair: pair[1].lower())


def names() -> dict[int, Named]:
    """The names of the medicines by id. Two statements."""
    found = {row.pk: Named(row.slug, row.name, row.name) for row in Therapy.objects.current()}
    for therapy, name in Brand.objects.shown().order_by("-position", "-id").values_list("therapy_id", "name"):
        if therapy in found and (brand := brand_name(name)):
            found[therapy].short = brand
    return found
