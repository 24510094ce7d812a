from django.urls import path

from myelin.people import views

app_name = "people"
urlpatterns = [
    path("settings/treatments/", views.treatments, name="treatments"),
    path("settings/treatments/<int:pk>/", views.treatment, name="treatment"),
    path("settings/treatments/<int:pk>/removal/", views.treatment_removal, name="treatment_removal"),
    path("settings/hard-things/", views.hard_things, name="hard_things"),
    path("settings/portrait/", views.portrait, name="portrait"),
    path("settings/portrait/removal/", views.portrait_removal, name="portrait_removal"),
]
