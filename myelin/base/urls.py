from django.urls import path

from myelin.base import views

app_name = "base"
urlpatterns = [
    path("about/<slug:slug>/", views.about, name="about"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("language/", views.language, name="language"),
]
