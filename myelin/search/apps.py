from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "myelin.search"
    label = "search"
