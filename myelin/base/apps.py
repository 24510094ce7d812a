from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "myelin.base"
    label = "base"
