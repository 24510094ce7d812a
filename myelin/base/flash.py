"""Django's notes after a redirect, under another label: `messages` is the room of private words."""

from django.contrib.messages import apps


class FlashConfig(apps.MessagesConfig):
    """The same app; only its short name makes room."""

    label = "flash"
