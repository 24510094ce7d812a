from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("circle", "0003_log_is_written_once"),
    ]

    operations = [
        migrations.AlterField(
            model_name="look",
            name="kind",
            field=models.CharField(
                choices=[
                    ("joined", "said yes to your circle"),
                    ("left", "left your circle"),
                    ("dates", "looked at the dates in your calendar"),
                    ("feed", "read your dates with a calendar program"),
                    ("steps", "looked at the steps of your plan"),
                    ("step_taken", "took a step of your plan"),
                    ("step_left", "gave a step of your plan back"),
                    ("tired", "saw your word for today"),
                    ("notes", "looked at their notes about you"),
                    ("noted", "wrote a note about you"),
                    ("board", "looked at your list of things to do"),
                    ("taken", "took something on your list"),
                    ("given_back", "gave something on your list back"),
                ],
                max_length=12,
            ),
        ),
    ]
