"""What the companion reads; every function starts from one member, or from an object that is theirs."""

from myelin.companion.queries.charts import SPAN, Chart, charts
from myelin.companion.queries.checklists import Checklist, Point, advice, checklist, points
from myelin.companion.queries.courses import DatedDose, Story, doses, facts_by_key, story, tests
from myelin.companion.queries.medicines import find_therapy, regimens_of
from myelin.companion.queries.rules import step_up
from myelin.companion.queries.symptoms import followed_symptoms
from myelin.companion.queries.upcoming import NextInfusion, next_infusion, next_infusion_card

__all__ = [
    "SPAN",
    "Chart",
    "Checklist",
    "DatedDose",
    "NextInfusion",
    "Point",
    "Story",
    "advice",
    "charts",
    "checklist",
    "doses",
    "facts_by_key",
    "find_therapy",
    "followed_symptoms",
    "next_infusion",
    "next_infusion_card",
    "points",
    "regimens_of",
    "step_up",
    "story",
    "tests",
]
