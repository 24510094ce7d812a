from django.urls import path

from myelin.privacy import views

app_name = "privacy"
urlpatterns = [
    path("settings/data/", views.data, name="data"),
    path("settings/data/copy/", views.copy, name="copy"),
    path("settings/data/erasure/", views.erasure, name="erasure"),
    path("settings/data/members/", views.members, name="members"),
    path("settings/data/members/memorial/", views.memorial, name="memorial"),
    path("goodbye/", views.erased, name="erased"),
]
