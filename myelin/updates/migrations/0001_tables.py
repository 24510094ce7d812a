import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("updates", "0001_initial"), ("updates", "0002_what_lies_in_groups")]

    initial = True

    dependencies = [
        ("discussion", "0001_tables"),
        ("media", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Update",
            fields=[
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="discussion.thread",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=10000, verbose_name="words")),
                (
                    "mood",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("good", "Good"),
                            ("okay", "Okay"),
                            ("mixed", "Mixed"),
                            ("low", "Low"),
                            ("rough", "Rough"),
                        ],
                        max_length=10,
                        verbose_name="mood",
                    ),
                ),
                (
                    "picture_count",
                    models.PositiveSmallIntegerField(default=0, help_text="How many rows `UpdatePicture` has for it."),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), ("picture_count__gt", 0), _connector="OR"
                        ),
                        name="update_has_words_or_picture",
                        violation_error_message="An update needs words or a picture.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("picture_count__lte", 4)),
                        name="update_has_few_pictures",
                        violation_error_message="An update holds up to four pictures.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UpdatePicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "update",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="placed_pictures", to="updates.update"
                    ),
                ),
                ("picture", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, to="media.picture")),
                ("place", models.PositiveSmallIntegerField(help_text="Order on the page, from 0.")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("update", "place"), name="update_picture_place")],
            },
        ),
        migrations.CreateModel(
            name="UpdateVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "update",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="updates.update"
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("mood", models.CharField(blank=True, max_length=10)),
                ("written_at", models.DateTimeField(help_text="When these words were posted.")),
                ("replaced_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["update", "-replaced_at"], name="version_of_update")],
            },
        ),
    ]
