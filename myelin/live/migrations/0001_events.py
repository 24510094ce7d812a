from django.db import migrations, models
from django.db.models.expressions import RawSQL


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channels", models.TextField(help_text="“thread:12 member:3”.")),
                ("what", models.CharField(max_length=20)),
                ("xact", models.BigIntegerField(db_default=RawSQL("pg_current_xact_id()::text::bigint", ()))),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["xact"], name="event_of_transaction"),
                    models.Index(fields=["made_at"], name="event_made"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__regex", "^[a-z_]{1,20}$")), name="event_is_only_a_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channels__regex", "^[a-z]{1,20}:[0-9]{1,19}( [a-z]{1,20}:[0-9]{1,19})*$")),
                        name="event_names_only_numbers",
                    ),
                ],
            },
        ),
    ]
