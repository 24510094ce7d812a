"""What the page says of the diary: what changed, and the cycles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from myelin.companion import queries as care
from myelin.companion.cycles.drawing import Drawing
from myelin.companion.models import DiaryEntry
from myelin.companion.queries import Chart, CycleCard, Diary
from myelin.visits.brief import Part, Plot, Row
from myelin.visits.changes import Change, Spread, Turn, compare, in_order, spread_of
from myelin.visits.queries.material import Material

SCALES = ("energy", "sleep")
"""What the diary asks beside symptoms."""


def changes(material: Material) -> Part:
    """Better, worse, new, the same: each with its size and how many days it rests on."""
    stretch, diary = material.stretch, material.diary
    title = gettext("What changed in my diary")
    if diary is None:
        return Part("changes", title, [])
    here = [entry for entry in diary.days if entry.day >= stretch.since]
    before = [entry for entry in diary.days if entry.day < stretch.since]
    where = reverse("visits:entries", args=[material.visit.pk])
    told = in_order([one for one in _compared(here, before, diary, material.names) if one is not None])
    rows = [Row(f"symptom/{one.slug}", one.name, _words(one), where) for one in told]
    lead = gettext("%(number)d of %(days)d days noted; of the time before, %(earlier)d of %(span)d.") % {
        "number": len(here),
        "days": stretch.days,
        "earlier": len(before),
        "span": (stretch.since - stretch.before).days,
    }
    return Part("changes", title, rows, lead=lead, entries=where)


def cycle(material: Material, *, today: date) -> Part:
    """The cycles on top of each other, or, while there are too few of them, the days one after the other."""
    if material.diary is None:
        return Part("cycle", "", [])
    hidden = material.visit.hidden
    if material.series is not None and material.cycles is not None:
        # What is hidden is not drawn: the first symptom that is not hidden takes its place.
        asked = material.cycles.asked
        place = next((n for n, row in enumerate(asked) if f"symptom/{row.slug}" not in hidden), None)
        if place is not None:
            card = care.cycle_cards(material.series, material.cycles, place=place, today=today)[place]
            if card.drawing is not None:
                return _cycles(card, card.drawing)
    followed = {row.slug for row in material.diary.asked}
    told = [one.since(material.stretch.since) for one in care.told_by(material.diary)]
    # What the member follows says more than how much energy there was.
    told.sort(key=lambda one: one.slug not in followed)
    shown = [one for one in told if f"symptom/{one.slug}" not in hidden]
    drawn = care.charts(shown, [dose.on for dose in material.doses], today=material.stretch.until)
    pairs = zip(drawn, shown, strict=True)
    first = next(((chart, one.scores) for chart, one in pairs if chart.is_drawn), None)
    return _trend(first[0], [score for _day, score in first[1]]) if first else Part("cycle", "", [])


def _compared(
    here: list[DiaryEntry], before: list[DiaryEntry], diary: Diary, names: Mapping[str, str]
) -> Iterator[Change | None]:  # fmt: skip
    kept = len(before)
    for slug, name in (("energy", gettext("Energy")), ("sleep", gettext("Sleep"))):
        yield compare(slug, name, _told(here, slug), _told(before, slug), kept_before=kept, more_is_better=True)
    for slug, name in names.items():
        yield compare(slug, name, _told(here, slug), _told(before, slug), kept_before=kept)


def _told(days: list[DiaryEntry], slug: str) -> list[int]:
    """What the days say of a symptom, of energy or of sleep; days that say nothing of it are gaps."""
    if slug in SCALES:
        return [score for day in days if (score := getattr(day, slug)) is not None]
    return [day.symptoms[slug] for day in days if slug in day.symptoms]


def _words(one: Change) -> str:
    """How it is, which way it went, and on how many days both rest."""
    told = {"now": _spread(one.now), "number": one.now.number}
    if one.before is not None:
        told |= {"before": care.number(one.before.middle), "earlier": one.before.number}
    match one.turn:
        case Turn.WORSE:
            return gettext("worse: %(now)s (%(number)d days); before %(before)s (%(earlier)d days)") % told
        case Turn.BETTER:
            return gettext("better: %(now)s (%(number)d days); before %(before)s (%(earlier)d days)") % told
        case Turn.SAME:
            return gettext("about the same: %(now)s (%(number)d days); before %(before)s (%(earlier)d days)") % told
        case Turn.NEW:
            return gettext("new: %(now)s (%(number)d days); not noted before") % told
    return gettext("too few days to compare: %(now)s (days: %(number)d)") % told


def _spread(spread: Spread) -> str:
    """ "6 of 10 in the middle, half of the days 5 to 7"; without the halves where they are one number."""
    told = {"middle": care.number(spread.middle), "low": care.number(spread.low), "high": care.number(spread.high)}
    if spread.low == spread.high:
        return gettext("%(middle)s of 10 in the middle") % told
    return gettext("%(middle)s of 10 in the middle, half of the days %(low)s to %(high)s") % told


def _cycles(card: CycleCard, drawing: Drawing) -> Part:
    lines = [("from", f"M{drawing.late_from} 0V300", "")]
    lines += [("each", path, dash) for path, dash in drawing.cycles]
    lines += [("now", drawing.now, ""), ("middle", drawing.middle, "")]
    keys = [
        ("middle", gettext("The middle of my cycles (median)")),
        ("each", gettext("Each full cycle, the last eight at most")),
        ("now", gettext("This cycle, so far")),
        ("from", gettext("The %(window)s start here") % {"window": card.window}),
    ]
    if drawing.band:
        keys.append(("band", gettext("My own usual range in mid-cycle")))
    plot = Plot(
        lines=lines,
        labels=drawing.labels,
        under=gettext("Months after an infusion") if drawing.in_months else gettext("Weeks after an infusion"),
        keys=keys,
        band=drawing.band[:2] if drawing.band else None,
    )
    title = gettext("%(name)s in my cycles, 0 to 10") % {"name": card.name}
    return Part("cycle", title, [], lead=card.sentence, entries=reverse("companion:cycles"), plot=plot)


def _trend(chart: Chart, scores: list[int]) -> Part:
    lines = [("mark", chart.marks, "")] if chart.marks else []
    lines += [("each", path, "") for path in chart.days]
    lines += [("line", path, "") for path in chart.lines] + [("dot", path, "") for path in chart.dots]
    weekly = gettext("%(name)s, the middle of each week") % {"name": chart.name}
    keys = [("line", weekly if chart.days else chart.name)]
    keys += [("mark", gettext("A dose"))] if chart.marks else []
    plot = Plot(lines=lines, labels=chart.labels, under="", keys=keys)
    title = gettext("%(name)s, 0 to 10") % {"name": chart.name}
    told = {"number": len(scores), "spread": _spread(spread_of(scores))}
    lead = gettext("%(number)d days noted: %(spread)s.") % told
    return Part("cycle", title, [], lead=lead, entries=reverse("companion:charts"), plot=plot)
