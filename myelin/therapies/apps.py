from django.apps import AppConfig


class TherapiesConfig(AppConfig):
    name = "myelin.therapies"
    label = "therapies"
