"""Fill the vocabulary of this install from its pack."""

from datetime import datetime

from django.db import transaction

from myelin.pack.folder import Pack
from myelin.pack.loading import Counts, load_rows
from myelin.pack.models import LoadedPack, Symptom, Topic


@transaction.atomic
def load_vocabulary(pack: Pack, *, now: datetime) -> list[Counts]:
    """Bring topics and symptoms in line with the pack. Twice changes nothing."""
    topics = {
        topic.slug: {
            "name": topic.name,
            "about": topic.about,
            "group": topic.group,
            "position": place,
            "in_languages": pack.in_languages("topics", topic.slug),
        }
        for place, topic in enumerate(pack.topics)
    }
    symptoms = {
        row["id"]: {
            "name": row["patient_name"],
            "clinical_term": row["clinical_term"],
            "domain": row["domain"],
            "synonyms": [*row["synonyms"], *pack.more_words("symptoms", row["id"])],
            "position": place,
            "in_languages": pack.in_languages("symptoms", row["id"]),
        }
        for place, row in enumerate(pack.symptoms)
    }
    return [load_rows(Topic, topics, now=now), load_rows(Symptom, symptoms, now=now)]


def remember_load(pack: Pack, *, now: datetime) -> None:
    """Note which pack this install was filled from, so that the next start is quick."""
    LoadedPack.objects.update_or_create(slug=pack.slug, defaults={"fingerprint": pack.fingerprint, "loaded_at": now})
