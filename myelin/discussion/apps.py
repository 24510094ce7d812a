from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "myelin.discussion"
    label = "discussion"
