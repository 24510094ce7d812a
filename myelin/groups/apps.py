from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "myelin.groups"
    label = "groups"
