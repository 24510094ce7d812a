"""The jobs that count words; the worker runs them."""

from procrastinate.contrib.django import app

from myelin.search import counting


@app.periodic(cron="*/5 * * * *")
@app.task(name="count_new_words", queueing_lock="count_words", lock="count_words")
def count_new_words(timestamp: int) -> None:
    """Add the words of what was posted since the last time."""
    counting.count_new_words()


@app.periodic(cron="41 3 * * *")
@app.task(name="count_all_words", queueing_lock="count_all_words", lock="count_words")
def count_all_words(timestamp: int) -> None:
    """Count everything anew, without what was changed or removed since last night."""
    counting.count_all_words()
