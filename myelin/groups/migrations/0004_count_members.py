from django.db import migrations

COUNT = """
    update groups_group g set size = counted.number
    from (select group_id, count(*) as number from groups_membership group by group_id) counted
    where counted.group_id = g.id"""


class Migration(migrations.Migration):
    """Begin the count with who is there."""

    dependencies = [("groups", "0003_requests_and_invitations")]

    operations = [migrations.RunSQL(COUNT, migrations.RunSQL.noop)]
