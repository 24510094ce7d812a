from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "myelin.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Take the letters of the floor below."""
        from myelin.members.outbox import outbox
        from myelin.notifications import mail

        outbox.put = mail.put
