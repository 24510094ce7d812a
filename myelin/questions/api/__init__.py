"""Questions and answers as JSON: the same forms and the same actions as the pages."""

from ninja import Router

from myelin.questions.api import answers, questions, tending

router = Router()
for part in (questions, answers, tending):
    router.add_router("", part.router)

__all__ = ["router"]
