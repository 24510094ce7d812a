from django.db import migrations

BEFORE_AND_AFTER = [
    ("</svg>Question</span>", "</svg>[[say:Question]]</span>"),
    ('<span class="small soft">In ', '<span class="small soft">[[say:In]] '),
    ('<p class="small soft">Asked by <a', '<p class="small soft">[[say:Asked by]] <a'),
    ("</svg>From the library</span>", "</svg>[[say:From the library]]</span>"),
    ("</svg>Tip</span>", "</svg>[[say:Tip]]</span>"),
    *(
        (f'<p class="small soft">Feeling {mood}</p>', f'<p class="small soft">[[say:Feeling {mood}]]</p>')
        for mood in ("good", "okay", "mixed", "low", "rough")
    ),
]


def leave_blanks(apps, schema_editor):
    """Words that were stored in English become blanks, filled in each reader's language."""
    with schema_editor.connection.cursor() as cursor:
        for before, after in BEFORE_AND_AFTER:
            cursor.execute(
                "UPDATE discussion_thread SET card = replace(card, %s, %s) WHERE position(%s IN card) > 0",
                [before, after, before],
            )


class Migration(migrations.Migration):
    dependencies = [("discussion", "0005_bookmark")]

    operations = [migrations.RunPython(leave_blanks, migrations.RunPython.noop)]
