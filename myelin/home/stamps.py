"""When the front page changed for visitors, who all get the same one."""

from __future__ import annotations

from datetime import datetime

from myelin.base.prepared import prepared
from myelin.library.queries import SHELF_STAMP
from myelin.questions.stamps import HELPED_STAMP

_STAMP = f"SELECT md5(concat_ws('|', ({SHELF_STAMP}), ({HELPED_STAMP})))"


def stamp_of_landing(*, now: datetime) -> str:
    """A short text that changes with anything that the front page shows a visitor."""
    with prepared() as cursor:
        cursor.execute(_STAMP, {"now": now})
        (found,) = cursor.fetchone()
    return f"landing:{found}"
