from django.db import migrations

BEFORE = (
    '<circle class="bg" cx="24" cy="24" r="19"/><circle class="ring" cx="24" cy="24" r="22" '
    'stroke-dasharray="15 8.04" transform="rotate(-70 24 24)"/>'
)
AFTER = '<circle class="bg"/><circle class="ring"/>'
SWAP = "UPDATE discussion_thread SET card = replace(card, %(old)s, %(new)s) WHERE strpos(card, %(old)s) > 0"


class Migration(migrations.Migration):
    """Where the circles of an avatar stand is said by the stylesheet, once, and no longer by each stored card.

    What a member writes is escaped, so what is found is ours.
    """

    dependencies = [("discussion", "0012_save_on_old_cards")]

    operations = [migrations.RunSQL([(SWAP, {"old": BEFORE, "new": AFTER})], [(SWAP, {"old": AFTER, "new": BEFORE})])]
