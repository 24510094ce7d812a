from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "myelin.messages"
    label = "messages"
