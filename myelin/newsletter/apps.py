from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "myelin.newsletter"
    label = "newsletter"
