import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields
import myelin.notifications.models.delivery


class Migration(migrations.Migration):
    replaces = [
        ("notifications", "0001_initial"),
        ("notifications", "0002_lies_in_group"),
        ("notifications", "0003_rhythm_and_switches"),
        ("notifications", "0004_followed_questions"),
        ("notifications", "0005_following"),
        ("notifications", "0006_news_of_groups"),
        ("notifications", "0007_invitations"),
        ("notifications", "0008_words_of_an_invitation"),
        ("notifications", "0009_devices"),
        ("notifications", "0011_seal_opened"),
        ("notifications", "0012_buddies"),
        ("notifications", "0013_what_a_notice_is_about"),
        ("notifications", "0014_reminders"),
        ("notifications", "0015_words_of_circles"),
        ("notifications", "0016_the_letter_that_is_on_its_way"),
    ]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("members", "0002_after_the_libraries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="delivery",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("once", "At once"),
                            ("daily", "Once a day, in the morning"),
                            ("weekly", "Once a week, on Sunday morning"),
                            ("never", "Never"),
                        ],
                        default="weekly",
                        max_length=10,
                        verbose_name="mail",
                    ),
                ),
                (
                    "device_rhythm",
                    models.CharField(
                        choices=[
                            ("once", "At once"),
                            ("daily", "Once a day, in the morning"),
                            ("weekly", "Once a week, on Sunday morning"),
                            ("never", "Never"),
                        ],
                        db_default="once",
                        default="once",
                        max_length=10,
                        verbose_name="on my devices",
                    ),
                ),
                (
                    "quiet_from",
                    models.TimeField(blank=True, default=datetime.time(21, 0), null=True, verbose_name="quiet from"),
                ),
                (
                    "quiet_until",
                    models.TimeField(blank=True, default=datetime.time(8, 0), null=True, verbose_name="quiet until"),
                ),
                (
                    "silent",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        default=list,
                        help_text="Sections not told of at all.",
                    ),
                ),
                (
                    "unmailed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        default=myelin.notifications.models.delivery.unmailed,
                        help_text="Sections told of in the app only.",
                    ),
                ),
                (
                    "letter_at",
                    models.DateTimeField(blank=True, help_text="When the next letter is to be written.", null=True),
                ),
                (
                    "show_at",
                    models.DateTimeField(
                        blank=True, help_text="When devices are to say that there is news.", null=True
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("letter_at__isnull", False)), fields=["letter_at"], name="delivery_due"
                    ),
                    models.Index(
                        condition=models.Q(("show_at__isnull", False)), fields=["show_at"], name="delivery_to_show"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="devices", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.session"
                    ),
                ),
                (
                    "password",
                    models.CharField(
                        help_text="A mark of the password that the session was begun with.", max_length=16
                    ),
                ),
                (
                    "mark",
                    models.CharField(help_text="SHA-256 of its address: one browser is one device.", max_length=64),
                ),
                (
                    "way",
                    myelin.base.fields.EncryptedJSONField(
                        help_text="Its address at the push service, and the two keys that only it can read with."
                    ),
                ),
                ("name", models.CharField(help_text="What the browser says it is.", max_length=80)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-added_at", "-id"], name="device_of_member")],
                "constraints": [models.UniqueConstraint(fields=("mark",), name="device_once")],
            },
        ),
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        help_text="What it is about and for whom; makes it one letter.", max_length=200, unique=True
                    ),
                ),
                ("message_id", models.CharField(max_length=120, unique=True)),
                ("to", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                ("headers", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "wrote under something of yours"),
                            ("answer", "answered your question"),
                            ("followed_answer", "answered a question that you follow"),
                            ("closed", "closed a question that you follow"),
                            ("duplicate", "found that a question you follow was asked before"),
                            ("invitation", "thought of you for a question. Only if you feel like it"),
                            ("best_answer", "says your answer helped most"),
                            ("hug", "sent you a hug"),
                            ("like", "likes what you shared"),
                            ("me_too", "says: me too"),
                            ("export", "took a copy of your data, with a reason that is in your log"),
                            ("mention", "named you"),
                            ("follow", "follows you now"),
                            ("follow_request", "asks to follow you"),
                            ("follow_accepted", "lets you follow them"),
                            ("review", "looked at an article of yours"),
                            ("group_invitation", "invites you to a group"),
                            ("group_request", "asks to join a group that you look after"),
                            ("group_welcome", "let you into a group"),
                            ("seal_opened", "opened who wrote something of yours, with reasons that are in your log"),
                            ("buddy_asked", "would like to be your buddy. Say yes only if you feel like it"),
                            ("buddy_yes", "said yes: you are buddies for eight weeks"),
                            ("buddy_week", "have an idea for this week’s hello to your buddy"),
                            (
                                "buddy_eight",
                                "thank you both for eight weeks as buddies. You can simply go on as friends",
                            ),
                            (
                                "buddy_over",
                                "thank you for the time with your buddy, which is over now. It is nobody’s fault",
                            ),
                            ("reminder", "remind you of something that you set"),
                            ("circle_invitation", "asks you into their circle"),
                            ("circle_accepted", "is in your circle now"),
                            ("circle_word", "left you a word in their circle"),
                            ("circle_taken", "took something off your list"),
                            ("circle_note", "wrote a note for you"),
                            ("group_taken_out", "took a post of yours out of a group"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("url", models.CharField(help_text="Path of the page to look at.", max_length=300)),
                (
                    "about",
                    models.BigIntegerField(
                        help_text="Number of the thread it tells of, for the rooms above.", null=True
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        help_text="Where the thing lies.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, help_text="When a letter told of it.", null=True)),
                (
                    "letter",
                    models.ForeignKey(
                        db_index=False,
                        help_text="The letter that tells of it, until that has left.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="notifications.outgoingmail",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "-made_at", "-id"], name="notice_of_member"),
                    models.Index(
                        condition=models.Q(("letter__isnull", False)), fields=["letter"], name="notice_in_letter"
                    ),
                ],
            },
        ),
    ]
