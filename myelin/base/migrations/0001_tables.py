from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    replaces = [("base", "0001_once"), ("base", "0002_once_for_programs")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Once",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(help_text="Made with the form, sent along with it.")),
                ("member", models.PositiveBigIntegerField(default=0, help_text="Who sent it; 0 for a visitor.")),
                ("path", models.CharField(help_text="Where it was sent.", max_length=500)),
                ("location", models.CharField(blank=True, help_text="Where the first answer led.", max_length=2000)),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        help_text="What a program was answered first; null for forms.", null=True
                    ),
                ),
                (
                    "body",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, db_default="", help_text="The JSON that a program was answered first."
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["made_at"], name="once_made_at")],
                "constraints": [models.UniqueConstraint(fields=("key", "member", "path"), name="once_per_form")],
            },
        ),
    ]
