import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("groups", "0001_initial"),
        ("groups", "0002_access_and_roles"),
        ("groups", "0003_requests_and_invitations"),
        ("groups", "0004_count_members"),
    ]

    initial = True

    dependencies = [
        ("members", "0002_after_the_libraries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="about")),
                (
                    "rules",
                    models.TextField(
                        blank=True, db_default="", help_text="One a line.", max_length=2000, verbose_name="rules"
                    ),
                ),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("open", "Open. Every member can read here and join"),
                            ("request", "On request. Members ask to join, and you answer"),
                            ("private", "Private. Only those you invite know that it is there"),
                        ],
                        db_default="open",
                        default="open",
                        max_length=10,
                        verbose_name="who can join",
                    ),
                ),
                (
                    "caregivers_only",
                    models.BooleanField(db_default=False, default=False, verbose_name="for caregivers only"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        help_text="Null: the community itself.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("size", models.PositiveIntegerField(db_default=0, default=0, help_text="How many belong to it.")),
                ("closed_at", models.DateTimeField(blank=True, help_text="When the last member left.", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("closed_at", None)), fields=["name", "id"], name="group_by_name")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="group_has_a_name",
                        violation_error_message="Give the group a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("access__in", ["open", "request", "private"])), name="group_has_an_access"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="groups.group"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("member", "Member"), ("moderator", "Looks after it")],
                        db_default="member",
                        default="member",
                        max_length=10,
                    ),
                ),
                ("joined_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["group", "joined_at", "id"], name="membership_of_group")],
                "constraints": [models.UniqueConstraint(fields=("member", "group"), name="membership_once")],
            },
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="requests", to="groups.group"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="group_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="a few words")),
                ("asked_at", models.DateTimeField()),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("declined_at", None)),
                        fields=["group", "asked_at", "id"],
                        name="join_request_waiting",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("group", "member"), name="join_request_once")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="groups.group"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="group_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inviter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="a few words")),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["inviter", "made_at"], name="invitation_of_inviter"),
                    models.Index(fields=["ends_at"], name="invitation_end"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "group"), name="invitation_once"),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("inviter")), _negated=True), name="invite_somebody_else"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="removals", to="groups.group"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("removed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("group", "member"), name="removal_once")],
            },
        ),
    ]
