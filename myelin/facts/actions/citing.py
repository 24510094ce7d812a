from collections.abc import Iterable

from django.db import transaction

from myelin.facts.models import Citation, Fact


@transaction.atomic
def cite(*, ref: str, title: str, url: str, keys: Iterable[str]) -> None:
    """Note that something shows these facts, and no others any more. Unknown keys are passed over; twice is safe.

    ref names the citing thing, once in the whole house: "medicine:ocrelizumab", "article:12".
    """
    wanted = set(Fact.objects.filter(key__in=set(keys)).values_list("pk", flat=True))
    known = {row.fact_id: row for row in Citation.objects.select_for_update().filter(ref=ref)}
    Citation.objects.filter(pk__in=[row.pk for fact, row in known.items() if fact not in wanted]).delete()
    stale = [row for fact, row in known.items() if fact in wanted and (row.title, row.url) != (title, url)]
    for row in stale:
        row.title, row.url = title, url
    Citation.objects.bulk_update(stale, fields=["title", "url"])
    new = [Citation(fact_id=fact, ref=ref, title=title, url=url) for fact in sorted(wanted - set(known))]
    Citation.objects.bulk_create(new, ignore_conflicts=True)
