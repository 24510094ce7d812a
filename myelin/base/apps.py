from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "myelin.base"
    label = "base"

    def ready(self) -> None:
        from myelin.base.forms import take_blanks_for_nothing

        take_blanks_for_nothing()
