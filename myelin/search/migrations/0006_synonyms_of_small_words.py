from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from myelin.search import ranking


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ranking.install()


class Migration(migrations.Migration):
    """Names such as "can't go" are understood as they are typed."""

    dependencies = [("search", "0005_names")]
    operations = [
        migrations.AddField(
            model_name="synonym",
            name="small",
            field=models.BooleanField(
                default=False,
                help_text="One word and small ones (“can't go”): understood when typed so, never looked for.",
            ),
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
