from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from myelin.search import ranking

# Lexemes of real messages that say nothing about their topic. Half weight, not none: "month" sometimes matters.
CHAT = """
advic advis age ago also am answer anyon anyth articl ask best bless brother came can cant come contact could
dad daughter day dear doctor doesnt dont dr e-mail email even father feel felt find first friend gave get give
go god good got great happi hear heard hello help hi hope husband id im info inform information ive just kind
know last learn like link look lot madam made mail make man mani may medlineplus might mom month mother much
name need nih now old one patient peopl person pleas please pls plz problem question read realli regard repli
respons said saw say see send should sinc sincer sir sister site someon someth son still suffer suggest take
tell thank thanks thing think thought three time today took topic tri two u ur use want websit week went wife
woman wonder would year yesterday yr yrs
"""

FIRST_GUESS_OF_MEAN_LENGTH = 50


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    chat = apps.get_model("search", "Chat")
    chat.objects.bulk_create(chat(lexeme=lexeme) for lexeme in CHAT.split())
    apps.get_model("search", "Stat").objects.create(n=0, avg_len=FIRST_GUESS_OF_MEAN_LENGTH, last_id=0)


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The functions that rank. A server without pgvector is served too, so this never fails for want of it."""
    ranking.install()


# Members are found by a part of their name, or by a name with a slip in it.
NAMES = """create index if not exists search_names on members_member
    using gin (public.search_plain(name) public.gin_trgm_ops)"""


class Migration(migrations.Migration):
    """What search ranks with."""

    replaces = [
        ("search", "0003_chat_words"),
        ("search", "0004_ranking"),
        ("search", "0005_names"),
        ("search", "0006_synonyms_of_small_words"),
    ]
    dependencies = [("search", "0001_tables"), ("members", "0002_after_the_libraries")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(install, migrations.RunPython.noop),
        migrations.RunSQL(NAMES, "drop index if exists search_names"),
    ]
