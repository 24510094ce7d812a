from django.contrib.postgres.operations import CreateExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Trusted extensions: the owner of the database may create them."""

    initial = True
    operations = [
        CreateExtension("pg_trgm"),
        CreateExtension("unaccent"),
        CreateExtension("fuzzystrmatch"),
    ]
