from django.urls import path

from myelin.newsletter import views

app_name = "newsletter"
urlpatterns = [
    path("newsletter/", views.subscribe, name="subscribe"),
    path("newsletter/sent/", views.sent, name="sent"),
    path("newsletter/thanks/", views.thanks, name="thanks"),
    path("newsletter/confirmation/<str:token>/", views.confirmation, name="confirmation"),
    path("newsletter/leave/<int:pk>/<slug:key>/", views.leave, name="leave"),
    path("settings/newsletter/", views.issues, name="issues"),
    path("settings/newsletter/<int:pk>/sending/", views.sending, name="sending"),
]
