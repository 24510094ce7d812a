import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    dependencies = [
        ("companion", "0004_room_for_long_units"),
        ("therapies", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="course",
            name="ordered_on",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateField(),
                blank=True,
                help_text="First days of parts that only the team can order.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="own_interval_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Days between doses that the member and the team agreed on, if not the rule's.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="own_interval_from",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="The number of the first dose that it puts on its day.", null=True
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="received_before",
            field=myelin.base.fields.EncryptedJSONField(
                blank=True,
                help_text="What counts toward a lifetime ceiling from before, in the ceiling's unit.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="infusion",
            name="amount_given",
            field=myelin.base.fields.EncryptedJSONField(
                blank=True, help_text="In the unit of the dose, when it was another amount than planned.", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("own_interval_days", None), ("own_interval_from", None)),
                    models.Q(
                        ("own_interval_days__gte", 1),
                        ("own_interval_days__isnull", False),
                        ("own_interval_from__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="course_own_interval_is_whole",
            ),
        ),
    ]
