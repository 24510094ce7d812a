from django.apps import AppConfig


class UpdatesConfig(AppConfig):
    name = "myelin.updates"
    label = "updates"
