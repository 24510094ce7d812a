from django.apps import AppConfig


class PackConfig(AppConfig):
    name = "myelin.pack"
    label = "pack"
