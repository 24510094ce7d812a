from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "myelin.members"
    label = "members"
