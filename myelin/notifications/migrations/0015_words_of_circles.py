from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0014_reminders"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("comment", "wrote under something of yours"),
                    ("answer", "answered your question"),
                    ("followed_answer", "answered a question that you follow"),
                    ("closed", "closed a question that you follow"),
                    ("duplicate", "found that a question you follow was asked before"),
                    ("invitation", "thought of you for a question. Only if you feel like it"),
                    ("best_answer", "says your answer helped most"),
                    ("hug", "sent you a hug"),
                    ("like", "likes what you shared"),
                    ("me_too", "says: me too"),
                    ("export", "took a copy of your data, with a reason that is in your log"),
                    ("mention", "named you"),
                    ("follow", "follows you now"),
                    ("follow_request", "asks to follow you"),
                    ("follow_accepted", "lets you follow them"),
                    ("review", "looked at an article of yours"),
                    ("group_invitation", "invites you to a group"),
                    ("group_request", "asks to join a group that you look after"),
                    ("group_welcome", "let you into a group"),
                    ("seal_opened", "opened who wrote something of yours, with reasons that are in your log"),
                    ("buddy_asked", "would like to be your buddy. Say yes only if you feel like it"),
                    ("buddy_yes", "said yes: you are buddies for eight weeks"),
                    ("buddy_week", "have an idea for this week’s hello to your buddy"),
                    ("buddy_eight", "thank you both for eight weeks as buddies. You can simply go on as friends"),
                    ("buddy_over", "thank you for the time with your buddy, which is over now. It is nobody’s fault"),
                    ("reminder", "remind you of something that you set"),
                    ("circle_invitation", "asks you into their circle"),
                    ("circle_accepted", "is in your circle now"),
                    ("circle_word", "left you a word in their circle"),
                    ("circle_taken", "took something off your list"),
                    ("circle_note", "wrote a note for you"),
                    ("group_taken_out", "took a post of yours out of a group"),
                ],
                max_length=20,
            ),
        ),
    ]
