import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    replaces = [
        ("circle", "0001_initial"),
        ("circle", "0004_looks_that_there_are"),
        ("circle", "0006_scopes_that_are_over"),
    ]

    initial = True

    dependencies = [
        ("companion", "0001_tables"),
        ("members", "0002_after_the_libraries"),
    ]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Null: somebody with the link.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("joined", "said yes to your circle"),
                            ("left", "left your circle"),
                            ("dates", "looked at the dates in your calendar"),
                            ("feed", "read your dates with a calendar program"),
                            ("steps", "looked at the steps of your plan"),
                            ("step_taken", "took a step of your plan"),
                            ("step_left", "gave a step of your plan back"),
                            ("tired", "saw your word for today"),
                            ("notes", "looked at their notes about you"),
                            ("noted", "wrote a note about you"),
                            ("board", "looked at your list of things to do"),
                            ("taken", "took something on your list"),
                            ("given_back", "gave something on your list back"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "said",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict, help_text="name that was typed, title of the task."
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-at", "-id"], name="look_of_member")],
            },
        ),
        migrations.CreateModel(
            name="Carer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="carer", to="members.grant"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="carers", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cares_for",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "called",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", help_text="What they are to the member: my sister."
                    ),
                ),
                ("accepted_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-accepted_at", "-id"], name="carer_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "person"), name="carer_once"),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("person")), _negated=True), name="carer_somebody_else"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scope",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "carer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scopes", to="circle.carer"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("calendar", "My calendar"),
                            ("runway", "Steps of my plan"),
                            ("observer", "Notes about me"),
                            ("tired", "“Tired today”"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ends_at__isnull", False)), fields=["ends_at"], name="circle_scope_ends"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("carer", "kind"), name="scope_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at", None), ("ends_at__gt", models.F("starts_at")), _connector="OR"),
                        name="scope_ends_after_it_starts",
                        violation_error_message="The last day cannot come before the first one. Could the two be swapped?",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CircleInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="circle_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "address",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", help_text="Where the letter went; gone once it is answered."
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the secret of the letter.", max_length=64, null=True, unique=True
                    ),
                ),
                (
                    "called",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", help_text="What they are to the member: my sister."
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("calendar", "My calendar"),
                                ("runway", "Steps of my plan"),
                                ("observer", "Notes about me"),
                                ("tired", "“Tired today”"),
                            ],
                            max_length=10,
                        ),
                        default=list,
                    ),
                ),
                ("until", models.DateField(blank=True, help_text="The last day of all that is given.", null=True)),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, help_text="Yes, no, or taken back.", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None)), fields=["person"], name="circle_invitation_to"
                    ),
                    models.Index(fields=["member", "-made_at"], name="circle_invitation_of"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None), ("person__isnull", False)),
                        fields=("member", "person"),
                        name="circle_invitation_once",
                        violation_error_message="You have asked them already. They have not answered yet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("person")), _negated=True),
                        name="circle_invite_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", False), ("digest__isnull", False), _connector="OR"),
                        name="circle_invitation_reaches_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareFeed",
            fields=[
                (
                    "carer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="feed",
                        serialize=False,
                        to="circle.carer",
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("last_read_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="GrantedDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("day", models.DateField()),
                ("hour", models.TimeField(help_text="By the clock of `time_zone`.", null=True)),
                ("lasts_minutes", models.PositiveSmallIntegerField(null=True)),
                ("time_zone", models.CharField(max_length=40)),
            ],
            options={
                "db_table": "circle_date",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="circle_tasks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "infusion",
                    models.ForeignKey(
                        blank=True,
                        help_text="The dose it is for.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="companion.infusion",
                    ),
                ),
                ("on", models.DateField(help_text="In the member's zone.")),
                ("at", models.TimeField(blank=True, null=True)),
                ("said", myelin.base.fields.EncryptedJSONField(default=dict, help_text="title, place.")),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["member", "on", "at", "id"], name="circle_task_of_member")],
            },
        ),
        migrations.CreateModel(
            name="Taking",
            fields=[
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="taking",
                        serialize=False,
                        to="circle.task",
                    ),
                ),
                (
                    "carer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="circle.carer",
                    ),
                ),
                (
                    "called",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", help_text="The name that was typed, by the link."
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        blank=True, help_text="SHA-256 of what the browser of the link holds.", max_length=64
                    ),
                ),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("carer__isnull", False), ("mark", "")),
                            models.Q(("carer", None), models.Q(("mark", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="taking_has_a_taker",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StepTaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "infusion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="companion.infusion"
                    ),
                ),
                ("key", models.CharField(help_text="As the plan calls the step.", max_length=30)),
                (
                    "carer",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="circle.carer"),
                ),
                ("taken_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("infusion", "key"), name="step_taking_once")],
            },
        ),
        migrations.CreateModel(
            name="Board",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="circle_board",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("day", models.DateField(help_text="The day it is about.", verbose_name="day")),
                ("text", myelin.base.fields.EncryptedTextField()),
                ("written_at", models.DateTimeField()),
                ("hidden_at", models.DateTimeField(blank=True, help_text="When the member folded it away.", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "-written_at", "-id"], name="observation_of_member"),
                    models.Index(fields=["author", "member", "-written_at", "-id"], name="observation_by_author"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="observation_has_words",
                        violation_error_message="A note needs words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("author", models.F("member")), _negated=True),
                        name="observation_of_somebody_else",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TiredDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("day", models.DateField(help_text="In the member's zone.")),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "day"), name="tired_once_a_day")],
            },
        ),
    ]
