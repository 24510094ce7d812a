from django.db import migrations, models

from myelin.base.fields import EncryptedTextField


class Migration(migrations.Migration):
    dependencies = [("base", "0001_once")]

    operations = [
        migrations.AddField(
            "once",
            "body",
            # The code before this one writes rows without it.
            EncryptedTextField(blank=True, db_default="", help_text="The JSON that a program was answered first."),
        ),
        migrations.AddField(
            "once",
            "status",
            models.PositiveSmallIntegerField(help_text="What a program was answered first; null for forms.", null=True),
        ),
    ]
