from django.urls import path

from myelin.messages.views import beginning, reading, reports, seats

app_name = "messages"
urlpatterns = [
    path("messages/", reading.conversations, name="list"),
    path("messages/requests/", reading.requests, name="requests"),
    path("messages/new/", beginning.new, name="new"),
    path("messages/to/<slug:handle>/", beginning.write, name="write"),
    path("messages/settings/", seats.door, name="door"),
    path("messages/reports/", reports.reports, name="reports"),
    path("messages/reports/<int:pk>/", reports.report, name="report"),
    path("messages/pictures/<int:pk>/<int:width>/", reading.picture, name="picture"),
    path("messages/<int:pk>/", reading.conversation, name="conversation"),
    path("messages/<int:pk>/acceptance/", seats.acceptance, name="acceptance"),
    path("messages/<int:pk>/mute/", seats.mute, name="mute"),
    path("messages/<int:pk>/removal/", seats.removal, name="removal"),
    path("messages/<int:pk>/leaving/", seats.leaving, name="leaving"),
    path("messages/<int:pk>/people/", seats.people, name="people"),
    path("messages/<int:pk>/reporting/", reports.reporting, name="reporting"),
]
