import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    dependencies = [
        ("companion", "0013_wall_behind_runway"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PackItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", myelin.base.fields.EncryptedTextField()),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pack_items",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "uuid",
                    models.UUIDField(
                        help_text="Made where it was tapped, so that it arrives once however often it is sent."
                    ),
                ),
                ("kind", models.CharField(help_text="A Kind of `day`.", max_length=16)),
                ("at", models.DateTimeField(help_text="When it happened.")),
                ("noted_at", models.DateTimeField(help_text="When it arrived here.")),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "said",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict, help_text="feeling, text, lot; day 0–3 of a look back."
                    ),
                ),
                (
                    "infusion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taps", to="companion.infusion"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taps", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["infusion", "at"], name="tap_of_infusion")],
                "constraints": [models.UniqueConstraint(fields=("member", "uuid"), name="tap_once")],
            },
        ),
    ]
