from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "myelin.config"
    label = "config"
