"""Visits as JSON: their pages, links and what was agreed on. The same forms and actions as the pages."""

from ninja import Router

from myelin.visits.api import agreed, links, visits

router = Router()
for part in (visits, links, agreed):
    router.add_router("", part.router)

__all__ = ["router"]
