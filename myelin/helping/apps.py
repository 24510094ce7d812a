from django.apps import AppConfig


class HelpingConfig(AppConfig):
    name = "myelin.helping"
    label = "helping"
