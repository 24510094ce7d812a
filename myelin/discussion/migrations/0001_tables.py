import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    replaces = [
        ("discussion", "0001_initial"),
        ("discussion", "0002_lies_in_group"),
        ("discussion", "0003_pinned_and_taken_out"),
        ("discussion", "0004_polls_notes_and_tips"),
        ("discussion", "0005_bookmark"),
        ("discussion", "0006_cards_in_each_language"),
        ("discussion", "0007_drafts"),
        ("discussion", "0008_themes_and_mutes"),
        ("discussion", "0009_written_without_name"),
        ("discussion", "0010_shelf_for_newcomers"),
        ("discussion", "0011_last_hugs"),
        ("discussion", "0012_save_on_old_cards"),
        ("discussion", "0013_lighter_avatars"),
    ]

    initial = True

    dependencies = [
        ("groups", "0001_tables"),
        ("members", "0002_after_the_libraries"),
        ("pack", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="TopicFollow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topics_followed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="followers", to="pack.topic"
                    ),
                ),
                ("followed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "topic"), name="topic_follow_once")],
            },
        ),
        migrations.CreateModel(
            name="TopicMute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topics_muted",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="pack.topic"),
                ),
                ("muted_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "topic"), name="topic_mute_once")],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "place",
                    models.CharField(help_text="Where: update, question, answer:12 or comment:34.", max_length=40),
                ),
                (
                    "fields",
                    myelin.base.fields.EncryptedJSONField(
                        help_text="The fields of the form by name, each with its values."
                    ),
                ),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["saved_at"], name="draft_by_age")],
                "constraints": [models.UniqueConstraint(fields=("member", "place"), name="draft_once_a_place")],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(help_text="The room's word for it: update, question, article.", max_length=20),
                ),
                (
                    "author",
                    models.ForeignKey(
                        help_text="Null: the community itself, or a member who left their name out (`seal`).",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="threads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seal",
                    models.OneToOneField(
                        blank=True,
                        help_text="Who wrote it, where they left their name out.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thread",
                        to="members.seal",
                    ),
                ),
                (
                    "audience",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Only me"),
                            (1, "My circle"),
                            (2, "My followers"),
                            (3, "Members only"),
                            (4, "Everyone, also outside"),
                        ],
                        default=3,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where it lies. A group with threads is closed, never deleted: they would be in the open.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="groups.group",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200)),
                ("excerpt", models.CharField(blank=True, max_length=120)),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="The author's line on the cover of what it holds.",
                        max_length=80,
                        verbose_name="content note",
                    ),
                ),
                (
                    "is_tip",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Advice that its author gives unasked, about a topic.",
                    ),
                ),
                ("url", models.CharField(help_text="Path of the page that shows it.", max_length=300)),
                (
                    "card",
                    models.TextField(
                        help_text="HTML of its card, the same for every viewer; see `cards.py` for the blanks in it."
                    ),
                ),
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
                ("posted_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("pinned_at", models.DateTimeField(blank=True, help_text="When its group put it on top.", null=True)),
                (
                    "for_newcomers_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When its author let it stand on the shelf for people who were told lately.",
                        null=True,
                    ),
                ),
                ("hugs", models.PositiveIntegerField(default=0)),
                ("likes", models.PositiveIntegerField(default=0)),
                ("me_toos", models.PositiveIntegerField(default=0)),
                (
                    "replies",
                    models.PositiveIntegerField(
                        default=0, help_text="Standing comments, or standing answers of a question."
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["author", "-posted_at", "-id"], name="thread_of_author"),
                    models.Index(
                        models.OrderBy(models.F("posted_at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="thread_newest",
                    ),
                    models.Index(fields=["kind", "-posted_at", "-id"], name="thread_of_kind"),
                    models.Index(
                        condition=models.Q(("group__isnull", False)),
                        fields=["group", "-posted_at", "-id"],
                        name="thread_of_group",
                    ),
                    models.Index(
                        condition=models.Q(("for_newcomers_at__isnull", False)),
                        fields=["-posted_at", "-id"],
                        name="thread_for_newcomers",
                    ),
                    models.Index(
                        condition=models.Q(("pinned_at__isnull", False)), fields=["group"], name="thread_pinned"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seal", None),
                            models.Q(("audience", 3), ("author", None), ("group", None)),
                            _connector="OR",
                        ),
                        name="thread_sealed_for_members",
                        violation_error_message="What you share without your name is for all members, and in no group.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TakenOut",
            fields=[
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="taken_out",
                        serialize=False,
                        to="discussion.thread",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="why")),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="taken_out_has_a_reason",
                        violation_error_message="Say in a line why. Whoever wrote it reads that.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThreadTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("thread", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="discussion.thread")),
                ("topic", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="pack.topic")),
                ("posted_at", models.DateTimeField()),
                ("is_tip", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["topic", "-posted_at", "-thread"], name="thread_topic_newest"),
                    models.Index(
                        condition=models.Q(("is_tip", True)),
                        fields=["topic", "-posted_at", "-thread"],
                        name="thread_topic_tips",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("thread", "topic"), name="thread_topic_once")],
            },
        ),
        migrations.CreateModel(
            name="ThreadMute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="threads_muted",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mutes", to="discussion.thread"
                    ),
                ),
                ("muted_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-muted_at", "-id"], name="thread_mute_newest")],
                "constraints": [models.UniqueConstraint(fields=("member", "thread"), name="thread_mute_once")],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="discussion.thread"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        blank=True,
                        help_text="That of its thread: the author's own words under what they shared without their name.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="members.seal",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="discussion.comment",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="comment")),
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
                ("posted_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["thread", "posted_at", "id"], name="comment_of_thread")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="comment_has_words",
                        violation_error_message="Write a few words first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("author", None), ("seal__isnull", False)),
                            models.Q(("author__isnull", False), ("seal", None)),
                            _connector="OR",
                        ),
                        name="comment_by_one_or_sealed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookmarks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bookmarks", to="discussion.thread"
                    ),
                ),
                ("note", myelin.base.fields.EncryptedTextField(blank=True, default="", verbose_name="note to myself")),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-saved_at", "-thread"], name="bookmark_newest")],
                "constraints": [models.UniqueConstraint(fields=("member", "thread"), name="bookmark_once")],
            },
        ),
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "thread",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="poll",
                        serialize=False,
                        to="discussion.thread",
                    ),
                ),
                ("several", models.BooleanField(help_text="Whether one may choose more than one option.")),
                ("closes_at", models.DateTimeField()),
                ("voters", models.PositiveIntegerField(default=0, help_text="People with at least one vote.")),
            ],
        ),
        migrations.CreateModel(
            name="PollOption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="options", to="discussion.poll"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(help_text="Order on the page, from 0.")),
                ("words", models.CharField(max_length=80)),
                ("votes", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("poll", "place"), name="poll_option_place"),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="poll_option_has_words"
                    ),
                    models.CheckConstraint(condition=models.Q(("place__lt", 6)), name="poll_has_few_options"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PollVote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="discussion.poll"
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chosen", to="discussion.polloption"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="votes", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "sole",
                    models.BooleanField(
                        help_text="The poll allows one choice; copied, so that a constraint can hold it."
                    ),
                ),
                ("voted_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("option", "member"), name="poll_vote_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("sole", True)),
                        fields=("poll", "member"),
                        name="poll_choice_once",
                        violation_error_message="Choose one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reactions", to="discussion.thread"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reactions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("hug", "Hug"), ("like", "Like"), ("me_too", "Me too")], max_length=10),
                ),
                ("reacted_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("kind", "hug")), fields=["thread", "-id"], name="reaction_last_hugs"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("thread", "member", "kind"), name="reaction_once")],
            },
        ),
        migrations.CreateModel(
            name="SealOpening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seal_openings",
                        to="discussion.thread",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="why")),
                ("asked_at", models.DateTimeField()),
                (
                    "opened_at",
                    models.DateTimeField(blank=True, help_text="When the second moderator said so too.", null=True),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("thread", "by"), name="seal_opening_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="seal_opening_has_a_reason",
                        violation_error_message="Say in a line why. Whoever wrote it reads that.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="Thread",
            name="topics",
            field=models.ManyToManyField(through="discussion.ThreadTopic", to="pack.topic"),
        ),
    ]
