from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from myelin.circle import actions
from myelin.circle.models import Carer, ScopeKind
from myelin.companion.tests.conftest import shipped, treat
from myelin.members.models import Member

__all__ = ["shipped", "treat"]

ALL = [kind.value for kind in ScopeKind]


@pytest.fixture
def let(noon: datetime) -> Callable[..., Carer]:
    """Let somebody into a circle, who says yes: `let(ana, ben, "calendar")`; with all parts when none is named."""

    def let_in(member: Member, person: Member, *kinds: str, nothing: bool = False) -> Carer:
        scopes = [] if nothing else list(kinds) or ALL
        invitation = actions.invite(member=member, person=person, scopes=scopes, now=noon)
        return actions.accept(invitation=invitation, person=person, now=noon)

    return let_in
