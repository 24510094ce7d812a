"""What a member does about a visit, and what whoever holds a link may do; one file per noun."""

from myelin.visits.actions.agreed import DayBefore, NoDay, NoDoseAhead, TooMuch, agree, take_back
from myelin.visits.actions.material import gather
from myelin.visits.actions.sharing import (
    LONGEST,
    READ_FOR,
    NotBound,
    TooManyLinks,
    WrongCode,
    close_link,
    forget_ended_links,
    is_reading,
    note_look,
    open_link,
    share_visit,
)
from myelin.visits.actions.visits import (
    Swapped,
    TooFar,
    TooManyVisits,
    hide,
    make_visit,
    remove_visit,
    write_visit,
)

__all__ = [
    "LONGEST",
    "READ_FOR",
    "DayBefore",
    "NoDay",
    "NoDoseAhead",
    "NotBound",
    "Swapped",
    "TooFar",
    "TooManyLinks",
    "TooManyVisits",
    "TooMuch",
    "WrongCode",
    "agree",
    "close_link",
    "forget_ended_links",
    "gather",
    "hide",
    "is_reading",
    "make_visit",
    "note_look",
    "open_link",
    "remove_visit",
    "share_visit",
    "take_back",
    "write_visit",
]
