from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "myelin.library"
    label = "library"
