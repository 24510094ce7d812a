"""Who reads what lies in groups, as a condition on rows of other rooms."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from myelin.groups.models import Group
from myelin.members.models import Viewer


def read_q(viewer: Viewer, *, group: str = "group") -> Q:
    """The rows that lie in no group, or in one that `viewer` may read.

    group: path to the row's group. Only rows with a group pay for the question.
    """
    readable = Group.objects.filter(pk=OuterRef(f"{group}_id")).readable_by(viewer)
    return Q(**{f"{group}__isnull": True}) | Q(Exists(readable))
