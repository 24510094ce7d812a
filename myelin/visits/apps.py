from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "myelin.visits"
    label = "visits"
