import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    replaces = [("exchange", "0001_readings"), ("exchange", "0003_long_files")]

    initial = True

    dependencies = [
        ("members", "0002_after_the_libraries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("fhir", "A FHIR file"), ("table", "A table"), ("phone", "A phone’s health file")],
                        max_length=5,
                    ),
                ),
                ("brought_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, help_text="When all of it was read.", null=True)),
                (
                    "wanted_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Since when much that is ticked waits to be taken by the worker.",
                        null=True,
                    ),
                ),
                (
                    "taken_at",
                    models.DateTimeField(blank=True, help_text="When the member took what they ticked.", null=True),
                ),
                ("done", models.PositiveSmallIntegerField(default=0, help_text="Per cent of it that is read.")),
                (
                    "held",
                    models.CharField(blank=True, help_text="Where it waits to be read, encrypted.", max_length=32),
                ),
                (
                    "said",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict,
                        help_text="why: a sentence, when it cannot be read or taken; while it is read: number of whole, sums.",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-brought_at", "-id"], name="reading_of_member")],
            },
        ),
        migrations.CreateModel(
            name="Found",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="found", to="exchange.reading"
                    ),
                ),
                ("place", models.PositiveIntegerField(help_text="Its place in the file, from 0.")),
                ("kind", models.CharField(help_text="What it is here: course, dose, result, day …", max_length=12)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("asks", "Asks you"),
                            ("here", "Already here"),
                            ("with", "Part of another entry"),
                            ("left", "Cannot be taken"),
                            ("taken", "Taken"),
                        ],
                        max_length=5,
                    ),
                ),
                ("chosen", models.BooleanField(default=False)),
                ("mark", models.CharField(blank=True, help_text="Keyed digest of what it says.", max_length=64)),
                (
                    "said",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict, help_text="title, on, why; told: what is taken."
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("reading", "place"), name="found_once"),
                    models.CheckConstraint(
                        condition=models.Q(("chosen", False), ("standing__in", ["new", "asks"]), _connector="OR"),
                        name="found_chosen_can_be_taken",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Taken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("mark", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "mark"), name="taken_once")],
            },
        ),
    ]
