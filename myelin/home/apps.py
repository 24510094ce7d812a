from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "myelin.home"
    label = "home"
