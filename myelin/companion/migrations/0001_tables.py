import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    replaces = [
        ("companion", "0001_initial"),
        ("companion", "0002_initial"),
        ("companion", "0003_course_without_known_dates"),
        ("companion", "0004_room_for_long_units"),
        ("companion", "0005_own_plan"),
        ("companion", "0006_cycle_looks"),
        ("companion", "0008_diary_from_a_phone"),
        ("companion", "0010_results"),
        ("companion", "0012_runway"),
        ("companion", "0014_infusion_days"),
        ("companion", "0016_records"),
        ("companion", "0018_day_measures"),
        ("companion", "0020_reminders"),
        ("companion", "0022_diary_campaigns"),
        ("companion", "0023_voice_notes"),
        ("companion", "0025_kept_scores"),
        ("companion", "0027_letters"),
        ("companion", "0029_hour_and_place_of_a_dose"),
        ("companion", "0030_another_medicine"),
    ]

    initial = True

    dependencies = [
        ("media", "0001_tables"),
        ("members", "0002_after_the_libraries"),
        ("pack", "0001_tables"),
        ("therapies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feeds",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(help_text="Which device, in the member's words.", max_length=60)),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "shows_detail",
                    models.BooleanField(default=False, help_text="Otherwise every entry says “Appointment”."),
                ),
                ("made_at", models.DateTimeField()),
                ("last_read_on", models.DateField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="courses", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "therapy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="courses", to="therapies.therapy"
                    ),
                ),
                (
                    "regimen",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose rule the dates follow; none when nobody has read one for this place yet.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="therapies.regimen",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="What the member calls it: a brand, or the generic name.", max_length=120
                    ),
                ),
                ("jurisdiction", models.CharField(help_text="Whose label the dates follow: US, EU …", max_length=10)),
                (
                    "started_on",
                    models.DateField(help_text="The anchor that the regimen counts from.", verbose_name="first dose"),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "time_zone",
                    models.CharField(help_text="IANA name; days of this course are days there.", max_length=40),
                ),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                (
                    "own_interval_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Days between doses that the member and the team agreed on, if not the rule's.",
                        null=True,
                    ),
                ),
                (
                    "own_interval_from",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="The number of the first dose that it puts on its day.", null=True
                    ),
                ),
                (
                    "ordered_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(),
                        blank=True,
                        help_text="First days of parts that only the team can order.",
                        null=True,
                    ),
                ),
                (
                    "received_before",
                    myelin.base.fields.EncryptedJSONField(
                        blank=True,
                        help_text="What counts toward a lifetime ceiling from before, in the ceiling's unit.",
                        null=True,
                    ),
                ),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["member", "started_on"], name="course_of_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="course_ends_after_it_starts",
                        violation_error_message="A treatment ends on or after the day it started.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("own_interval_days", None), ("own_interval_from", None)),
                            models.Q(
                                ("own_interval_days__gte", 1),
                                ("own_interval_days__isnull", False),
                                ("own_interval_from__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="course_own_interval_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Infusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="infusions", to="companion.course"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="1, 2, 3 … through the whole course.")),
                (
                    "part",
                    models.CharField(help_text="Day within a course of days, or the phase's name.", max_length=40),
                ),
                ("phase", models.CharField(max_length=40)),
                ("due_on", models.DateField(help_text="By the regimen, or the day that the clinic set.")),
                (
                    "earliest_on",
                    models.DateField(blank=True, help_text="No sooner than this: the least gap.", null=True),
                ),
                (
                    "moved_to",
                    models.DateField(blank=True, help_text="The day that the clinic set, when it set one.", null=True),
                ),
                (
                    "moved_because",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, db_default="", default="", help_text="A Delay, or nothing."
                    ),
                ),
                (
                    "hour",
                    models.TimeField(
                        blank=True,
                        help_text="When the appointment is, by the clock where the course is given.",
                        null=True,
                    ),
                ),
                (
                    "lasts_minutes",
                    models.PositiveSmallIntegerField(blank=True, help_text="Minutes it takes, if told.", null=True),
                ),
                (
                    "own_place",
                    myelin.base.fields.EncryptedTextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Where this one is given, if not where the others are.",
                    ),
                ),
                ("dose_amount", models.DecimalField(decimal_places=4, max_digits=12)),
                ("dose_unit", models.CharField(help_text="As in the formulary: mg, mg/m2 …", max_length=80)),
                ("is_optional", models.BooleanField(default=False)),
                ("given_on", models.DateField(blank=True, null=True)),
                (
                    "amount_given",
                    myelin.base.fields.EncryptedJSONField(
                        blank=True,
                        help_text="In the unit of the dose, when it was another amount than planned.",
                        null=True,
                    ),
                ),
                ("given_noted_at", models.DateTimeField(blank=True, help_text="When the member marked it.", null=True)),
                (
                    "note",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", help_text="How it went, in the member's words."
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("given_on", None)), fields=["course", "due_on"], name="infusion_to_come"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("course", "number"), name="infusion_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("given_on__isnull", False)),
                        fields=("course", "given_on"),
                        name="infusion_once_a_day",
                        violation_error_message="You marked another infusion as given on this day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lasts_minutes", None),
                            models.Q(("hour__isnull", False), ("lasts_minutes__range", (1, 1440))),
                            _connector="OR",
                        ),
                        name="infusion_lasts_from_its_hour",
                        violation_error_message="Please tell the time, too, if you tell how long it takes.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "infusion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ticks", to="companion.infusion"
                    ),
                ),
                ("key", models.CharField(help_text="Key of the fact that asks for it.", max_length=160)),
                ("ticked_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("infusion", "key"), name="tick_once")],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="watches", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "symptom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="watches", to="pack.symptom"
                    ),
                ),
                ("named_on", models.DateField(help_text="In the member's zone.")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "named_on"), name="watch_one_a_day")],
            },
        ),
        migrations.CreateModel(
            name="CycleLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cycle_looks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cycle_looks", to="companion.course"
                    ),
                ),
                (
                    "symptom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cycle_looks", to="pack.symptom"
                    ),
                ),
                (
                    "first",
                    models.PositiveSmallIntegerField(help_text="Number of the infusion that the series begins with."),
                ),
                ("cycles", models.PositiveSmallIntegerField(help_text="How many complete cycles the look takes in.")),
                ("looked_on", models.DateField(help_text="The day on which the last of them was complete.")),
                (
                    "values",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict,
                        help_text="The reading, its share of the alpha, and the fingerprint of entries and infusions.",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["member", "course"], name="cycle_look_of_member")],
                "constraints": [
                    models.UniqueConstraint(fields=("course", "symptom", "first", "cycles"), name="cycle_look_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptScores",
            fields=[
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "values",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict,
                        help_text="symptoms: their slugs; months: by first day, the mark of what stood there and a line a symptom.",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DiaryWishes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="diary_wishes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "charts_hidden_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When they asked to see no charts: no drawing, no sentence, nowhere.",
                        null=True,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taps", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "infusion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taps", to="companion.infusion"
                    ),
                ),
                (
                    "uuid",
                    models.UUIDField(
                        help_text="Made where it was tapped, so that it arrives once however often it is sent."
                    ),
                ),
                ("kind", models.CharField(help_text="A Kind of `day`.", max_length=16)),
                ("at", models.DateTimeField(help_text="When it happened.")),
                ("noted_at", models.DateTimeField(help_text="When it arrived here.")),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "said",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict, help_text="feeling, text, lot; day 0–3 of a look back."
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["infusion", "at"], name="tap_of_infusion")],
                "constraints": [models.UniqueConstraint(fields=("member", "uuid"), name="tap_once")],
            },
        ),
        migrations.CreateModel(
            name="PackItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pack_items",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("words", myelin.base.fields.EncryptedTextField()),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DiaryEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="diary", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("day", models.DateField(help_text="In the member's zone.")),
                (
                    "values",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict,
                        help_text="mood: a Mood; energy, sleep: 0–10; symptoms: {slug: 0–10}; bad: 1 or 2, a bad or a very bad day; same: told to be as the day before. What was not told is absent.",
                    ),
                ),
                ("note", myelin.base.fields.EncryptedTextField(blank=True, default="")),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "day"), name="diary_one_entry_a_day")],
            },
        ),
        migrations.CreateModel(
            name="FollowedSymptom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followed_symptoms",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "symptom",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="followers", to="pack.symptom"
                    ),
                ),
                ("followed_at", models.DateTimeField()),
                (
                    "own_words",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", help_text="What the member calls it; else the pack's name."
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "symptom"), name="followed_symptom_once")],
            },
        ),
        migrations.CreateModel(
            name="DiaryArrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="diary_arrivals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("key", models.UUIDField()),
                ("arrived_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "key"), name="diary_arrival_once")],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="results", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="results", to="companion.course"
                    ),
                ),
                (
                    "test",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="therapies.baselinetest"
                    ),
                ),
                ("ordered_on", models.DateField(blank=True, null=True)),
                (
                    "done_on",
                    models.DateField(
                        blank=True, help_text="The day the blood was taken, the picture made …", null=True
                    ),
                ),
                (
                    "cleared_on",
                    models.DateField(
                        blank=True,
                        help_text="When the member heard that the team has seen it and it is clear.",
                        null=True,
                    ),
                ),
                ("repeat_on", models.DateField(blank=True, help_text="When the team wants it again.", null=True)),
                (
                    "values",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict,
                        help_text="ordered_by, note; measures: [{name, code, value, unit (UCUM), low, high}].",
                    ),
                ),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["course", "test"], name="result_of_course")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ordered_on__isnull", False), ("done_on__isnull", False), _connector="OR"),
                        name="result_has_a_day",
                        violation_error_message="Please give the day it was ordered, or the day it was done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cleared_on", None), ("done_on__isnull", False), _connector="OR"),
                        name="result_is_cleared_once_done",
                        violation_error_message="A test can be clear once it was done.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResultPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="companion.result"
                    ),
                ),
                (
                    "picture",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="result", to="media.picture"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ResultLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        help_text="None while the form that brought it waits for something else.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="companion.result",
                    ),
                ),
                ("name", models.CharField(help_text="Name of its sealed file.", max_length=32, unique=True)),
                ("size", models.PositiveIntegerField(help_text="Bytes of the PDF.")),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("result", None)), fields=["kept_at"], name="letter_loose")
                ],
            },
        ),
        migrations.CreateModel(
            name="DayMeasures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="day_measures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "day",
                    models.DateField(
                        help_text="As the phone wrote it, where its member was. A night counts for the day of waking."
                    ),
                ),
                (
                    "values",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict,
                        help_text="sleep: minutes; steps; resting_heart_rate, heart_rate: beats a minute. What was not told is absent.",
                    ),
                ),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "day"), name="day_measures_once")],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="records", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("relapse", "Relapse"),
                            ("mri", "MRI"),
                            ("side_effect", "Side effect"),
                            ("medicine", "Another medicine"),
                        ],
                        max_length=12,
                    ),
                ),
                ("began_on", models.DateField(help_text="First day; of an MRI its day.")),
                ("ended_on", models.DateField(blank=True, help_text="Last day; none while it goes on.", null=True)),
                (
                    "values",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict,
                        help_text="relapse: steroids, told_team (bool). mri: new_lesions (int). medicine: dose, schedule. What was not told is absent.",
                    ),
                ),
                (
                    "name",
                    myelin.base.fields.EncryptedTextField(
                        blank=True, default="", help_text="What it was, or what it is called."
                    ),
                ),
                ("note", myelin.base.fields.EncryptedTextField(blank=True, default="")),
                ("noted_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["member", "-began_on", "-id"], name="record_of_member")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("began_on")), _connector="OR"
                        ),
                        name="record_ends_after_it_begins",
                        violation_error_message="The last day cannot come before the first one. Could the two be swapped?",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own", "In my own words"),
                            ("medicine", "Another medicine"),
                            ("dose", "Before a dose"),
                            ("test", "Before a test"),
                            ("campaign", "A few days of my diary"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        help_text="Which medicine.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="companion.record",
                    ),
                ),
                (
                    "said",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict,
                        help_text="words; times: local, HH:MM; weekdays: Monday is 0; first_on, last_on; days_before: of doses, tests; of a campaign visit_on, or dose (its number) and other (that of the dose at the other end of the cycle).",
                    ),
                ),
                ("by_mail", models.BooleanField(default=False)),
                ("on_devices", models.BooleanField(default=False)),
                (
                    "in_quiet_hours",
                    models.BooleanField(default=False, help_text="Whether it may speak in quiet hours, too."),
                ),
                (
                    "zone",
                    models.CharField(help_text="IANA name; the member's when `next_at` was worked out.", max_length=40),
                ),
                ("next_at", models.DateTimeField(blank=True, help_text="When its plan has it speak next.", null=True)),
                (
                    "rings_for",
                    models.DateTimeField(
                        blank=True, help_text="The moment of its plan that waits for an answer.", null=True
                    ),
                ),
                (
                    "tell_at",
                    models.DateTimeField(
                        blank=True, help_text="When it is to be told: after quiet hours, put off.", null=True
                    ),
                ),
                (
                    "told_at",
                    models.DateTimeField(
                        blank=True, help_text="When it was told; none once it was answered.", null=True
                    ),
                ),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_at__isnull", False)), fields=["next_at"], name="reminder_due"
                    ),
                    models.Index(
                        condition=models.Q(("tell_at__isnull", False)), fields=["tell_at"], name="reminder_to_tell"
                    ),
                    models.Index(fields=["member", "-made_at", "-id"], name="reminder_of_member"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "medicine"), ("record__isnull", False)),
                            models.Q(models.Q(("kind", "medicine"), _negated=True), ("record", None)),
                            _connector="OR",
                        ),
                        name="reminder_of_a_medicine_names_it",
                        violation_error_message="Which medicine should it be? You can note one first.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "campaign")), fields=("member",), name="reminder_one_campaign"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paused_at", None), models.Q(("next_at", None), ("tell_at", None)), _connector="OR"
                        ),
                        name="reminder_rests_while_paused",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "infusion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="companion.infusion"
                    ),
                ),
                ("kind", models.CharField(help_text="A kind of the plan, or “own”.", max_length=20)),
                (
                    "days_before",
                    models.SmallIntegerField(blank=True, help_text="Of an own step: before the infusion.", null=True),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("not_needed_at", models.DateTimeField(blank=True, null=True)),
                ("noted_at", models.DateTimeField(help_text="When the last word about it was noted.")),
                (
                    "said",
                    myelin.base.fields.EncryptedJSONField(
                        default=dict, help_text="answer, who, reference, note; title and owner of an own step."
                    ),
                ),
                (
                    "picture",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="step",
                        to="media.picture",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["infusion", "kind"], name="step_of_infusion")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "own"), _negated=True),
                        fields=("infusion", "kind"),
                        name="step_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_at", None), ("not_needed_at", None), _connector="OR"),
                        name="step_is_done_or_not_needed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "own"), _negated=True), ("days_before__isnull", False), _connector="OR"
                        ),
                        name="step_own_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="companion.course"
                    ),
                ),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("me", "You"),
                            ("clinic", "Clinic"),
                            ("center", "Infusion center"),
                            ("pharmacy", "Pharmacy"),
                            ("insurer", "Insurer"),
                            ("companion", "Who comes along"),
                        ],
                        max_length=12,
                    ),
                ),
                ("said", myelin.base.fields.EncryptedJSONField(default=dict, help_text="name, phone, hours.")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("course", "owner"), name="contact_once")],
            },
        ),
        migrations.CreateModel(
            name="VoiceNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="voices", to="companion.diaryentry"
                    ),
                ),
                ("name", models.CharField(help_text="Name of its sealed file.", max_length=32, unique=True)),
                ("content_type", models.CharField(max_length=20)),
                ("size", models.PositiveIntegerField(help_text="Bytes of the sound.")),
                (
                    "words",
                    myelin.base.fields.EncryptedTextField(blank=True, default="", help_text="What was said, in words."),
                ),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("content_type__startswith", "audio/")), name="voice_is_a_sound"
                    )
                ],
            },
        ),
    ]
