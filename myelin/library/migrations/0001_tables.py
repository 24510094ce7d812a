import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import myelin.library.blocks


class Migration(migrations.Migration):
    replaces = [("library", "0001_articles")]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("discussion", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("pack", "0001_tables"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="MedicalReviewTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "medical review",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="Sponsor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "label",
                    models.CharField(
                        help_text="Stands before the title wherever the article shows: “Sponsored by …”.",
                        max_length=80,
                        verbose_name="label",
                    ),
                ),
                (
                    "about",
                    models.TextField(
                        help_text="Shown in the public register.",
                        max_length=600,
                        verbose_name="what they paid for, and what they had no say in",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("label", ""), _negated=True),
                        name="sponsor_has_a_label",
                        violation_error_message="A sponsor needs a label, so that everybody can see who paid.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LibraryIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="GlossaryWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60, unique=True, verbose_name="word")),
                ("short", models.CharField(max_length=300, verbose_name="in plain words")),
                (
                    "fact_key",
                    models.CharField(
                        blank=True, help_text="Key of the fact behind it.", max_length=160, verbose_name="fact"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(help_text="Of the words that were signed; see `fingerprints.py`.", max_length=64),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        help_text="Null: left and was erased.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="signatures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("signed_at", models.DateTimeField()),
                (
                    "next_review_on",
                    models.DateField(help_text="The day after which readers see that it is due for review."),
                ),
                ("words", models.TextField(blank=True, help_text="From the reviewer to the author.")),
            ],
        ),
        migrations.CreateModel(
            name="ArticlePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guide", "Guide"),
                            ("explainer", "Explainer"),
                            ("list", "List"),
                            ("question", "Question"),
                        ],
                        default="guide",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One line for cards and lists, at most 100 characters. Left empty, the beginning of the text is used.",
                        max_length=100,
                        verbose_name="summary",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        help_text="Name, credentials and place of work come from the author's own page. Empty: the starter library.",
                        limit_choices_to={"groups__name": "authors"},
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="articles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only when somebody paid for this page. The label stands before the title everywhere.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="library.sponsor",
                        verbose_name="sponsor",
                    ),
                ),
                (
                    "what_changed",
                    models.CharField(
                        blank=True,
                        help_text="For readers, when a page comes back from review: “New part about tests, May 2027.”",
                        max_length=300,
                        verbose_name="what changed",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, help_text="To read it; from its words."
                    ),
                ),
                ("body", myelin.library.blocks.BodyField([], verbose_name="text")),
                (
                    "signature",
                    models.OneToOneField(
                        editable=False,
                        help_text="Of the live version.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.review",
                    ),
                ),
                (
                    "thread",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="article",
                        to="discussion.thread",
                    ),
                ),
                (
                    "starter",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Fingerprint of the version that the pack brought.",
                        max_length=64,
                    ),
                ),
                (
                    "topics",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="Readers find it under these.",
                        related_name="articles",
                        to="pack.topic",
                        verbose_name="topics",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("wagtailcore.page",),
        ),
        migrations.AddField(
            model_name="Review",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="library.articlepage"
            ),
        ),
    ]
