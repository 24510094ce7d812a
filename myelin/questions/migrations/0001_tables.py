import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("questions", "0001_initial"),
        ("questions", "0002_look_after_questions"),
        ("questions", "0003_fill_what_is_known"),
        ("questions", "0004_themes_of_answers"),
    ]

    initial = True

    dependencies = [
        ("discussion", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="discussion.thread",
                    ),
                ),
                ("title", models.CharField(max_length=160, verbose_name="your question")),
                ("text", models.TextField(blank=True, max_length=10000, verbose_name="a little more, if it helps")),
                ("html", models.TextField(blank=True, help_text="Safe HTML of `text`, made when it is written.")),
                (
                    "context_line",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="As its author chose it when asking.",
                        max_length=60,
                        verbose_name="line beside my question",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        help_text="When its thread was opened, kept here for the list of waiting questions.",
                    ),
                ),
                (
                    "first_answered_at",
                    models.DateTimeField(
                        blank=True, help_text="The oldest standing answer of somebody else than the asker.", null=True
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_because",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="What readers are told.",
                        max_length=200,
                        verbose_name="why",
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The first question of the same; never one that points on.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="asked_again",
                        to="questions.question",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None), ("duplicate_of", None), ("first_answered_at", None)),
                        fields=["asked_at", "thread"],
                        name="question_waiting",
                    ),
                    models.Index(fields=["asked_at"], name="question_asked_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="question_has_title",
                        violation_error_message="Put your question in one line first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), models.Q(("closed_because", ""), _negated=True), _connector="OR"
                        ),
                        name="question_closed_with_reason",
                        violation_error_message="Say in a few words why it is closed. Readers see that.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("duplicate_of", None),
                            models.Q(("duplicate_of", models.F("thread")), _negated=True),
                            _connector="OR",
                        ),
                        name="question_no_duplicate_of_itself",
                        violation_error_message="This is the same question. Choose the one that was asked first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="questions.question"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("text", models.TextField(max_length=10000, verbose_name="your answer")),
                ("html", models.TextField(help_text="Safe HTML of `text`, made when it is written.")),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="Slugs of the pack's themes, found when it was written.",
                    ),
                ),
                (
                    "lived_this",
                    models.BooleanField(
                        default=False, help_text="The author says so, never we.", verbose_name="I lived this"
                    ),
                ),
                (
                    "context_line",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="As its author chose it when answering.",
                        max_length=60,
                        verbose_name="line beside my answer",
                    ),
                ),
                ("helpfuls", models.PositiveIntegerField(default=0)),
                ("sames", models.PositiveIntegerField(default=0)),
                ("posted_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["question", "posted_at", "id"], name="answer_of_question")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="answer_has_words",
                        violation_error_message="Say what happened to you. One line is enough.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerReaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reactions", to="questions.answer"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answer_reactions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kind", models.CharField(choices=[("helpful", "Helpful"), ("same", "Same for me")], max_length=10)),
                ("reacted_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "member", "kind"), name="answer_reaction_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionFollow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="questions.question"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="question_follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("followed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("question", "member"), name="question_follow_once")],
            },
        ),
        migrations.CreateModel(
            name="QuestionVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="questions.question"
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                ("text", models.TextField(blank=True)),
                ("written_at", models.DateTimeField(help_text="When these words were posted.")),
                ("replaced_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["question", "-replaced_at"], name="version_of_question")],
            },
        ),
        migrations.CreateModel(
            name="AnswerVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="questions.answer"
                    ),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField(help_text="When these words were posted.")),
                ("replaced_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["answer", "-replaced_at"], name="version_of_answer")],
            },
        ),
        migrations.AddField(
            model_name="Question",
            name="best_answer",
            field=models.OneToOneField(
                blank=True,
                help_text="The one that the asker found most helpful.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="best_of",
                to="questions.answer",
            ),
        ),
        migrations.AddField(
            model_name="Question",
            name="followers",
            field=models.ManyToManyField(
                related_name="questions_followed", through="questions.QuestionFollow", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
