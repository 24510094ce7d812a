from django.db import migrations, models


class Migration(migrations.Migration):
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
                ("made_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["made_at"], name="once_made_at")],
                "constraints": [models.UniqueConstraint(fields=("key", "member", "path"), name="once_per_form")],
            },
        )
    ]
