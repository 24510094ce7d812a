from django.urls import path

from myelin.facts import views

app_name = "facts"
urlpatterns = [
    path("facts/", views.queue, name="queue"),
    path("facts/<int:pk>/", views.fact, name="fact"),
]
