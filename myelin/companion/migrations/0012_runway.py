import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    dependencies = [
        ("companion", "0011_wall_behind_care"),
        ("media", "0004_picture_held_until"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="infusion",
            name="moved_because",
            field=myelin.base.fields.EncryptedTextField(
                blank=True, db_default="", default="", help_text="A Delay, or nothing."
            ),
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("me", "You"),
                            ("clinic", "Clinic"),
                            ("center", "Infusion center"),
                            ("pharmacy", "Pharmacy"),
                            ("insurer", "Insurer"),
                            ("companion", "Who comes along"),
                        ],
                        max_length=12,
                    ),
                ),
                ("said", myelin.base.fields.EncryptedJSONField(default=dict, help_text="name, phone, hours.")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="companion.course"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("course", "owner"), name="contact_once")],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="A kind of the plan, or “own”.", max_length=20)),
                (
                    "days_before",
                    models.SmallIntegerField(blank=True, help_text="Of an own step: before the infusion.", null=True),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("not_needed_at", models.DateTimeField(blank=True, null=True)),
                ("noted_at", models.DateTimeField(help_text="When the last word about it was noted.")),
                (
                    "said",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict, help_text="answer, who, reference, note; title and owner of an own step."
                    ),
                ),
                (
                    "infusion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="companion.infusion"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "picture",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="step",
                        to="media.picture",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["infusion", "kind"], name="step_of_infusion")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "own"), _negated=True),
                        fields=("infusion", "kind"),
                        name="step_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_at", None), ("not_needed_at", None), _connector="OR"),
                        name="step_is_done_or_not_needed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "own"), _negated=True), ("days_before__isnull", False), _connector="OR"
                        ),
                        name="step_own_has_a_day",
                    ),
                ],
            },
        ),
    ]
