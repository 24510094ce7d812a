from django.db import migrations


class Migration(migrations.Migration):
    """People are found by a part of their name, or by a name with a slip in it."""

    dependencies = [("search", "0004_ranking")]
    operations = [
        migrations.RunSQL(
            """create index search_names on search_document
                 using gin (public.search_plain(title) public.gin_trgm_ops) where kind = 'person'""",
            "drop index search_names",
        )
    ]
