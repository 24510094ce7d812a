from django.urls import path

from myelin.notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.news, name="list"),
    path("notifications/reading/", views.reading, name="reading"),
    path("settings/mail/", views.letters, name="letters"),
    path("settings/mail/<str:name>/", views.letter, name="letter"),
]
