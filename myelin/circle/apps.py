from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "myelin.circle"
    label = "circle"
