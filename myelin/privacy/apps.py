from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "myelin.privacy"
    label = "privacy"
