import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    replaces = [
        ("members", "0001_initial"),
        ("members", "0002_region_and_finding_people"),
        ("members", "0003_follow_requests"),
        ("members", "0004_sessions_name_their_member"),
        ("members", "0005_member_unread_conversations"),
        ("members", "0006_language"),
        ("members", "0007_memorial"),
        ("members", "0008_mutes_and_lens"),
        ("members", "0009_written_without_name"),
        ("members", "0011_drop_the_old_sessions"),
        ("members", "0012_buddies"),
        ("members", "0013_the_newest_who_are_alike"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "handle",
                    models.CharField(
                        help_text="Part of the page's address; made from the name, unique, small letters.",
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9-]*$", "Use small letters, numbers and hyphens."
                            )
                        ],
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="The pseudonym that others see.", max_length=40, verbose_name="name"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("ms", "I live with MS"),
                            ("caregiver", "I care for someone with MS"),
                            ("health_worker", "I work in health care"),
                        ],
                        default="ms",
                        max_length=20,
                    ),
                ),
                (
                    "credentials",
                    models.CharField(
                        blank=True,
                        help_text="Of authors and reviewers, checked by an operator: “MD, neurologist”.",
                        max_length=120,
                    ),
                ),
                (
                    "organisation",
                    models.CharField(blank=True, help_text="Where a reviewer or author works.", max_length=120),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="UTC", help_text="IANA name; days of a treatment are days here.", max_length=40
                    ),
                ),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("es", "Español")], default="en", max_length=10),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("auto", "Same as my device"),
                            ("light", "Light"),
                            ("dark", "Dark"),
                            ("contrast", "High contrast"),
                        ],
                        default="auto",
                        max_length=10,
                    ),
                ),
                ("calm", models.BooleanField(default=False)),
                (
                    "lens",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="Slugs of the pack's themes that this member asked to have covered.",
                    ),
                ),
                (
                    "unread",
                    models.PositiveSmallIntegerField(default=0, help_text="Notices not looked at yet, counted to 99."),
                ),
                (
                    "approves_followers",
                    models.BooleanField(default=False, help_text="Following asks this member first."),
                ),
                (
                    "unread_conversations",
                    models.PositiveSmallIntegerField(
                        db_default=0,
                        default=0,
                        help_text="Conversations with something new in them; the room of messages keeps it.",
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False, help_text="May open the editors' pages.")),
                ("is_demo", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "welcomed_at",
                    models.DateTimeField(blank=True, help_text="When role and consents were chosen.", null=True),
                ),
                ("suspended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "remembered_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When an operator made their page a memorial: it stays, and nobody signs in.",
                        null=True,
                    ),
                ),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-joined_at", "-id"], name="member_newest"),
                    models.Index(condition=models.Q(("role", "caregiver")), fields=["id"], name="member_caring"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="member_email_once",
                        violation_error_message="This address cannot be used.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("handle"),
                        name="member_handle_once",
                        violation_error_message="Somebody here already has this name. Try a small change.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="member_has_a_name",
                        violation_error_message="Tell us what to call you. A nickname is fine.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="following",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "followee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("followed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["followee", "follower"], name="follow_reverse"),
                    models.Index(fields=["followee", "-followed_at", "-id"], name="follow_newest_to"),
                    models.Index(fields=["follower", "-followed_at", "-id"], name="follow_newest_of"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("follower", "followee"), name="follow_once"),
                    models.CheckConstraint(
                        condition=models.Q(("follower", models.F("followee")), _negated=True),
                        name="follow_somebody_else",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_requests_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "followee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["followee", "-asked_at", "-id"], name="follow_request_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("follower", "followee"), name="follow_request_once"),
                    models.CheckConstraint(
                        condition=models.Q(("follower", models.F("followee")), _negated=True),
                        name="follow_request_somebody_else",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="circle", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "friend",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="circles", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("granted_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["friend", "owner"], name="grant_reverse")],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "friend"), name="grant_once"),
                    models.CheckConstraint(
                        condition=models.Q(("owner", models.F("friend")), _negated=True), name="grant_somebody_else"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "blocker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="blocks", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "blocked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocked_by",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("blocked_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["blocked", "blocker"], name="block_reverse")],
                "constraints": [
                    models.UniqueConstraint(fields=("blocker", "blocked"), name="block_once"),
                    models.CheckConstraint(
                        condition=models.Q(("blocker", models.F("blocked")), _negated=True), name="block_somebody_else"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "muter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mutes", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "muted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="muted_by",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("muted_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["muter", "-muted_at", "-id"], name="mute_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("muter", "muted"), name="mute_once"),
                    models.CheckConstraint(
                        condition=models.Q(("muter", models.F("muted")), _negated=True), name="mute_somebody_else"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BuddyWish",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="buddy_wish",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("new", "I am new to this and would like company"),
                            ("further", "I am further on and would like to keep somebody company"),
                        ],
                        max_length=10,
                        verbose_name="where I am on the road",
                    ),
                ),
                ("said_yes_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["side"], name="buddy_wish_side")],
            },
        ),
        migrations.CreateModel(
            name="Buddyship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "newcomer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="buddies_before",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "guide",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="buddies_behind",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="buddies_asked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "declined_at",
                    models.DateTimeField(blank=True, help_text="“Not this time”. Nobody is told.", null=True),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "look_at",
                    models.DateTimeField(
                        help_text="When the next week begins, or when an unanswered invitation lapses."
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("ended_at", None)), fields=["look_at"], name="buddyship_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Least("newcomer", "guide"),
                        django.db.models.functions.comparison.Greatest("newcomer", "guide"),
                        name="buddies_are_tried_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at__isnull", False), ("ended_at", None)),
                        fields=("newcomer",),
                        name="one_buddy_for_a_newcomer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("newcomer", models.F("guide")), _negated=True),
                        name="buddy_is_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_by", models.F("newcomer")), ("asked_by", models.F("guide")), _connector="OR"
                        ),
                        name="one_of_both_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_at", None), ("declined_at", None), _connector="OR"),
                        name="buddy_said_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("account", "Keep the health details I add, to run my account"),
                            ("insights", "Count me in protected group numbers"),
                            ("research", "Tell me about research I could join"),
                            ("newsletter", "Send me the newsletter"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "version",
                    models.CharField(help_text="Date of the words that were agreed to: “2026-11”.", max_length=20),
                ),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("member", "purpose"),
                        name="consent_standing_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "context_line",
                    models.CharField(
                        blank=True,
                        help_text="Shown with each post: “2nd year · Ocrevus”.",
                        max_length=60,
                        verbose_name="line beside my posts",
                    ),
                ),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="about me")),
                (
                    "about_audience",
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
                    "ms_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_sure", "Not sure yet"),
                            ("cis", "Clinically isolated syndrome (CIS)"),
                            ("rrms", "Relapsing-remitting (RRMS)"),
                            ("spms", "Secondary progressive (SPMS)"),
                            ("ppms", "Primary progressive (PPMS)"),
                        ],
                        max_length=10,
                        verbose_name="type of MS",
                    ),
                ),
                (
                    "ms_type_audience",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Only me"),
                            (1, "My circle"),
                            (2, "My followers"),
                            (3, "Members only"),
                            (4, "Everyone, also outside"),
                        ],
                        default=0,
                    ),
                ),
                (
                    "told_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1940),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year I was told",
                    ),
                ),
                (
                    "told_year_audience",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Only me"),
                            (1, "My circle"),
                            (2, "My followers"),
                            (3, "Members only"),
                            (4, "Everyone, also outside"),
                        ],
                        default=0,
                    ),
                ),
                ("country", models.CharField(blank=True, max_length=60, verbose_name="country")),
                (
                    "country_audience",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Only me"),
                            (1, "My circle"),
                            (2, "My followers"),
                            (3, "Members only"),
                            (4, "Everyone, also outside"),
                        ],
                        default=0,
                    ),
                ),
                ("region", models.CharField(blank=True, max_length=60, verbose_name="region")),
                (
                    "region_audience",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Only me"),
                            (1, "My circle"),
                            (2, "My followers"),
                            (3, "Members only"),
                            (4, "Everyone, also outside"),
                        ],
                        default=0,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ms_type_audience__gte", 3)),
                        fields=["ms_type", "member"],
                        name="profile_type_newest",
                    ),
                    models.Index(
                        condition=models.Q(("told_year_audience__gte", 3)),
                        fields=["told_year", "member"],
                        name="profile_told_newest",
                    ),
                    models.Index(
                        django.db.models.functions.text.Lower("region"),
                        models.F("member"),
                        condition=models.Q(("region_audience__gte", 3)),
                        name="profile_region_newest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author", myelin.base.fields.EncryptedTextField(help_text="The member's number, encrypted.")),
                (
                    "own",
                    models.CharField(
                        help_text="The author's mark: they alone can ask for what is their own.", max_length=64
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["own", "-made_at"], name="seal_own")],
            },
        ),
        migrations.CreateModel(
            name="SealApart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="apart", to="members.seal"
                    ),
                ),
                ("tag", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("seal", "tag"), name="seal_apart_once")],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "member",
                    models.ForeignKey(
                        help_text="A copy of what the session holds, sealed, in its data. Null: nobody is signed in.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="keys", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="LastWish",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="last_wish",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("keep", "Keep my page in memory of me"),
                            ("erase", "Erase my account, with everything I wrote"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        help_text="Somebody of their circle whom an operator may ask; nobody any more once they are let out of it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("contact", models.F("member")), _negated=True),
                        name="last_wish_asks_somebody_else",
                    )
                ],
            },
        ),
    ]
