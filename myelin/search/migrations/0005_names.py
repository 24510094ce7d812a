from django.conf import settings
from django.db import migrations


class Migration(migrations.Migration):
    """Members are found by a part of their name, or by a name with a slip in it."""

    dependencies = [("search", "0004_ranking"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.RunSQL(
            """create index if not exists search_names on members_member
                 using gin (public.search_plain(name) public.gin_trgm_ops)""",
            "drop index if exists search_names",
        )
    ]
