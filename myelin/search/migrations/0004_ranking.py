from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from myelin.search import ranking


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    ranking.install()


class Migration(migrations.Migration):
    """The functions that rank. A server without pgvector is served too, so this never fails for want of it."""

    dependencies = [("search", "0003_chat_words")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
