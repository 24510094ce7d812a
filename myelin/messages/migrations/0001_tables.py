import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    replaces = [("messages", "0001_initial")]

    initial = True

    dependencies = [
        ("media", "0001_tables"),
        ("members", "0002_after_the_libraries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "low",
                    models.ForeignKey(
                        help_text="Of two: the smaller number.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "high",
                    models.ForeignKey(
                        help_text="Of two: the larger number.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "name",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", help_text="Of a group, if it has one.", verbose_name="name of the group"
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                (
                    "seats_taken",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Who has not left it, set with the seats. Who said no keeps theirs, so that nobody can tell.",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("low", "high"), name="conversation_of_two_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__lt", models.F("high")), models.Q(("high", None), ("low", None)), _connector="OR"
                        ),
                        name="conversation_of_two_or_a_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats_taken__lte", 8)),
                        name="conversation_has_eight_seats",
                        violation_error_message="A conversation holds up to eight people.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Door",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="door",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "open_to",
                    models.CharField(
                        choices=[
                            ("everybody", "Everybody here"),
                            ("followed", "People I follow, and my circle"),
                            ("nobody", "Nobody new"),
                        ],
                        default="everybody",
                        max_length=10,
                        verbose_name="who may write to me",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="messages.conversation"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages_sent",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "key",
                    models.UUIDField(help_text="Made with the form, sent along with it: two taps are one message."),
                ),
                (
                    "event",
                    models.CharField(
                        blank=True, choices=[("", ""), ("came", "came in"), ("left", "left")], default="", max_length=10
                    ),
                ),
                ("text", myelin.base.fields.EncryptedTextField(blank=True, default="")),
                (
                    "html",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", help_text="Safe HTML of `text`, made when it is written."
                    ),
                ),
                ("picture_count", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField()),
                (
                    "erased_at",
                    models.DateTimeField(
                        blank=True, help_text="When its words were taken away with its author.", null=True
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["conversation", "-id"], name="message_of_conversation"),
                    models.Index(fields=["author", "-sent_at"], name="message_of_author"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("author", "key"), name="message_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            ("picture_count__gt", 0),
                            ("erased_at__isnull", False),
                            _connector="OR",
                        ),
                        name="message_has_words_or_picture",
                        violation_error_message="Add some words or a picture. Either is enough.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("picture_count__lte", 4)),
                        name="message_has_few_pictures",
                        violation_error_message="A message holds up to four pictures.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="messages.conversation"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, help_text="Nobody is told.", null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("muted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "begins_after",
                    models.PositiveBigIntegerField(
                        default=0,
                        help_text="Number of the last message that is not theirs: from before they came, or deleted by them.",
                    ),
                ),
                (
                    "last_message",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="messages.message"
                    ),
                ),
                ("moved_at", models.DateTimeField(blank=True, help_text="When `last_message` came.", null=True)),
                (
                    "unread",
                    models.PositiveSmallIntegerField(default=0, help_text="Messages not opened yet, counted to 99."),
                ),
                ("draft", myelin.base.fields.EncryptedTextField(blank=True, default="")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("accepted_at__isnull", False),
                            ("declined_at", None),
                            ("last_message__isnull", False),
                            ("left_at", None),
                        ),
                        fields=["member", "-moved_at", "-id"],
                        name="seat_list",
                    ),
                    models.Index(
                        condition=models.Q(("accepted_at", None), ("declined_at", None), ("left_at", None)),
                        fields=["member", "-asked_at", "-id"],
                        name="seat_requests",
                    ),
                    models.Index(condition=models.Q(("unread__gt", 0)), fields=["member"], name="seat_unread"),
                ],
                "constraints": [models.UniqueConstraint(fields=("conversation", "member"), name="seat_once")],
            },
        ),
        migrations.CreateModel(
            name="MessagePicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placed_pictures",
                        to="messages.message",
                    ),
                ),
                (
                    "picture",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="media.picture"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(help_text="Order on the page, from 0.")),
                (
                    "alt",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="what is in the picture"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("message", "place"), name="message_picture_place")],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("unkind", "It is unkind or threatening"),
                            ("unwanted", "They keep writing though I do not answer"),
                            ("selling", "It sells something, or asks for money"),
                            ("harm", "Somebody may be in danger"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="why",
                    ),
                ),
                (
                    "note",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="a little more, if it helps"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["made_at", "id"], name="report_waiting"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="copies", to="messages.report"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="messages.message"
                    ),
                ),
                ("text", myelin.base.fields.EncryptedTextField(blank=True, default="")),
                ("html", myelin.base.fields.EncryptedTextField(blank=True, default="")),
                (
                    "pictures",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", help_text="What its pictures show, in words, one a line."
                    ),
                ),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("report", "message"), name="reported_message_once")],
            },
        ),
    ]
