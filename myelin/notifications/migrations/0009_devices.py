import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import myelin.base.fields


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0008_mutes_and_lens"),
        ("notifications", "0008_words_of_an_invitation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "password",
                    models.CharField(
                        help_text="A mark of the password that the session was begun with.", max_length=16
                    ),
                ),
                (
                    "mark",
                    models.CharField(help_text="SHA-256 of its address: one browser is one device.", max_length=64),
                ),
                (
                    "way",
                    myelin.base.fields.EncryptedJSONField(
                        help_text="Its address at the push service, and the two keys that only it can read with."
                    ),
                ),
                ("name", models.CharField(help_text="What the browser says it is.", max_length=80)),
                ("added_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="delivery",
            name="device_rhythm",
            field=models.CharField(
                choices=[
                    ("once", "At once"),
                    ("daily", "Once a day, in the morning"),
                    ("weekly", "Once a week, on Sunday morning"),
                    ("never", "Never"),
                ],
                db_default="once",
                default="once",
                max_length=10,
                verbose_name="on my devices",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="show_at",
            field=models.DateTimeField(blank=True, help_text="When devices are to say that there is news.", null=True),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("show_at__isnull", False)), fields=["show_at"], name="delivery_to_show"
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="devices", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="device",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.session"
            ),
        ),
        migrations.AddIndex(
            model_name="device",
            index=models.Index(fields=["member", "-added_at", "-id"], name="device_of_member"),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(fields=("mark",), name="device_once"),
        ),
    ]
