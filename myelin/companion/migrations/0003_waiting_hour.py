from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("companion", "0002_behind_the_wall"),
    ]

    operations = [
        migrations.AddField(
            model_name="infusion",
            name="waiting_hour",
            field=models.TimeField(
                blank=True, help_text="The hour on `moved_to`, while the dose is on another day.", null=True
            ),
        ),
        migrations.AddField(
            model_name="infusion",
            name="waiting_minutes",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Minutes it takes on `moved_to`, while the dose is on another day.", null=True
            ),
        ),
    ]
