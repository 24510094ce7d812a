import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("audit", "0001_initial")]

    initial = True

    dependencies = [
        ("members", "0002_after_the_libraries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "action",
                    models.CharField(help_text="The thing and what was done: infusion.completed.", max_length=60),
                ),
                ("subject_kind", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="Typed by staff who look at what is private.", max_length=300
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "entries",
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="audit_newest"),
                    models.Index(fields=["subject_kind", "subject_id", "-at"], name="audit_of_subject"),
                ],
            },
        ),
    ]
