from __future__ import annotations

from django.db import models


class OutgoingMail(models.Model):
    """A letter that the queue sends. The row is the ledger: sent once, with one Message-ID for ever."""

    key = models.CharField(max_length=200, unique=True, help_text="What it is about and for whom; makes it one letter.")
    message_id = models.CharField(max_length=120, unique=True)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
