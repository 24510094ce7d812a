from django.apps import AppConfig


class CompanionConfig(AppConfig):
    name = "myelin.companion"
    label = "companion"
