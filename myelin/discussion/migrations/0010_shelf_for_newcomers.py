from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0009_written_without_name"),
        ("groups", "0004_count_members"),
        ("pack", "0002_in_languages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="for_newcomers_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When its author let it stand on the shelf for people who were told lately.",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("for_newcomers_at__isnull", False)),
                fields=["-posted_at", "-id"],
                name="thread_for_newcomers",
            ),
        ),
    ]
