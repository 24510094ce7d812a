"""How well search ranks: real messages, each with the questions that it is really asking.

    .venv/bin/python bench/search_quality.py similar_questions_dev.json

The file holds `corpus` ([{id, question}]) and `queries` ([{id, text, relevant}]): RQE, AMIA 2016, CC BY 4.0, github
abachaa/RQE_Data_AMIA2016. It is not part of this repository. The exit code says whether the gate was passed.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from throwaway import cpu_ms, database

TOP = 10
TO_REACH = {"MRR@10": 0.63, "P@1": 0.52, "hit@10": 0.83}
MEASURED_BEFORE = {"MRR@10": 0.647, "P@1": 0.549, "hit@10": 0.841}
BM25 = {"MRR@10": 0.493, "P@1": 0.398, "hit@10": 0.699}


@dataclass(frozen=True)
class Quality:
    figures: dict[str, float]
    cpu_ms_a_query: float
    seconds: list[float]


def load(corpus: list[dict[str, str]]) -> None:
    """Tell the index all questions, as the community's own."""
    from myelin.members.models import Audience
    from myelin.search import actions, counting

    for row in corpus:
        actions.put(
            ref=row["id"],
            kind="question",
            title=row["question"],
            body="",
            audience=Audience.PUBLIC,
            author_id=None,
            url="/",
            excerpt="",
            posted_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
    counting.count_all_words()


def measure(queries: list[dict[str, Any]]) -> Quality:
    """Ask every message as it was typed, and look where the first right question stands."""
    from django.contrib.auth.models import AnonymousUser

    from myelin.search.queries import find

    ranks: list[int | None] = []
    seconds: list[float] = []
    before = cpu_ms()
    for query in queries:
        start = time.perf_counter()
        found = [hit.ref for hit in find(AnonymousUser(), query["text"], size=TOP)]
        seconds.append(time.perf_counter() - start)
        ranks.append(next((rank for rank, ref in enumerate(found, 1) if ref in query["relevant"]), None))
    cpu = (cpu_ms() - before) / len(queries)
    count = len(ranks)
    figures = {
        "MRR@10": sum(1 / rank for rank in ranks if rank) / count,
        "P@1": ranks.count(1) / count,
        "hit@10": sum(rank is not None for rank in ranks) / count,
    }
    return Quality(figures, cpu, sorted(seconds))


def main(file: Path) -> int:
    data = json.loads(file.read_text())
    with database("search"):
        from myelin.search import actions, ranking

        load(data["corpus"])
        passed = True
        for way in ("with pgvector", "without pgvector"):
            if way == "without pgvector":
                ranking.install(vector=False)
            elif not actions.renew_ranking():
                print("This server has no pgvector.")
                continue
            passed &= _report(way, measure(data["queries"]))
    return 0 if passed else 1


def _report(way: str, quality: Quality) -> bool:
    print(f"\n{way}")
    print(f"{'':8}{'now':>8}{'to reach':>10}{'design':>8}{'bm25s':>8}")
    for name, value in quality.figures.items():
        print(f"{name:8}{value:8.3f}{TO_REACH[name]:10.3f}{MEASURED_BEFORE[name]:8.3f}{BM25[name]:8.3f}")
    seconds = quality.seconds
    p50, p99 = (1_000 * seconds[int(part * (len(seconds) - 1))] for part in (0.5, 0.99))
    print(
        f"CPU {quality.cpu_ms_a_query:.1f} ms a query (Python and database); wall clock p50 {p50:.1f}, p99 {p99:.1f} ms"
    )
    return all(value >= TO_REACH[name] for name, value in quality.figures.items())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
