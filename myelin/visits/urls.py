from django.urls import path

from myelin.visits.views import agreed, links, visits

app_name = "visits"
urlpatterns = [
    path("care/visits/", visits.visits, name="visits"),
    path("care/visits/<int:pk>/", visits.visit, name="visit"),
    path("care/visits/<int:pk>/words/", visits.words, name="words"),
    path("care/visits/<int:pk>/parts/", visits.parts, name="parts"),
    path("care/visits/<int:pk>/entries/", visits.entries, name="entries"),
    path("care/visits/<int:pk>/page.pdf", visits.paper, name="paper"),
    path("care/visits/<int:pk>/page.fhir.json", visits.bundle, name="bundle"),
    path("care/visits/<int:pk>/removal/", visits.removal, name="removal"),
    path("care/visits/<int:pk>/links/", links.links, name="links"),
    path("care/visits/<int:pk>/links/<int:link>/revocation/", links.revocation, name="revocation"),
    path("care/visits/<int:pk>/agreed/", agreed.agreed, name="agreed"),
    path("care/visits/<int:pk>/agreed/<int:line>/removal/", agreed.removal, name="agreed_removal"),
    path("visit/<str:token>/", links.shared, name="shared"),
]
