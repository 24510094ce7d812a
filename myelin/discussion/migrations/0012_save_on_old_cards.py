from django.db import migrations

SAVE_ON_QUESTIONS = """UPDATE discussion_thread SET card = replace(card, '[[replies]]</a></div>', '[[replies]]</a>[[save]]</div>')
    WHERE kind = 'question' AND strpos(card, '[[save]]') = 0"""
SAVE_ON_ARTICLES = """UPDATE discussion_thread SET card = regexp_replace(card, E'</article>\\\\s*$', E'[[save]]\\n</article>')
    WHERE kind = 'article' AND strpos(card, '[[save]]') = 0"""


class Migration(migrations.Migration):
    """Cards of questions and articles that were made before one could save them get the blank where "Save" stands.

    No member's words look like a blank, so what is found is one.
    """

    dependencies = [("discussion", "0011_last_hugs")]

    operations = [
        migrations.RunSQL(SAVE_ON_QUESTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(SAVE_ON_ARTICLES, migrations.RunSQL.noop),
    ]
