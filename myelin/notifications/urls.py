from django.urls import path

from myelin.notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.list_of_news, name="list"),
    path("notifications/<int:pk>/", views.notice, name="notice"),
    path("notifications/leave/<int:pk>/<str:key>/", views.leave, name="leave"),
    path("settings/notifications/", views.delivery, name="settings"),
    path("settings/notifications/devices/", views.devices, name="devices"),
    path("settings/notifications/devices/<int:pk>/removal/", views.device_removal, name="device_removal"),
    path("settings/mail/", views.mail, name="mail"),
    path("settings/mail/<str:name>/", views.letter, name="letter"),
]
