from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "myelin.notifications"
    label = "notifications"
