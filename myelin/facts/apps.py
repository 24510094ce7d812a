from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "myelin.facts"
    label = "facts"
