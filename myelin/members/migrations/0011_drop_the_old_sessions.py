from django.db import migrations


class Migration(migrations.Migration):
    """Sessions moved into a table of ours (0004); nothing has read Django's since."""

    dependencies = [("members", "0010_short_addresses")]

    operations = [migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop)]
