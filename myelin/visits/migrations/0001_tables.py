import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    replaces = [
        ("visits", "0001_initial"),
        ("visits", "0003_agreed_reminder"),
        ("visits", "0004_shown_may_be_forgotten"),
    ]

    initial = True

    dependencies = [
        ("companion", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("on", models.DateField(help_text="The day of the visit.")),
                ("since", models.DateField(help_text="The first day that its page tells of.")),
                (
                    "said",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict,
                        help_text="with_whom; questions: up to three; note; hidden: keys of parts and rows; tells_hidden, draws (bool). What was not told is absent.",
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-on", "-id"], name="visit_of_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("since__lte", models.F("on"))),
                        name="visit_tells_of_days_before_it",
                        violation_error_message="The page tells of the days before the visit. Could the two be swapped?",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="agreed", to="visits.visit"
                    ),
                ),
                ("by", models.DateField(blank=True, help_text="Until when.", null=True)),
                ("said", myelin.base.fields.EncryptedJSONField(default=dict, help_text="words; owner: an Owner.")),
                (
                    "step",
                    models.OneToOneField(
                        blank=True,
                        help_text="The step on the way to a dose that it became.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="companion.step",
                    ),
                ),
                (
                    "result",
                    models.OneToOneField(
                        blank=True,
                        help_text="The test, ordered at the visit, that it became.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="companion.result",
                    ),
                ),
                (
                    "reminder",
                    models.OneToOneField(
                        blank=True,
                        help_text="The reminder on its last day that it became.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="companion.reminder",
                    ),
                ),
                ("noted_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["visit", "id"], name="agreed_at_visit")],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="visits.visit"
                    ),
                ),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of the last part of the address.", max_length=64, unique=True),
                ),
                (
                    "code_mark",
                    models.CharField(help_text="A keyed mark of the code, which opens it once.", max_length=64),
                ),
                (
                    "shown",
                    myelin.base.fields.EncryptedJSONField(
                        help_text="The page as it was: a Brief; nothing once the link is over.", null=True
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0, help_text="Wrong codes so far.")),
                ("opened_at", models.DateTimeField(blank=True, help_text="When its code was used.", null=True)),
                (
                    "browser_mark",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="SHA-256 of what the browser holds that the code was used in.",
                        max_length=64,
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["visit", "-made_at"], name="share_of_visit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("browser_mark", ""), ("opened_at", None)),
                            models.Q(("opened_at__isnull", False), models.Q(("browser_mark", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="share_is_bound_once_opened",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="looks", to="visits.share"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("opened", "Opened with the code"),
                            ("again", "Looked at again in the same browser"),
                            ("wrong", "Somebody typed a wrong code"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["share", "-at"], name="look_at_share")],
            },
        ),
    ]
