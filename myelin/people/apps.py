from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "myelin.people"
    label = "people"
