from django.urls import path

from myelin.therapies import views

app_name = "therapies"
urlpatterns = [
    path("medicines/", views.medicines, name="medicines"),
    path("medicines/<slug:slug>/", views.medicine, name="medicine"),
]
