import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("search", "0001_extensions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Chat",
            fields=[
                ("lexeme", models.TextField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Stat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("n", models.FloatField(help_text="Documents counted.")),
                (
                    "avg_len",
                    models.FloatField(help_text="Mean length that the vectors were made with."),
                ),
                (
                    "last_id",
                    models.BigIntegerField(help_text="Documents up to here are counted."),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("circle", models.PositiveIntegerField()),
                ("words", models.CharField(max_length=100)),
                ("phrase", models.TextField(help_text="As a tsquery.")),
                (
                    "lexemes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField()),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("circle", "words"), name="synonym_once")],
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
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        help_text="The room's name for it, such as update:12.",
                        max_length=60,
                    ),
                ),
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
                ("url", models.CharField(max_length=300)),
                ("title", models.CharField(blank=True, max_length=300)),
                (
                    "excerpt",
                    models.CharField(
                        blank=True,
                        help_text="What a result shows under its title.",
                        max_length=300,
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="A word to show with it, such as a sponsor's.",
                        max_length=80,
                    ),
                ),
                ("posted_at", models.DateTimeField()),
                (
                    "length",
                    models.FloatField(help_text="Words; those of the title count 2.5 times."),
                ),
                ("tsv", django.contrib.postgres.search.SearchVectorField()),
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
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=True,
                        fields=["tsv"],
                        gin_pending_list_limit=256,
                        name="search_tsv",
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
    ]
