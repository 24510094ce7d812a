from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "myelin.exchange"
    label = "exchange"
