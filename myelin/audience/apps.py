from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "myelin.audience"
    label = "audience"
