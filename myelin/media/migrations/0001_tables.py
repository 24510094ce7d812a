import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("media", "0001_initial"),
        ("media", "0002_lies_in_group"),
        ("media", "0003_picture_kept_apart"),
        ("media", "0004_picture_held_until"),
    ]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Name of its files, without width and ending.", max_length=64, unique=True
                    ),
                ),
                ("width", models.PositiveIntegerField(help_text="Pixels of the larger file.")),
                ("height", models.PositiveIntegerField()),
                ("alt", models.CharField(blank=True, max_length=300, verbose_name="what is in the picture")),
                (
                    "audience",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Only me"),
                            (1, "My circle"),
                            (2, "My followers"),
                            (3, "Members only"),
                            (4, "Everyone, also outside"),
                        ],
                        default=0,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "kept_apart",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Shown by the room that holds it alone, never at the common address of pictures.",
                    ),
                ),
                (
                    "placed_at",
                    models.DateTimeField(blank=True, help_text="When something began to show it.", null=True),
                ),
                ("held_until", models.DateTimeField(blank=True, help_text="How long a draft waits for it.", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("placed_at", None)), fields=["made_at"], name="picture_loose")
                ],
            },
        ),
    ]
