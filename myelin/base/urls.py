from django.urls import path

from myelin.base import views

app_name = "base"
urlpatterns = [
    path("about/<slug:slug>/", views.about, name="about"),
    path("language/", views.language, name="language"),
]
