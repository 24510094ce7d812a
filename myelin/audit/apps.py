from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "myelin.audit"
    label = "audit"
