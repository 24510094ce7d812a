from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "myelin.demo"
    label = "demo"
