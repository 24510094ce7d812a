from django.urls import path

from myelin.notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.news, name="list"),
    path("settings/mail/", views.mail, name="mail"),
    path("settings/mail/<str:name>/", views.letter, name="letter"),
]
