"""The care circle as JSON: one's own, and those whom one cares for. The same forms and actions as the pages."""

from ninja import Router

from myelin.circle.api import carer, own

router = Router()
for part in (own, carer):
    router.add_router("", part.router)

__all__ = ["router"]
