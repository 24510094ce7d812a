import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    dependencies = [
        ("companion", "0009_wall_for_arrivals"),
        ("media", "0004_picture_held_until"),
        ("therapies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ordered_on", models.DateField(blank=True, null=True)),
                (
                    "done_on",
                    models.DateField(
                        blank=True, help_text="The day the blood was taken, the picture made …", null=True
                    ),
                ),
                (
                    "cleared_on",
                    models.DateField(
                        blank=True,
                        help_text="When the member heard that the team has seen it and it is clear.",
                        null=True,
                    ),
                ),
                ("repeat_on", models.DateField(blank=True, help_text="When the team wants it again.", null=True)),
                (
                    "values",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict,
                        help_text="ordered_by, note; measures: [{name, code, value, unit (UCUM), low, high}].",
                    ),
                ),
                ("saved_at", models.DateTimeField()),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="results", to="companion.course"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="results", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "test",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="therapies.baselinetest"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ResultPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "picture",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="result", to="media.picture"
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="companion.result"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="result",
            index=models.Index(fields=["course", "test"], name="result_of_course"),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(("ordered_on__isnull", False), ("done_on__isnull", False), _connector="OR"),
                name="result_has_a_day",
                violation_error_message="Please give the day it was ordered, or the day it was done.",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(("cleared_on", None), ("done_on__isnull", False), _connector="OR"),
                name="result_is_cleared_once_done",
                violation_error_message="A test can be clear once it was done.",
            ),
        ),
    ]
