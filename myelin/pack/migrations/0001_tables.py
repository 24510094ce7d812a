from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("pack", "0001_initial"), ("pack", "0002_in_languages")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "in_languages",
                    models.JSONField(
                        default=dict, help_text="What it says in other languages: by language, then by field."
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("about", models.CharField(help_text="One line in plain words.", max_length=200)),
                ("group", models.CharField(help_text="The heading that it stands under.", max_length=60)),
                ("position", models.PositiveSmallIntegerField(help_text="Its place in the pack's list, from 0.")),
                (
                    "retired_at",
                    models.DateTimeField(blank=True, help_text="When the pack stopped naming it.", null=True),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="topic_has_a_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Symptom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "in_languages",
                    models.JSONField(
                        default=dict, help_text="What it says in other languages: by language, then by field."
                    ),
                ),
                ("slug", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(help_text="What members say.", max_length=100)),
                ("clinical_term", models.CharField(help_text="What clinicians say.", max_length=120)),
                ("domain", models.CharField(max_length=40)),
                ("synonyms", models.JSONField(default=list, help_text="More words of members, for search.")),
                ("position", models.PositiveSmallIntegerField(help_text="Its place in the pack's list, from 0.")),
                (
                    "retired_at",
                    models.DateTimeField(blank=True, help_text="When the pack stopped naming it.", null=True),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="symptom_has_a_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="LoadedPack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=60, unique=True)),
                ("fingerprint", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField()),
            ],
        ),
    ]
