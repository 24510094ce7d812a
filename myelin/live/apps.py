from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "myelin.live"
    label = "live"
