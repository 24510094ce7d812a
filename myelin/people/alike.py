"""Who may have something in common with a member: the newest of each place to look in, from its own index alone.

So looking costs the same in a large community as in a small one. Whoever reads them asks the gate for each.
"""

from __future__ import annotations

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from myelin.members.models import Audience, Role
from myelin.people.models import When
from myelin.people.reasons import NEAR_YEARS, Told

EACH = 100
"""How many of one place to look in: the same medicine, symptom, year, type or region. More pages than anybody turns."""

_ALL_MEMBERS = int(Audience.MEMBERS)
_NEWEST = f"ORDER BY s.member_id DESC LIMIT {EACH}"

# Constants of this file and of the models; what members told is always bound.
_ON = f"""SELECT found.member_id FROM unnest(%s::bigint[]) one CROSS JOIN LATERAL (
    SELECT s.member_id FROM people_treatment s
    WHERE s.therapy_id = one AND s."when" = '{When.NOW.value}' AND s.audience >= {_ALL_MEMBERS} {_NEWEST}) found"""  # noqa: S608 - see above
_LIVING_WITH = f"""SELECT found.member_id FROM unnest(%s::bigint[]) one CROSS JOIN LATERAL (
    SELECT s.member_id FROM people_hardthing s
    WHERE s.symptom_id = one AND s.audience >= {_ALL_MEMBERS} {_NEWEST}) found"""  # noqa: S608 - see above
_TOLD = f"""SELECT found.member_id FROM generate_series(%s::int, %s::int) one CROSS JOIN LATERAL (
    SELECT s.member_id FROM members_profile s
    WHERE s.told_year = one AND s.told_year_audience >= {_ALL_MEMBERS} {_NEWEST}) found"""  # noqa: S608 - see above
_OF_TYPE = f"""(SELECT s.member_id FROM members_profile s
    WHERE s.ms_type = %s AND s.ms_type_audience >= {_ALL_MEMBERS} {_NEWEST})"""  # noqa: S608 - see above
_LIVING_IN = f"""(SELECT s.member_id FROM members_profile s
    WHERE lower(s.region) = %s AND s.region_audience >= {_ALL_MEMBERS} {_NEWEST})"""  # noqa: S608 - see above
_CARING = f"""(SELECT s.id FROM members_member s
    WHERE s.role = '{Role.CAREGIVER.value}' ORDER BY s.id DESC LIMIT {EACH})"""  # noqa: S608 - see above


def near(mine: Told) -> RawSQL | None:
    """The ids of members who show something that `mine` says; None when it says nothing that one can look for."""
    places: list[tuple[str, list[object]]] = []
    if mine.now:
        places.append((_ON, [list(mine.now)]))
    if mine.hard:
        places.append((_LIVING_WITH, [list(mine.hard)]))
    if mine.told_year:
        places.append((_TOLD, [mine.told_year - NEAR_YEARS, mine.told_year + NEAR_YEARS]))
    if mine.ms_type:
        places.append((_OF_TYPE, [mine.ms_type]))
    if mine.region:
        places.append((_LIVING_IN, [mine.region.lower()]))
    if mine.role == Role.CAREGIVER:
        places.append((_CARING, []))
    if not places:
        return None
    found = " UNION ".join(statement for statement, _bound in places)
    return RawSQL(found, [value for _statement, bound in places for value in bound], output_field=BigIntegerField())  # noqa: S611 - as above
