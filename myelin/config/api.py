"""The JSON API: every room's routes under one door, with one way to sign in and one shape of errors."""

from __future__ import annotations

from myelin.base.api import make_api
from myelin.circle.api import router as circle
from myelin.companion.api import router as companion
from myelin.companion.api_campaign import router as campaign
from myelin.companion.api_papers import router as papers
from myelin.companion.api_records import router as records
from myelin.companion.api_reminders import router as reminders
from myelin.companion.api_runway import router as runway
from myelin.companion.api_voices import router as voices
from myelin.discussion.api import router as discussion
from myelin.discussion.api_mutes import router as mutes
from myelin.facts.api import router as facts
from myelin.helping.api import router as helping
from myelin.home.api import router as home
from myelin.home.api_groups import router as groups
from myelin.library.api import router as library
from myelin.members.api import AUTH
from myelin.members.api import router as members
from myelin.messages.api import router as messages
from myelin.people.api import router as people
from myelin.questions.api import router as questions
from myelin.therapies.api import router as therapies
from myelin.updates.api import router as updates
from myelin.visits.api import router as visits

api = make_api(auth=AUTH)
for router in (
    members,
    discussion,
    mutes,
    updates,
    questions,
    helping,
    messages,
    people,
    facts,
    therapies,
    library,
    companion,
    reminders,
    campaign,
    records,
    papers,
    runway,
    circle,
    visits,
    voices,
    home,
    groups,
):
    api.add_router("", router)
