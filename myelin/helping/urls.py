from django.urls import path

from myelin.helping import views

app_name = "helping"
urlpatterns = [
    path("questions/waiting/", views.waiting, name="board"),
    path("questions/desk/", views.desk, name="desk"),
    path("invitations/<int:pk>/not-today/", views.not_today, name="not_today"),
    path("settings/helping/", views.may_be_asked, name="settings"),
    path("settings/helping/pause/", views.pause, name="pause"),
    path("settings/helping/no/", views.no_more, name="no_more"),
]
