import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import CreateExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    """The extensions are trusted: the owner of the database may create them."""

    replaces = [
        ("search", "0001_extensions"),
        ("search", "0002_documents"),
        ("search", "0007_lies_in_group"),
        ("search", "0008_themes"),
        ("search", "0009_written_without_name"),
    ]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("members", "0002_after_the_libraries"),
    ]

    operations = [
        CreateExtension("pg_trgm"),
        CreateExtension("unaccent"),
        CreateExtension("fuzzystrmatch"),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.CharField(help_text="The room's name for it, such as update:12.", max_length=60)),
                ("kind", models.CharField(max_length=20)),
                (
                    "audience",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Only me"),
                            (1, "My circle"),
                            (2, "My followers"),
                            (3, "Members only"),
                            (4, "Everyone, also outside"),
                        ]
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        help_text="Null: the community itself.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        help_text="Of a text without its author's name.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.seal",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        help_text="Where the text lies; it is found by whoever reads there.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.group",
                    ),
                ),
                ("url", models.CharField(max_length=300)),
                ("title", models.CharField(blank=True, max_length=300)),
                (
                    "excerpt",
                    models.CharField(blank=True, help_text="What a result shows under its title.", max_length=300),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True, help_text="A word to show with it, such as a sponsor's.", max_length=80
                    ),
                ),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        db_default=[],
                        default=list,
                        help_text="What it is about, for covers.",
                    ),
                ),
                ("posted_at", models.DateTimeField()),
                ("length", models.FloatField(help_text="Words; those of the title count 2.5 times.")),
                ("tsv", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=True, fields=["tsv"], gin_pending_list_limit=256, name="search_tsv"
                    ),
                    models.Index(
                        condition=models.Q(("kind__in", ("update", "question")), _negated=True),
                        fields=["kind"],
                        name="search_few",
                    ),
                    models.Index(fields=["audience", "id"], name="search_audience"),
                ],
                "constraints": [models.UniqueConstraint(fields=("ref",), name="search_ref_once")],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("lexeme", models.TextField(primary_key=True, serialize=False)),
                ("df", models.FloatField()),
                (
                    "common",
                    models.BooleanField(
                        help_text="Several authors used it, or the community itself: a spelling may be repaired to it."
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("lexeme"), name="gin_trgm_ops"),
                        condition=models.Q(("common", True)),
                        name="search_term_trgm",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Chat",
            fields=[
                ("lexeme", models.TextField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("circle", models.PositiveIntegerField()),
                ("words", models.CharField(max_length=100)),
                ("phrase", models.TextField(help_text="As a tsquery.")),
                ("lexemes", django.contrib.postgres.fields.ArrayField(base_field=models.TextField())),
                (
                    "small",
                    models.BooleanField(
                        default=False,
                        help_text="One word and small ones (“can't go”): understood when typed so, never looked for.",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("circle", "words"), name="synonym_once")],
            },
        ),
        migrations.CreateModel(
            name="Stat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("n", models.FloatField(help_text="Documents counted.")),
                ("avg_len", models.FloatField(help_text="Mean length that the vectors were made with.")),
                ("last_id", models.BigIntegerField(help_text="Documents up to here are counted.")),
            ],
        ),
    ]
