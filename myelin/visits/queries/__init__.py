"""What the visits read; every function starts from one member, or from a visit that is theirs."""

from myelin.visits.queries.briefs import brief_of, shown_brief, snapshot
from myelin.visits.queries.material import Material, material_of, stretch_of
from myelin.visits.queries.visits import (
    Line,
    SharedLink,
    agreed_at,
    agreed_of,
    entries_page,
    last_visit,
    links_of,
    share_of,
    shown_at,
    visit_of,
    visits_page,
    what_it_can_become,
)

__all__ = [
    "Line",
    "Material",
    "SharedLink",
    "agreed_at",
    "agreed_of",
    "brief_of",
    "entries_page",
    "last_visit",
    "links_of",
    "material_of",
    "share_of",
    "shown_at",
    "shown_brief",
    "snapshot",
    "stretch_of",
    "visit_of",
    "visits_page",
    "what_it_can_become",
]
