"""Every address of the house. Rooms write whole paths; who may call each stands in `policy.py`."""

from django.urls import include, path

from myelin.config import api, health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", api.api.urls),
    # Django asks them in turn: what is read most stands first.
    path("", include("myelin.updates.urls")),
    path("", include("myelin.questions.urls")),
    # /people/buddy/ is nobody's page: it stands before those of members.
    path("", include("myelin.people.urls")),
    path("", include("myelin.home.urls")),
    # An article is read by more visitors than anything else: behind all other rooms, finding it was a seventh of its page.
    path("", include("myelin.library.urls")),
    path("", include("myelin.base.urls")),
    path("", include("myelin.members.urls")),
    path("", include("myelin.members.account_urls")),
    path("", include("myelin.facts.urls")),
    path("", include("myelin.notifications.urls")),
    path("", include("myelin.discussion.urls")),
    path("", include("myelin.therapies.urls")),
    path("", include("myelin.messages.urls")),
    path("", include("myelin.helping.urls")),
    path("", include("myelin.newsletter.urls")),
    path("", include("myelin.companion.urls")),
    path("", include("myelin.exchange.urls")),
    path("", include("myelin.visits.urls")),
    path("", include("myelin.circle.urls")),
    path("", include("myelin.privacy.urls")),
]

handler400 = "myelin.base.views.handler400"
handler403 = "myelin.base.views.handler403"
handler404 = "myelin.base.views.handler404"
handler500 = "myelin.base.views.handler500"
