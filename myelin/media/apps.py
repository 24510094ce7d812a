from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "myelin.media"
    label = "media"
