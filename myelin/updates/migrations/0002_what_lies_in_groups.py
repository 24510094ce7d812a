from django.db import migrations

PICTURES = """
    update media_picture p set group_id = t.group_id
    from updates_updatepicture placed join discussion_thread t on t.id = placed.update_id
    where placed.picture_id = p.id and t.group_id is not null"""
DOCUMENTS = """
    update search_document d set group_id = t.group_id
    from discussion_thread t where t.group_id is not null and d.ref = t.kind || ':' || t.id"""
NOTICES = """
    update notifications_notice n set group_id = t.group_id
    from discussion_thread t where t.group_id is not null and split_part(n.url, '#', 1) = t.url"""


class Migration(migrations.Migration):
    """Tell what was posted in groups before that it lies there."""

    dependencies = [
        ("discussion", "0002_lies_in_group"),
        ("media", "0002_lies_in_group"),
        ("notifications", "0002_lies_in_group"),
        ("search", "0007_lies_in_group"),
        ("updates", "0001_initial"),
    ]

    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in (PICTURES, DOCUMENTS, NOTICES)]
